/** What wrong answers of one group have in common, besides the shape of the program. Pure. */
import { createHash } from "node:crypto";
import type { FailedTest } from "../../../../judge/failed-test.js";
import type { TestResult } from "../../../../judge/test-result.js";
import type { Feedback } from "../../../practice/problems/edits/feedback.js";
import { concealedVerdict } from "../../../practice/submissions/results/shown-verdict.js";
import { differenceKind, type DifferenceKind } from "./difference-kind.js";
import type { LanguageFamily } from "./tokens.js";

export interface JudgedAnswer {
  problemId: string;
  verdict: string;
  tests: readonly Pick<TestResult, "index" | "verdict">[];
  failedTest: Pick<FailedTest, "difference"> | null;
  feedback: Feedback;
  family: LanguageFamily;
}

export interface AnswerFacts {
  verdict: string;
  /** Positions in the test set, from 0. Judging stops at the first failure, in each test group of a scored problem. */
  failedTests: number[];
  /** Null if outputs were not compared. */
  difference: DifferenceKind | null;
}

const TESTS_MAX = 100;

/**
 * Only what the problem's feedback shows to learners: a group, and a hint for it, must not tell what the author hides.
 */
export function factsOf({ verdict, tests, failedTest, feedback }: JudgedAnswer): AnswerFacts {
  if (feedback === "NOTHING") return { verdict: concealedVerdict(verdict), failedTests: [], difference: null };
  const failedTests = tests.filter((test) => test.verdict !== "ACCEPTED").map(({ index }) => index);
  const compared = feedback === "VERDICT" || verdict !== "WRONG_ANSWER" ? null : (failedTest?.difference ?? null);
  return { verdict, failedTests: failedTests.slice(0, TESTS_MAX), difference: compared && differenceKind(compared) };
}

/** SHA-256: equal for answers that only the shape of their programs can tell apart. */
export function answerKey({ problemId, family }: JudgedAnswer, { verdict, failedTests, difference }: AnswerFacts): string {
  return createHash("sha256")
    .update(JSON.stringify([problemId, family, verdict, failedTests, difference]))
    .digest("hex");
}
