/** Writes a problem in the Kattis and ICPC package format. What the format has no place for is in `codequest.json`. */
import { stringify } from "yaml";
import { CUSTOM } from "../checker-programs/checker-program.js";
import type { ProblemProgram } from "../problem-programs/problem-program.js";
import type { IncludedFiles } from "../included-files.js";
import type { Scoring } from "../scoring/scoring.js";
import { OWN_FILE, OWN_FILE_MAX_BYTES, type OwnFile } from "./own-file.js";
import { legacyCredits, modernCredits } from "./write/write-credits.js";
import type { PackageCredits, PackageOrigin } from "./problem-package.js";
import { writeIncluded } from "./write/write-included.js";
import { writeGroups } from "./write/write-groups.js";
import { writeValidator, type Deciding } from "./write/write-validator.js";
import { writePrograms } from "./write-programs.js";
import type { TestSource, WrittenFile } from "./written-file.js";

export const EXPORT_FORMATS = ["KATTIS_LEGACY", "KATTIS_2025_09"] as const;
export type ExportFormat = (typeof EXPORT_FORMATS)[number];

const FUNCTION_NOTE =
  "Submissions of this problem define a function, whose signature is in `codequest.json`. Other judges need a program around it that reads the arguments, one per line as JSON, and prints the result as JSON.";
const LOST_ARGUMENTS =
  "Some tests have arguments of their own for the output validator. This format has none for single tests; the format 2025-09 has.";

export interface WritableProblem extends Deciding {
  uuid: string;
  title: string;
  /** Markdown. */
  statement: string;
  explanation: string;
  keywords: readonly string[];
  timeLimitMs: number;
  memoryLimitKb: number;
  outputLimitKb: number;
  passes: number;
  scoring: Scoring;
  programs: readonly ProblemProgram[];
  includedFiles: IncludedFiles;
  /** In the order of judging. */
  tests: readonly WritableTest[];
  /** What the format has no place for, as `codequest.json` keeps it. */
  content: Record<string, unknown>;
  credits: PackageCredits;
  /** Names are safe relative paths; those of pictures end as pictures do. */
  files: readonly { kind: "ATTACHMENT" | "PICTURE"; name: string; content: TestSource }[];
}

interface WritableTest {
  name: string;
  sample: boolean;
  explanation: string;
  origin?: PackageOrigin;
  /** Of the output validator, instead of the problem's. */
  checkerArguments?: readonly string[];
  input: TestSource;
  output: TestSource;
}

/** Throws NotExportable. */
export function writePackage(problem: WritableProblem, format: ExportFormat): WrittenFile[] {
  const isLegacy = format === "KATTIS_LEGACY";
  const { tests, scoring } = problem;
  const validator = writeValidator(problem, isLegacy ? "output_validators/validator" : "output_validator");
  const words = checkerWords(problem);
  const hasValidator = validator.files.length > 0;
  const files: WrittenFile[] = [
    { path: "problem.yaml", content: stringify(isLegacy ? legacyMetadata(problem, words, hasValidator) : modernMetadata(problem)) },
    { path: `${isLegacy ? "problem_statement" : "statement"}/problem.en.md`, content: ended(problem.statement) },
  ];
  if (isLegacy) files.push({ path: ".timelimit", content: `${problem.timeLimitMs / 1000}\n` });
  if (problem.explanation !== "") files.push({ path: "solution/solution.en.md", content: ended(problem.explanation) });
  for (const { kind, name, content } of problem.files) {
    const folder = kind === "ATTACHMENT" ? "attachments" : isLegacy ? "problem_statement" : "statement";
    files.push({ path: `${folder}/${name}`, content });
  }
  const programs = writePrograms(problem.programs);
  const included = writeIncluded(problem.includedFiles);
  files.push(...validator.files, ...programs.files, ...included.files);
  const names = formatNames(tests, scoring.mode === "SCORED");
  tests.forEach(({ explanation, checkerArguments, input, output }, at) => {
    const base = `data/${names[at]}`;
    files.push({ path: `${base}.in`, content: input }, { path: `${base}.ans`, content: output });
    const hint = explanation === "" ? {} : { hint: explanation };
    const settings = { ...hint, ...(checkerArguments && { output_validator_args: [...checkerArguments] }) };
    if (isLegacy && explanation !== "") files.push({ path: `${base}.hint`, content: ended(explanation) });
    if (!isLegacy && Object.keys(settings).length > 0) files.push({ path: `${base}.yaml`, content: stringify(settings) });
  });
  const named = tests.map(({ name, sample }, at) => ({ name, sample, path: names[at]! }));
  const groups = writeGroups({ scoring, tests: named }, isLegacy);
  files.push(...(isLegacy ? groups.files : withArguments(groups.files, words, names)));
  const loses = isLegacy && tests.some(({ checkerArguments }) => checkerArguments);
  const notes = [
    ...validator.notes,
    ...groups.notes,
    ...(loses ? [LOST_ARGUMENTS] : []),
    ...(problem.content.signature ? [FUNCTION_NOTE] : []),
  ];
  if (notes.length > 0) files.push({ path: "README.md", content: `${notes.map((note) => `- ${note}`).join("\n")}\n` });
  const { checkerProgram, interactor } = validator;
  const { checker, checkerParameters, checksInteractorOutput, content } = problem;
  const own = { checker, checkerParameters, checksInteractorOutput, content, checkerProgram, interactor };
  files.push({ path: OWN_FILE, content: ownFile({ ...own, programs: programs.own, includedFiles: included.own }, tests, names) });
  return files;
}

