/** What the model of a package becomes in a problem here. Everything without a place is noted. */
import { CUSTOM } from "../../../judge/checker-programs/checker-program.js";
import { findChecker } from "../../../judge/checkers/index.js";
import type { Findings } from "../../../judge/packages/package-faults.js";
import type { PackageChecker, ProblemPackage } from "../../../judge/packages/problem-package.js";
import { KIB } from "../../../kernel/units.js";
import { cutProse } from "../../../judge/packages/prose.js";
import { creditsOf, type ProblemCredits } from "../problems/edits/problem-credits.js";
import type { CreateProblemInput } from "../problems/edits/problem-edit.type.js";
import { MEMORY_LIMIT_KB, OUTPUT_LIMIT_KB, TAGS_MAX, TEXT_MAX, TIME_LIMIT_MS, TITLE_MAX } from "../problems/edits/problem-limits.js";
import { withPictureNames } from "./import-files.js";
import { withOwnContent } from "./own-content.js";
import { scoringOf } from "./package-scoring.js";

/** Packages without a time limit expect one to be inferred from their submissions. */
const DEFAULT_TIME_MS = 5000;
/** Packages expect at least what is allowed here. */
const DEFAULT_MEMORY_KB = MEMORY_LIMIT_KB.max;
const USUAL_OUTPUT_KB = 8 * KIB;
const TAG_MAX = 40;
const PDF_ONLY = "The statement of this problem is a PDF file in its package.";

export type PackageContent = Partial<CreateProblemInput> & Pick<CreateProblemInput, "title" | "statement">;

/** `pictures` are the names of those that are imported. */
export function contentOf(problem: ProblemPackage, findings: Findings, pictures: readonly string[] = []): PackageContent {
  const locale = mainLocale(problem);
  const statement = problem.statements.find((one) => one.locale === locale);
  const named = (markdown: string | null | undefined) => markdown && withPictureNames(markdown, pictures);
  const explanation = shortened(named(problem.solutions[locale] ?? problem.solutions.en) ?? "", findings);
  const text = named(statement?.markdown) || PDF_ONLY;
  const credits = creditsOf(problem.credits);
  const attribution = problem.own ? "" : attributionOf(credits);
  const content: PackageContent = {
    title: titleOf(problem, locale, findings),
    // A package that was exported here has it in its statement.
    statement: attribution === "" || text.endsWith(attribution) ? text : `${text}\n\n${attribution}`,
    credits,
    ...(explanation && { explanation }),
    tags: tagsOf(problem.keywords, findings),
    timeLimitMs: within(problem.limits.timeMs, DEFAULT_TIME_MS, TIME_LIMIT_MS, "time limit", "ms", findings),
    memoryLimitKb: within(problem.limits.memoryKb, DEFAULT_MEMORY_KB, MEMORY_LIMIT_KB, "memory limit", "KiB", findings),
    ...checkerOf(problem.checker, findings),
    interactor: problem.interactor ? undefined : null,
    checksInteractorOutput: problem.checksInteractorOutput,
    passes: problem.passes,
    // Unless the package was exported here.
    signature: null,
    outputLimitKb: outputLimitOf(problem, findings),
    scoring: problem.own ? null : scoringOf(problem, findings),
  };
  if (statement && statement.markdown === null) findings.note(statement.path, "A PDF is not shown. Write the statement in Markdown.");
  const { length } = content.statement;
  if (length > TEXT_MAX) findings.fault("FILE_TOO_LARGE", "statement", `It has ${length} characters; at most ${TEXT_MAX} are allowed.`);
  noteUnused(problem, locale, findings);
  return problem.own ? withOwnContent(content, problem.own.content, findings) : content;
}

/** The intended solution: the problem can do without its end. */
function shortened(solution: string, findings: Findings): string {
  if (solution.length > TEXT_MAX) findings.note("solution", `It is cut: an explanation has at most ${TEXT_MAX} characters.`);
  return cutProse(solution, TEXT_MAX);
}

/** Features that have no place here: each is one line, and goes with the feature. */
function noteUnused(problem: ProblemPackage, locale: string, findings: Findings): void {
  const note = (isUnused: boolean, path: string | null, message: string) => isUnused && findings.note(path, message);
  note(problem.generators.length > 0 && !problem.own, "generators", "Generators are not imported.");
  for (const other of problem.statements)
    note(other.locale !== locale, other.path, `A problem has one language: the statement in ${other.locale} is not imported.`);
}

