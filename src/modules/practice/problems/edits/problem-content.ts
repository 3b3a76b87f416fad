import { isDeepStrictEqual } from "node:util";
import type { CheckerParameters } from "../../../../judge/checkers/parameters.js";
import type { FunctionSignature } from "../../../../judge/functions/signature.js";
import type { IncludedFiles } from "../../../../judge/included-files.js";
import { PASS_FAIL, type Scoring } from "../../../../judge/scoring/scoring.js";
import { DEFAULT_FEEDBACK, type Feedback } from "./feedback.js";
import { NO_CREDITS, type ProblemCredits } from "./problem-credits.js";
import { OUTPUT_LIMIT_KB } from "./problem-limits.js";
import type { Difficulty, Problem } from "../problem.entity.js";
import type { Drivers, LanguageLimits, StarterCode } from "./problem-limits.js";

/** Versioned fields of a problem. Slug, tests and the premium flag are not versioned; changes to them apply immediately. */
export interface ProblemContent {
  title: string;
  /** Markdown. */
  statement: string;
  /** Markdown. */
  constraints: string;
  explanation: string;
  difficulty: Difficulty;
  /** Ids, because topics may be renamed. */
  topics: string[];
  tags: string[];
  hints: string[];
  timeLimitMs: number;
  memoryLimitKb: number;
  outputLimitKb: number;
  languageLimits: LanguageLimits;
  checker: string;
  checkerParameters: CheckerParameters;
  /** Id of the program of the checker `custom`; null for other checkers. */
  checkerProgram: string | null;
  scoring: Scoring;
  /** Id of the interactor's program; null unless the problem is interactive. */
  interactor: string | null;
  /** False without an interactor. */
  checksInteractorOutput: boolean;
  /** More than 1 makes the problem multi-pass. */
  passes: number;
  starterCode: StarterCode;
  /** Null unless submissions are functions. */
  signature: FunctionSignature | null;
  /** Empty without a signature. */
  drivers: Drivers;
  /** Beside every submission. */
  includedFiles: IncludedFiles;
  feedback: Feedback;
  credits: ProblemCredits;
  /** Ids of attachments and pictures. */
  files: string[];
}

/** Defaults of a new problem. */
export const NEW_CONTENT: ProblemContent = {
  title: "",
  statement: "",
  constraints: "",
  explanation: "",
  difficulty: "EASY",
  topics: [],
  tags: [],
  hints: [],
  timeLimitMs: 1000,
  memoryLimitKb: 262_144,
  outputLimitKb: OUTPUT_LIMIT_KB.default,
  languageLimits: {},
  checker: "tokens",
  checkerParameters: {},
  checkerProgram: null,
  scoring: PASS_FAIL,
  interactor: null,
  checksInteractorOutput: false,
  passes: 1,
  starterCode: {},
  signature: null,
  drivers: {},
  includedFiles: {},
  feedback: DEFAULT_FEEDBACK,
  credits: NO_CREDITS,
  files: [],
};

const FIELDS = Object.keys(NEW_CONTENT) as (keyof ProblemContent)[];

/** Reads a stored snapshot. Fields added since it was written get their defaults, the values every problem had at that time. */
export function contentFrom(stored: Partial<ProblemContent>): ProblemContent {
  return { ...NEW_CONTENT, ...stored };
}

/** Names of the fields that differ; all fields if there is no previous content. */
export function changedFields(before: ProblemContent | null, after: ProblemContent): string[] {
  return before ? FIELDS.filter((field) => !isDeepStrictEqual(before[field], after[field])) : FIELDS;
}

/** Copies the content to the columns that learners see. Excludes topics, which need the database. */
export function putContent(problem: Problem, { topics: _topics, ...columns }: ProblemContent): void {
  Object.assign(problem, columns);
}
