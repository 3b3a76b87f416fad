import { isDeepStrictEqual } from "node:util";
import type { Difficulty, LanguageLimits, Problem, StarterCode } from "../problem.entity.js";

/** All that a revision versions. The slug, the tests and the premium flag are not among it: they are set at once. */
export interface ProblemContent {
  title: string;
  /** Markdown. */
  statement: string;
  /** Markdown. */
  constraints: string;
  explanation: string;
  difficulty: Difficulty;
  /** Ids, as topics may be renamed. */
  topics: string[];
  tags: string[];
  hints: string[];
  timeLimitMs: number;
  memoryLimitKb: number;
  languageLimits: LanguageLimits;
  checker: string;
  starterCode: StarterCode;
}

/** What a problem has before anyone says otherwise. */
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
  languageLimits: {},
  checker: "tokens",
  starterCode: {},
};

const FIELDS = Object.keys(NEW_CONTENT) as (keyof ProblemContent)[];

/** A stored snapshot; what it is too old to have gets the value that every problem had then. */
export function contentFrom(stored: Partial<ProblemContent>): ProblemContent {
  return { ...NEW_CONTENT, ...stored };
}

/** Names of the fields in which two differ; all of them when there is nothing before. */
export function changedFields(before: ProblemContent | null, after: ProblemContent): string[] {
  return before ? FIELDS.filter((field) => !isDeepStrictEqual(before[field], after[field])) : FIELDS;
}

/** Makes the content what learners see. Topics are left out: they need the database. */
export function putContent(problem: Problem, { topics: _topics, ...columns }: ProblemContent): void {
  Object.assign(problem, columns);
}
