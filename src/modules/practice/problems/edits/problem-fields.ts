import { languageIdOf } from "../../../../judge/languages/index.js";
import type { CheckerKind } from "../../../../judge/checker-programs/checker-program.js";
import { badInput } from "../../../../kernel/errors.js";
import type { ProblemContent } from "./problem-content.js";
import type { LanguageLimitInput, StarterCodeInput } from "./language-inputs.type.js";
import type { CreateProblemInput, UpdateProblemInput } from "./problem-edit.type.js";
import type { ProblemCredits } from "./problem-credits.js";
import type { ProblemCreditsInput } from "./problem-credits.type.js";
import { SLUG_MAX } from "./problem-limits.js";
import { interactionWith, programWith } from "../checker-programs/checker-program-checks.js";
import { expectRunnable, functionWith, VALUES } from "../functions/function-fields.js";
import { includedWith } from "../included/included-files.js";
import { scoringWith } from "../scoring/problem-scoring.js";
import { parametersWith } from "../tests/problem-checkers.js";
import type { LanguageLimits, StarterCode } from "./problem-limits.js";

export interface ProgramIds {
  /** Rows of programs given in an input; absent if none was given. */
  program?: string;
  interactor?: string;
  /** Of these and all other programs of the problem, by id. */
  kinds?: ReadonlyMap<string, CheckerKind>;
}

/**
 * Merges the input into the content. BAD_USER_INPUT for parameters that the checker does not take, and for a missing program. `topics` and
 * the programs are ids, because finding them needs the database.
 */
export function contentWith(
  content: ProblemContent,
  input: Partial<CreateProblemInput | UpdateProblemInput>,
  topics: string[] | null,
  { program, interactor, kinds }: ProgramIds = {},
): ProblemContent {
  const functions = functionWith(content, input);
  const becomesFunction = content.signature === null && functions.signature !== null;
  const checker = input.checker ?? (becomesFunction ? VALUES : content.checker);
  const interaction = interactionWith(content, input, interactor);
  const checkerProgram = programWith(content.checkerProgram, checker, program);
  const decides = interaction.interactor ?? checkerProgram;
  const passes = passesWith(content.passes, input.passes, decides === null ? undefined : kinds?.get(decides));
  expectRunnable({ ...functions, ...interaction, passes });
  return {
    title: input.title?.trim() ?? content.title,
    statement: input.statement ?? content.statement,
    constraints: cleared(input.constraints, "", content.constraints),
    explanation: cleared(input.explanation, "", content.explanation),
    difficulty: input.difficulty ?? content.difficulty,
    topics: topics ?? content.topics,
    tags: [...new Set(cleared(input.tags, [], content.tags))],
    hints: cleared(input.hints, [], content.hints),
    timeLimitMs: input.timeLimitMs ?? content.timeLimitMs,
    memoryLimitKb: input.memoryLimitKb ?? content.memoryLimitKb,
    languageLimits: input.languageLimits === undefined ? content.languageLimits : limitsByLanguage(input.languageLimits ?? []),
    outputLimitKb: input.outputLimitKb ?? content.outputLimitKb,
    checker,
    checkerParameters: parametersWith(content, checker, input.checkerParameters),
    checkerProgram,
    ...interaction,
    passes,
    scoring: scoringWith(content.scoring, input.scoring),
    starterCode: input.starterCode === undefined ? content.starterCode : starterByLanguage(input.starterCode ?? []),
    ...functions,
    includedFiles: includedWith(content.includedFiles, input.includedFiles),
    feedback: input.feedback ?? content.feedback,
    credits: creditsWith(content.credits, input.credits),
    files: content.files,
  };
}

/**
 * `kind` is that of the program that decides. A problem that loses a program of the kind KATTIS has one pass again. BAD_USER_INPUT if there
 * is none, and more passes are asked for.
 */
function passesWith(kept: number, given: number | null | undefined, kind: CheckerKind | undefined): number {
  if (kind === "KATTIS") return given ?? kept;
  if ((given ?? 1) > 1) {
    const message = "Only a program of the kind KATTIS, the interactor or else the checker `custom`, can ask for another pass.";
    throw badInput("input.passes", message, "INVALID_VALUE");
  }
  return 1;
}

/** All of the input replace those that there are. */
function creditsWith(kept: ProblemCredits, given: ProblemCreditsInput | null | undefined): ProblemCredits {
  if (given === undefined) return kept;
  const { authors, sources, license, rightsOwner } = given ?? {};
  return {
    authors: authors ?? [],
    sources: (sources ?? []).map(({ name, url }) => ({ name, url: url ?? null })),
    license: license ?? null,
    rightsOwner: rightsOwner ?? null,
  };
}

/** Undefined keeps the value, null clears it. */
function cleared<T>(given: T | null | undefined, empty: T, kept: T): T {
  return given === undefined ? kept : (given ?? empty);
}

function limitsByLanguage(list: readonly LanguageLimitInput[]): LanguageLimits {
  return Object.fromEntries(
    list.map(({ language, timeLimitMs, memoryLimitKb }) => [
      languageIdOf(language),
      { ...(timeLimitMs != null && { timeLimitMs }), ...(memoryLimitKb != null && { memoryLimitKb }) },
    ]),
  );
}

function starterByLanguage(list: readonly StarterCodeInput[]): StarterCode {
  return Object.fromEntries(list.map(({ language, source }) => [languageIdOf(language), source]));
}

/** "Łódź: 2 Ferries!" becomes "lodz-2-ferries". BAD_USER_INPUT if no ASCII letter or digit remains. */
export function slugFrom(title: string): string {
  const ascii = title.normalize("NFKD").replace(/\p{M}/gu, "").replaceAll("ł", "l").replaceAll("Ł", "L");
  const slug = ascii
    .toLowerCase()
    .match(/[a-z0-9]+/g)
    ?.join("-")
    .slice(0, SLUG_MAX)
    .replace(/-$/, "");
  if (!slug) throw badInput("input.slug", "No slug can be made from this title. Set `slug`.", "REQUIRED");
  return slug;
}
