import { PROGRAM_BYTES_MAX } from "../../../../judge/checker-programs/checker-program.js";
import type { Expectable, ProblemProgram, ProgramPurpose, ValidatorKind } from "../../../../judge/problem-programs/problem-program.js";
import { languageIdOf } from "../../../../judge/languages/index.js";
import { fieldErrors } from "../../../../kernel/errors.js";
import type { FieldProblem } from "../../../../kernel/field-codes.js";
import { problemsOfSources } from "../checker-programs/checker-program-checks.js";
import { versionOf } from "./program-rows.js";

/** A program as authors and packages give it. */
export interface ProgramDraft {
  purpose: ProgramPurpose;
  name: string;
  kind?: ValidatorKind | null;
  language: string;
  source: string;
  files?: readonly { name: string; content: string }[] | null;
  arguments?: readonly string[] | null;
  expectedVerdicts?: readonly Expectable[] | null;
}

/** The program that a draft describes. BAD_USER_INPUT with all that is wrong with it; `field` is its path. */
export function programOf(draft: ProgramDraft, field: string): Omit<ProblemProgram, "id"> {
  const { purpose, name, kind = null, source } = draft;
  const files = (draft.files ?? []).map(({ name: fileName, content }) => ({ name: fileName, content }));
  const words = [...(draft.arguments ?? [])];
  const expectedVerdicts = [...new Set(draft.expectedVerdicts ?? [])];
  const problems: FieldProblem[] = problemsOfSources({ language: draft.language, source, files, words }, field, PROGRAM_BYTES_MAX);
  const refuse = (part: string, code: FieldProblem["code"], message: string) =>
    problems.push({ field: `${field}.${part}`, code, message } as FieldProblem);
  const isValidator = purpose === "VALIDATOR";
  if (isValidator && kind === null) refuse("kind", "REQUIRED", "A validator needs a kind.");
  if (!isValidator && kind !== null) refuse("kind", "INVALID_VALUE", "Only a validator has a kind.");
  if (!isValidator && words.length > 0) refuse("arguments", "INVALID_VALUE", "Only a validator has arguments of its own.");
  if (purpose === "SOLUTION" && expectedVerdicts.length === 0) refuse("expectedVerdicts", "REQUIRED", "Name at least one verdict.");
  if (purpose !== "SOLUTION" && expectedVerdicts.length > 0)
    refuse("expectedVerdicts", "INVALID_VALUE", "Only a reference solution has expected verdicts.");
  if (problems.length > 0) throw fieldErrors(problems);
  const language = languageIdOf(draft.language);
  const version = versionOf([kind, language, source, files, words]);
  return { purpose, name, kind, language, source, files, arguments: words, expectedVerdicts, version };
}
