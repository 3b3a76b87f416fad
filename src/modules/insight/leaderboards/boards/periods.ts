import { DAY_MS } from "../../../../kernel/units.js";

export const PERIODS = ["ALL_TIME", "MONTH", "WEEK"] as const;
export type Period = (typeof PERIODS)[number];

export interface Span {
  /** Included. Null: from the beginning. */
  from: Date | null;
  /** Excluded. */
  to: Date | null;
}

/** The present calendar month or ISO week (from Monday), both in UTC. */
export function spanOf(period: Period, now: Date): Span {
  if (period === "ALL_TIME") return { from: null, to: null };
  const [year, month, day] = [now.getUTCFullYear(), now.getUTCMonth(), now.getUTCDate()];
  if (period === "MONTH") return { from: new Date(Date.UTC(year, month, 1)), to: new Date(Date.UTC(year, month + 1, 1)) };
  const monday = Date.UTC(year, month, day - ((now.getUTCDay() + 6) % 7));
  return { from: new Date(monday), to: new Date(monday + 7 * DAY_MS) };
}
