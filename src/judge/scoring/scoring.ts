/** How a problem makes a verdict and a score of its tests' results. */
import * as z from "zod";

export const SCORING_MODES = ["PASS_FAIL", "SCORED"] as const;
export type ScoringMode = (typeof SCORING_MODES)[number];

export const AGGREGATIONS = ["SUM", "MIN", "PRODUCT"] as const;
export type Aggregation = (typeof AGGREGATIONS)[number];

export const GROUPS_MAX = 100;
export const POINTS_MAX = 1e9;
/** Digits after the point. A sum of the largest scores with these digits is exact in a double. */
export const SCORE_DECIMALS = 4;

const points = z.number().min(0).max(POINTS_MAX);

const testGroup = z.strictObject({
  /**
   * Folder or name of tests: `secret/01` has the tests `secret/01` and `secret/01/…`. The longest name wins. The empty name has all hidden
   * tests of no other group.
   */
  name: z.string(),
  maxScore: points,
  /** Of the tests' scores. A test of SUM has a part of `maxScore`, one of MIN and PRODUCT has all of it. */
  aggregation: z.enum(AGGREGATIONS),
  /** Score of a test that is rejected or not run, unless the checker gave it a share. */
  rejectedScore: points,
  /** Names of groups. Unless all their tests are accepted, this group is skipped, with the score 0. */
  requires: z.array(z.string()),
  /** Skip the rest of the group after a failed test. MIN and PRODUCT do so only when no later test can lower the score. */
  stopOnFirstFailure: z.boolean(),
  /** Points of single tests of a SUM. The others share the rest equally. */
  testPoints: z.array(z.strictObject({ test: z.string(), points })),
});

/** Strict: a program that does not know a field must fail rather than judge without it. */
export const scoring = z.strictObject({
  mode: z.enum(SCORING_MODES),
  /** Skip all tests after a failed one. If SCORED, tests outside all groups do not stop anything. */
  stopOnFirstFailure: z.boolean(),
  /** Score from which a submission is ACCEPTED; null for the full score. Null if PASS_FAIL. */
  passingScore: points.nullable(),
  /** Empty if PASS_FAIL. Tests outside all groups have no score. */
  groups: z.array(testGroup),
});

export type TestGroup = z.infer<typeof testGroup>;
export type Scoring = z.infer<typeof scoring>;

/** Every problem that sets nothing else. */
export const PASS_FAIL: Scoring = { mode: "PASS_FAIL", stopOnFirstFailure: true, passingScore: null, groups: [] };

/** Null if PASS_FAIL. */
export function maxScoreOf({ mode, groups }: Scoring): number | null {
  return mode === "SCORED" ? rounded(groups.reduce((sum, { maxScore }) => sum + maxScore, 0)) : null;
}

export function rounded(score: number): number {
  const unit = 10 ** SCORE_DECIMALS;
  return Math.round(score * unit) / unit;
}
