/** The rule that says which learners of a class may need help. Pure, and published in the schema and in docs/learning.md. */
import { daysBetween } from "../../../../kernel/local-day.js";

export const RISK_RULE = {
  /** Days without any activity on the platform. */
  inactiveDays: 10,
  /** Percentage points of the completion below the median of the class. */
  behindPercentagePoints: 25,
  /** The median of fewer learners says nothing. */
  leastLearnersOfMedian: 3,
  /** Judged submissions to an assigned problem that is not solved. */
  failures: 5,
  /** Days in which they count. */
  failureDays: 14,
  /** Assignments that are due, for which nothing was handed in. */
  missingAssignments: 2,
} as const;

export const RISK_KINDS = ["INACTIVE", "BEHIND_MEDIAN", "REPEATED_FAILURE", "MISSING_WORK"] as const;
export type RiskKind = (typeof RISK_KINDS)[number];

export interface Risk {
  kind: RiskKind;
  /** Days, percentage points, submissions or assignments, by the kind. */
  value: number;
  /** Of a REPEATED_FAILURE. */
  problemId: string | null;
}

export interface LearnerState {
  /** Days are UTC, as YYYY-MM-DD. */
  joinedOn: string;
  lastActiveOn: string | null;
  /** 0 to 1; null while nothing is assigned. */
  completion: number | null;
  missing: number;
  failing: readonly { problemId: string; failures: number }[];
}

/** Null without values. */
export function medianOf(values: readonly number[]): number | null {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  if (sorted.length === 0) return null;
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}

/** Of the learners for whom something is assigned; null for too few of them. */
export function medianCompletion(learners: readonly Pick<LearnerState, "completion">[]): number | null {
  const known = learners.flatMap(({ completion }) => (completion === null ? [] : [completion]));
  return known.length < RISK_RULE.leastLearnersOfMedian ? null : medianOf(known);
}

/** In the order of the kinds, and the most failures first. Empty for a learner who seems to be fine. */
export function risksOf(learner: LearnerState, median: number | null, today: string): Risk[] {
  const risks: Risk[] = [];
  const add = (kind: RiskKind, value: number, least: number, problemId: string | null = null) => {
    if (value >= least) risks.push({ kind, value, problemId });
  };
  // Someone who has just joined has had no time to be active.
  const since = learner.lastActiveOn !== null && learner.lastActiveOn > learner.joinedOn ? learner.lastActiveOn : learner.joinedOn;
  add("INACTIVE", daysBetween(since, today), RISK_RULE.inactiveDays);
  // Rounded to a tenth, so that 25.000000001 and 24.999999999 are 25.
  if (learner.completion !== null && median !== null)
    add("BEHIND_MEDIAN", Math.round(1000 * (median - learner.completion)) / 10, RISK_RULE.behindPercentagePoints);
  for (const { problemId, failures } of learner.failing.toSorted((a, b) => b.failures - a.failures))
    add("REPEATED_FAILURE", failures, RISK_RULE.failures, problemId);
  add("MISSING_WORK", learner.missing, RISK_RULE.missingAssignments);
  return risks;
}
