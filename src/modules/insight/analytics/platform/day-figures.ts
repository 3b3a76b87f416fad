import { dayAfter } from "../../../../kernel/local-day.js";

/** What figures of a day consist of, apart from who was active. Stored as JSON. */
export interface DayFigures {
  /** With accounts that were deleted since. */
  newAccounts: number;
  /** Without them. */
  keptAccounts: number;
  submissions: number;
  verdicts: { verdict: string; count: number }[];
  languages: { language: string; count: number }[];
  queueWaitMs: Percentiles | null;
  judgingMs: Percentiles | null;
}

/** In milliseconds. */
export interface Percentiles {
  median: number;
  p95: number;
}

export const NO_DAY: DayFigures = {
  ...{ newAccounts: 0, keptAccounts: 0, submissions: 0, verdicts: [], languages: [], queueWaitMs: null, judgingMs: null },
};

/** Days of the longer of the two windows of active accounts, with the day itself. */
export const ACTIVE_DAYS = 30;
/** Weeks after the one of their creation for which accounts are followed. */
export const COHORT_WEEKS = 12;

/** Weeks are named by their Monday (UTC). */
export const mondayOf = (day: string): string => dayAfter(day, -((new Date(Date.parse(day)).getUTCDay() + 6) % 7));

const DAY = /^\d{4}-\d\d-\d\d$/;
export const isDay = (key: string): boolean => DAY.test(key);