/** Origins of tests are left out if they are too large. */
function ownFile(parts: Omit<OwnFile, "version" | "tests">, tests: readonly WritableTest[], names: readonly string[]): string {
  const text = (withOrigins: boolean) => {
    const listed = tests.map(({ name, origin, checkerArguments }, at) => ({
      ...{ file: names[at]!, name },
      ...(withOrigins && origin && { origin }),
      ...(checkerArguments && { checkerArguments: [...checkerArguments] }),
    }));
    return `${JSON.stringify({ version: 1, ...parts, tests: listed } satisfies OwnFile, null, 1)}\n`;
  };
  const whole = text(true);
  return Buffer.byteLength(whole) <= OWN_FILE_MAX_BYTES ? whole : text(false);
}

/** 2025-09: arguments of the output validator are those of the groups of tests. */
function withArguments(groups: readonly WrittenFile[], words: readonly string[], names: readonly string[]): WrittenFile[] {
  if (words.length === 0) return [...groups];
  const path = (folder: string) => `data/${folder}/test_group.yaml`;
  const missing = ["sample", "secret"].filter(
    (folder) => names.some((name) => name.startsWith(`${folder}/`)) && !groups.some((file) => file.path === path(folder)),
  );
  const args = stringify({ output_validator_args: words });
  return [
    ...groups.map((file) => ({ ...file, content: `${file.content as string}${args}` })),
    ...missing.map((folder) => ({ path: path(folder), content: args })),
  ];
}

function legacyMetadata(
  { uuid, title, keywords, credits, memoryLimitKb, outputLimitKb, passes, interactor, scoring }: WritableProblem,
  words: readonly string[],
  hasValidator: boolean,
): object {
  return {
    name: title,
    uuid,
    ...legacyCredits(credits),
    ...(scoring.mode === "SCORED" && { type: "scoring" }),
    // `multi-pass` is an extension of DOMjudge and other judges.
    validation: hasValidator ? ["custom", interactor && "interactive", passes > 1 && "multi-pass"].filter(Boolean).join(" ") : "default",
    ...(words.length > 0 && { validator_flags: words.join(" ") }),
    limits: { memory: mebibytes(memoryLimitKb), output: mebibytes(outputLimitKb), ...passLimit(passes) },
    ...(keywords.length > 0 && { keywords: keywords.join(" ") }),
  };
}

function modernMetadata({ uuid, title, keywords, credits, timeLimitMs, interactor, scoring, ...limits }: WritableProblem): object {
  const isWhole = timeLimitMs % 1000 === 0;
  const { memoryLimitKb, outputLimitKb, passes } = limits;
  const kind = scoring.mode === "SCORED" ? "scoring" : "pass-fail";
  const types = [kind, interactor && "interactive", passes > 1 && "multi-pass"].filter((type) => typeof type === "string");
  return {
    problem_format_version: "2025-09",
    type: types.length > 1 ? types : types[0],
    name: { en: title },
    uuid,
    ...modernCredits(credits),
    limits: {
      time_limit: timeLimitMs / 1000,
      ...(!isWhole && { time_resolution: 0.001 }),
      memory: mebibytes(memoryLimitKb),
      output: mebibytes(outputLimitKb),
      ...passLimit(passes),
    },
    ...(keywords.length > 0 && { keywords: [...keywords] }),
  };
}

const passLimit = (passes: number) => passes > 1 && { validation_passes: passes };
const mebibytes = (kib: number) => Math.ceil(kib / 1024);

/** Arguments of the default validator, or of the problem's own. */
function checkerWords({ checker, checkerParameters, program, interactor }: WritableProblem): string[] {
  const own = interactor ?? (checker === CUSTOM ? program : null);
  if (own) return own.kind === "KATTIS" ? own.arguments : [];
  if (checker !== "tokens") return [];
  const { caseSensitive = true, whitespaceSensitive, absoluteTolerance: absolute, relativeTolerance: relative } = checkerParameters;
  return [
    ...(caseSensitive ? ["case_sensitive"] : []),
    ...(whitespaceSensitive ? ["space_change_sensitive"] : []),
    ...(absolute === undefined ? [] : ["float_absolute_tolerance", String(absolute)]),
    ...(relative === undefined ? [] : ["float_relative_tolerance", String(relative)]),
  ];
}

/**
 * Paths of the form `sample/1` and `secret/a`: the format has no other. If the order of judging is not the lexicographic one, numbers make
 * it so, unless folders are needed for groups.
 */
export function formatNames(tests: readonly { name: string; sample: boolean }[], keepsFolders = false): string[] {
  const names = tests.map(({ name, sample }) => {
    const folder = sample ? "sample" : "secret";
    const rest = name.startsWith(`${folder}/`) ? name.slice(folder.length + 1) : name;
    return `${folder}/${rest.replace(/[^A-Za-z0-9_./-]/g, "_")}`;
  });
  const keys = names.map((name) => name.replaceAll("/", "\u0000"));
  const isInOrder = keys.every((key, at) => at === 0 || keys[at - 1]! < key);
  if (isInOrder || (keepsFolders && new Set(names).size === names.length)) return names;
  const width = String(names.length).length;
  return names.map((name, at) => name.replace("/", `/${String(at + 1).padStart(width, "0")}-`).replace(/(?<=\/.*)\//g, "-"));
}

const ended = (text: string) => (text.endsWith("\n") ? text : `${text}\n`);
