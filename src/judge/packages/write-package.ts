/** Writes a problem in the Kattis and ICPC package format. What the format has no place for is left out. */
import { stringify } from "yaml";
import { CUSTOM, type CheckerProgram } from "../checker-programs/checker-program.js";
import type { CheckerParameters } from "../checkers/parameters.js";
import type { ProblemProgram } from "../problem-programs/problem-program.js";
import type { TestSource, WrittenFile } from "./written-file.js";
import { programFiles, solutionFiles, validatorFiles, NotExportable } from "./write-programs.js";

export const EXPORT_FORMATS = ["KATTIS_LEGACY", "KATTIS_2025_09"] as const;
export type ExportFormat = (typeof EXPORT_FORMATS)[number];

export interface WritableProblem {
  uuid: string;
  title: string;
  /** Markdown. */
  statement: string;
  explanation: string;
  keywords: readonly string[];
  timeLimitMs: number;
  memoryLimitKb: number;
  checker: string;
  checkerParameters: CheckerParameters;
  program: CheckerProgram | null;
  interactor: CheckerProgram | null;
  checksInteractorOutput: boolean;
  scored: boolean;
  /** Validators and reference solutions; others are left out. */
  programs: readonly ProblemProgram[];
  /** In the order of judging. */
  tests: readonly { name: string; sample: boolean; explanation: string; input: TestSource; output: TestSource }[];
}

/** Throws NotExportable. */
export function writePackage(problem: WritableProblem, format: ExportFormat): WrittenFile[] {
  const isLegacy = format === "KATTIS_LEGACY";
  if (problem.scored) throw new NotExportable("Problems with scored groups of tests cannot be exported yet.");
  const words = checkerWords(problem);
  const validator = problem.interactor ?? problem.program;
  const files: WrittenFile[] = [
    { path: "problem.yaml", content: stringify(isLegacy ? legacyMetadata(problem, words) : modernMetadata(problem)) },
    { path: `${isLegacy ? "problem_statement" : "statement"}/problem.en.md`, content: ended(problem.statement) },
  ];
  if (isLegacy) files.push({ path: ".timelimit", content: `${problem.timeLimitMs / 1000}\n` });
  if (problem.explanation !== "") files.push({ path: "solution/solution.en.md", content: ended(problem.explanation) });
  if (validator) files.push(...programFiles(validator, isLegacy ? "output_validators/validator" : "output_validator", "validate"));
  files.push(...validatorFiles(problem.programs), ...solutionFiles(problem.programs));
  const names = formatNames(problem.tests);
  problem.tests.forEach(({ explanation, input, output }, at) => {
    const base = `data/${names[at]}`;
    files.push({ path: `${base}.in`, content: input }, { path: `${base}.ans`, content: output });
    if (explanation === "") return;
    files.push(
      isLegacy
        ? { path: `${base}.hint`, content: ended(explanation) }
        : { path: `${base}.yaml`, content: stringify({ hint: explanation }) },
    );
  });
  if (!isLegacy && words.length > 0) {
    const content = stringify({ output_validator_args: words });
    for (const folder of ["sample", "secret"]) {
      if (names.some((name) => name.startsWith(`${folder}/`))) files.push({ path: `data/${folder}/test_group.yaml`, content });
    }
  }
  return files;
}

function legacyMetadata({ uuid, title, keywords, memoryLimitKb, program, interactor }: WritableProblem, words: readonly string[]): object {
  return {
    name: title,
    uuid,
    validation: interactor ? "custom interactive" : program ? "custom" : "default",
    ...(words.length > 0 && { validator_flags: words.join(" ") }),
    limits: { memory: mebibytes(memoryLimitKb) },
    ...(keywords.length > 0 && { keywords: keywords.join(" ") }),
  };
}

function modernMetadata({ uuid, title, keywords, timeLimitMs, memoryLimitKb, interactor }: WritableProblem): object {
  const isWhole = timeLimitMs % 1000 === 0;
  return {
    problem_format_version: "2025-09",
    type: interactor ? ["pass-fail", "interactive"] : "pass-fail",
    name: { en: title },
    uuid,
    limits: { time_limit: timeLimitMs / 1000, ...(!isWhole && { time_resolution: 0.001 }), memory: mebibytes(memoryLimitKb) },
    ...(keywords.length > 0 && { keywords: [...keywords] }),
  };
}

const mebibytes = (kib: number) => Math.ceil(kib / 1024);

/** Arguments of the default validator, or of the problem's own. */
function checkerWords({ checker, checkerParameters, program, interactor, checksInteractorOutput }: WritableProblem): string[] {
  if (interactor) {
    if (interactor.kind === "KATTIS" && !checksInteractorOutput) return interactor.arguments;
    throw new NotExportable("The format knows interactors of the kind KATTIS only, which decide alone.");
  }
  if (checker === CUSTOM && program?.kind === "KATTIS") return program.arguments;
  if (checker !== "tokens") {
    throw new NotExportable(
      "The format knows the checker `tokens` and programs of the kind KATTIS only. Change the checker of the problem first.",
    );
  }
  const { caseSensitive = true, whitespaceSensitive, absoluteTolerance: absolute, relativeTolerance: relative } = checkerParameters;
  return [
    ...(caseSensitive ? ["case_sensitive"] : []),
    ...(whitespaceSensitive ? ["space_change_sensitive"] : []),
    ...(absolute === undefined ? [] : ["float_absolute_tolerance", String(absolute)]),
    ...(relative === undefined ? [] : ["float_relative_tolerance", String(relative)]),
  ];
}

/** Names of the form `sample/1` and `secret/a`, in lexicographic order: the format has no other. */
export function formatNames(tests: readonly { name: string; sample: boolean }[]): string[] {
  const names = tests.map(({ name, sample }) => {
    const folder = sample ? "sample" : "secret";
    const rest = name.startsWith(`${folder}/`) ? name.slice(folder.length + 1) : name;
    return `${folder}/${rest.replace(/[^A-Za-z0-9_./-]/g, "_")}`;
  });
  const keys = names.map((name) => name.replaceAll("/", "\u0000"));
  const isInOrder = keys.every((key, at) => at === 0 || keys[at - 1]! < key);
  if (isInOrder) return names;
  const width = String(names.length).length;
  return names.map((name, at) => name.replace("/", `/${String(at + 1).padStart(width, "0")}-`).replace(/(?<=\/.*)\//g, "-"));
}

const ended = (text: string) => (text.endsWith("\n") ? text : `${text}\n`);
