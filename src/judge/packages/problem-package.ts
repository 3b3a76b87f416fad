/** A problem as package formats describe it. Neutral: says nothing about how this system stores it. */
import type { CheckerKind } from "../checker-programs/checker-program.js";
import type { CheckerParameters } from "../checkers/parameters.js";
import type { Expectable, ProgramPurpose, ValidatorKind } from "../problem-programs/problem-program.js";
import type { Verdict } from "../verdict.js";
import type { PackageFile } from "./package-files.js";

export const PACKAGE_FORMATS = ["KATTIS_LEGACY", "KATTIS_2025_09", "POLYGON"] as const;
export type PackageFormat = (typeof PACKAGE_FORMATS)[number];

export interface ProblemPackage {
  format: PackageFormat;
  /** Name of the folder; empty if the archive has none. */
  shortName: string;
  uuid: string | null;
  /** By locale such as `en`; plain text. */
  titles: Record<string, string>;
  statements: PackageStatement[];
  /** Markdown by locale: the intended solution. */
  solutions: Record<string, string>;
  images: PackageFile[];
  limits: PackageLimits;
  credits: PackageCredits;
  keywords: string[];
  /** Samples first, then in the order of judging. */
  tests: PackageTest[];
  groups: PackageGroup[];
  scoring: { objective: "MAX" | "MIN" } | null;
  checker: PackageChecker;
  /** Talks to the submission while it runs. */
  interactor: CheckerPackageProgram | null;
  /** The checker decides about the output of an interactor that accepts. */
  checksInteractorOutput: boolean;
  /** Most runs of a submission for one test; 1 unless the problem is multi-pass. */
  passes: number;
  inputValidators: PackageProgram[];
  submissions: ExampleSubmission[];
  /** Files that are put beside every submission in a language. At most one entry for each. */
  includedFiles: PackageIncludedFiles[];
  attachments: PackageFile[];
  generators: PackageFile[];
  /** From `codequest.json`: it decides instead of validators and submissions. */
  own: { content: Record<string, unknown>; programs: OwnPackageProgram[] } | null;
}

/** A validator, generator or reference solution that an export wrote. */
export interface OwnPackageProgram extends PackageProgram {
  purpose: ProgramPurpose;
  kind: ValidatorKind | null;
  arguments: string[];
  expectedVerdicts: Expectable[];
  /** The first line of the main file is not part of its source. */
  tagged: boolean;
}

export interface PackageIncludedFiles {
  /** Id of a language of this judge. */
  language: string;
  /** Of the package. */
  folder: string;
  /** Paths below the folder. */
  files: PackageFile[];
}

export interface PackageStatement {
  locale: string;
  path: string;
  /** Markdown with $TeX$; null for a PDF. */
  markdown: string | null;
}

/** Null: not set by the package. */
export interface PackageLimits {
  timeMs: number | null;
  memoryKb: number | null;
  outputBytes: number | null;
  /** For inferring the time limit: slowest accepted × this ≤ limit. */
  acceptedToLimit: number | null;
  /** Limit × this ≤ fastest submission that is too slow. */
  limitToExceeded: number | null;
}

export interface PackageCredits {
  authors: string[];
  sources: { name: string; url: string | null }[];
  license: string | null;
  rightsOwner: string | null;
}

/** Of a sample. */
export const EXPLANATION_CHARS_MAX = 4000;

export interface PackageTest {
  /** Such as `sample/1` or `secret/group1/03`. */
  name: string;
  sample: boolean;
  /** Shown with the test; may be empty. */
  explanation: string;
  input: PackageFile;
  answer: PackageFile;
  /** Name of the innermost group. */
  group: string;
  /** Arguments of the checker program for this test, if they differ from those of the problem. */
  checkerArguments: string[] | null;
  points: number | null;
  /** How an export says that it was generated. */
  origin?: PackageOrigin;
}

/** Programs by name, with the versions that made the test, and arguments of the generator. */
export interface PackageOrigin {
  generator: string;
  generatorVersion: string;
  arguments: string[];
  solution: string;
  solutionVersion: string;
}

/** How the results in a folder of tests become one. Null: not set. */
export interface PackageGroup {
  /** `sample`, `secret`, `secret/group1`. */
  name: string;
  /** A file of its own makes the folder a group. */
  isDeclared: boolean;
  aggregation: "PASS_FAIL" | "SUM" | "MIN" | "MAX" | "AVERAGE" | null;
  maxScore: number | null;
  /** Legacy: points of an accepted and of a rejected test. */
  acceptScore: number | null;
  rejectScore: number | null;
  onReject: "BREAK" | "CONTINUE" | null;
  /** Groups that have to pass before. */
  requires: string[];
  /** Other words for the legacy grader, such as `ignore_sample`. */
  graderFlags: string[];
  inputValidatorArguments: string[];
}

/** A program as a folder of files. Folders below it are kept in the names. */
export interface PackageProgram {
  name: string;
  /** Id of a language of this judge; null if it has none. */
  language: string | null;
  /** Path of the file that starts, among `files`; null if it is not clear. */
  main: string | null;
  /** Paths below the program's folder. */
  files: PackageFile[];
}

export interface CheckerPackageProgram {
  kind: "PROGRAM";
  protocol: CheckerKind;
  program: PackageProgram;
  arguments: string[];
}

export type PackageChecker = CheckerPackageProgram | { kind: "BUILT_IN"; id: string; parameters: CheckerParameters };

export interface ExampleSubmission extends PackageProgram {
  /** Path below `submissions/`. */
  path: string;
  /** Final verdicts that meet the expectation; empty: anything does. */
  expected: Verdict[];
  /** Verdicts that each test may have, and one of which some test must have, if the package says so. */
  permitted: Verdict[] | null;
  required: Verdict[] | null;
  /** Inclusive. */
  score: { least: number; most: number } | null;
}