function mainLocale({ statements }: ProblemPackage): string {
  const written = statements.filter(({ markdown }) => markdown !== null);
  const all = written.length > 0 ? written : statements;
  return (all.find(({ locale }) => locale === "en") ?? all[0])?.locale ?? "en";
}

function titleOf({ titles, shortName }: ProblemPackage, locale: string, findings: Findings): string {
  const title = (titles[locale] ?? titles.en ?? Object.values(titles)[0] ?? "").replace(/[\p{Cc}\p{Zl}\p{Zp}\s]+/gu, " ").trim();
  if (title.length > TITLE_MAX) findings.note(null, `The title is cut: it has at most ${TITLE_MAX} characters.`);
  return (title || shortName || "Imported problem").slice(0, TITLE_MAX).toWellFormed();
}

/** Licences such as CC BY require the names. */
function attributionOf({ authors, sources, license, rightsOwner }: ProblemCredits): string {
  const plain = (text: string) =>
    text
      .replace(/<[^>]*>/g, "")
      .replace(/[\\`*_[\]<>$~|#]/g, "\\$&")
      .replace(/\s+/g, " ")
      .trim();
  const parts = [
    sources.length > 0 &&
      `Source: ${sources.map(({ name, url }) => (url && /^https?:\/\/[^\s<>]+$/.test(url) ? `[${plain(name)}](<${url}>)` : plain(name))).join(", ")}.`,
    authors.length > 0 && `Authors: ${authors.map(plain).join(", ")}.`,
    license && license !== "unknown" && `License: ${plain(license.toUpperCase())}${rightsOwner ? `, ${plain(rightsOwner)}` : ""}.`,
  ].filter(Boolean);
  return parts.length === 0 ? "" : `---\n\n${parts.join(" ")}`;
}

function tagsOf(keywords: readonly string[], findings: Findings): string[] {
  const tags = new Set(
    keywords
      .map((word) =>
        (
          word
            .normalize("NFKD")
            .toLowerCase()
            .match(/[a-z0-9]+/g) ?? []
        )
          .join("-")
          .slice(0, TAG_MAX)
          .replace(/-$/, ""),
      )
      .filter(Boolean),
  );
  if (tags.size > TAGS_MAX) findings.note(null, `Only the first ${TAGS_MAX} keywords are imported.`);
  return [...tags].slice(0, TAGS_MAX);
}

function within(
  given: number | null,
  fallback: number,
  { min, max }: { min: number; max: number },
  name: string,
  unit: string,
  findings: Findings,
): number {
  const value = Math.min(max, Math.max(min, given ?? fallback));
  if (given === null) findings.note(null, `The package sets no ${name}: it is ${value} ${unit}.`);
  else if (value !== given) findings.note(null, `A ${name} of ${given} ${unit} is not possible: it is ${value} ${unit}.`);
  return value;
}

/** The formats say that 8 MiB are usual if a package sets nothing. Twice the largest answer is always allowed. */
function outputLimitOf({ format, limits, tests }: ProblemPackage, findings: Findings): number {
  const givenKb = limits.outputBytes === null ? null : limits.outputBytes / KIB;
  if (givenKb !== null) return within(Math.ceil(givenKb), 0, OUTPUT_LIMIT_KB, "output limit", "KiB", findings);
  const usualKb = format === "POLYGON" ? OUTPUT_LIMIT_KB.default : USUAL_OUTPUT_KB;
  const largest = tests.reduce((most, { answer }) => Math.max(most, answer.sizeBytes), 0);
  return Math.min(OUTPUT_LIMIT_KB.max, Math.max(usualKb, Math.ceil((2 * largest) / KIB)));
}

function checkerOf(checker: PackageChecker, findings: Findings): Pick<PackageContent, "checker" | "checkerParameters"> {
  if (checker.kind === "BUILT_IN" && !findChecker(checker.id))
    findings.fault("CHECKER_INVALID", null, `There is no checker \`${checker.id}\`.`);
  if (checker.kind === "BUILT_IN") return { checker: checker.id, checkerParameters: checker.parameters };
  return { checker: CUSTOM };
}
