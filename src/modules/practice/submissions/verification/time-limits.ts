/**
 * Time limits from the times of reference solutions, with the factors of the ICPC package format 2025-09 (`ac_to_time_limit`,
 * `time_limit_to_tle`, `time_resolution`).
 */
import { SECOND_MS } from "../../../../kernel/units.js";
import { TIME_LIMIT_MS } from "../../problems/edits/problem-limits.js";
import type { SolutionResult } from "./report.js";

/** The limit is at least this times what the slowest accepted solution needs. */
export const ACCEPTED_FACTOR = 2;
/** Solutions that are meant to be too slow need at least this times the limit. */
export const TOO_SLOW_FACTOR = 1.5;
const RESOLUTION_MS = SECOND_MS;

export interface TimeLimitReport {
  /** The problem's limit. */
  currentMs: number;
  /** Null without an accepted solution. */
  suggestedMs: number | null;
  slowestAcceptedMs: number | null;
  slowestAccepted: string | null;
}

export function timeLimitReport(currentMs: number, solutions: readonly SolutionResult[]): TimeLimitReport {
  const slowest = solutions
    .filter(
      ({ verdict, expectedVerdicts }) => verdict === "ACCEPTED" || (verdict === "TIME_LIMIT_EXCEEDED" && isMeantToPass(expectedVerdicts)),
    )
    .reduce<SolutionResult | null>((most, one) => ((one.neededLimitMs ?? -1) > (most?.neededLimitMs ?? -1) ? one : most), null);
  if (!slowest || slowest.neededLimitMs === null) return { currentMs, suggestedMs: null, slowestAcceptedMs: null, slowestAccepted: null };
  return {
    currentMs,
    suggestedMs: suggestedLimitMs(slowest.neededLimitMs),
    slowestAcceptedMs: slowest.neededLimitMs,
    slowestAccepted: slowest.name,
  };
}

/** Rounded up to full seconds, within what a problem may have. */
export function suggestedLimitMs(slowestMs: number): number {
  const limit = Math.ceil((ACCEPTED_FACTOR * slowestMs) / RESOLUTION_MS) * RESOLUTION_MS;
  return Math.min(TIME_LIMIT_MS.max, Math.max(RESOLUTION_MS, limit));
}

/** Only ACCEPTED is expected. */
export function isMeantToPass(expected: readonly string[]): boolean {
  return expected.length === 1 && expected[0] === "ACCEPTED";
}

const LONGEST_MS = 3 * TIME_LIMIT_MS.max;

/** Limit with which a solution runs, so that its time is known beyond the problem's limit. */
export function measuringLimitMs(limitMs: number, expected: readonly string[], suggestedMs: number | null): number {
  if (expected.includes("ACCEPTED")) return Math.min(LONGEST_MS, Math.max(TIME_LIMIT_MS.max / 2, 4 * limitMs));
  return Math.min(LONGEST_MS, Math.ceil(TOO_SLOW_FACTOR * Math.max(limitMs, suggestedMs ?? 0)));
}
