import * as z from "zod";
import { fraction, minus, ONE, plus, times, type Fraction } from "../../../../kernel/fraction.js";
import { MINUTE_MS } from "../../../../kernel/units.js";

export const CURVE_SHAPES = ["STEPS", "LINEAR"] as const;
export const CURVE_POINTS_MAX = 20;
/** Ten years. */
export const LATE_MINUTES_MAX = 5_256_000;

export const lateCurve = z.object({
  shape: z.enum(CURVE_SHAPES),
  points: z
    .array(z.object({ minutesLate: z.int().min(0).max(LATE_MINUTES_MAX), creditPercent: z.int().min(0).max(100) }))
    .max(CURVE_POINTS_MAX),
});

/**
 * Credit by lateness. STEPS: who is later than a point's minutes gets its credit, until the next point. LINEAR: credit runs in straight
 * lines between the points, from 100 % at the due time, and stays at the last point's. Without points late work has full credit.
 */
export type LateCurve = z.output<typeof lateCurve>;

/** What is wrong with the curve, as a sentence; null if nothing is. */
export function faultOfCurve({ points }: LateCurve): string | null {
  for (const [index, { minutesLate, creditPercent }] of points.entries()) {
    const before = points[index - 1];
    if (before && minutesLate <= before.minutesLate) return "The points must be in order of their minutes, each later than the one before.";
    if (before && creditPercent > before.creditPercent) return "Credit must not rise with lateness.";
  }
  return null;
}

const percent = (whole: number) => fraction(whole, 100);

/** Credit from 0 to 1 of work handed in this many milliseconds after it was due. Not late: 1. Exact. */
export function creditOf({ shape, points }: LateCurve, lateMs: number): Fraction {
  if (lateMs <= 0 || points.length === 0) return ONE;
  const passed = points.findLastIndex(({ minutesLate }) => lateMs > minutesLate * MINUTE_MS);
  const before = passed < 0 ? { minutesLate: 0, creditPercent: 100 } : points[passed]!;
  const next = points[passed + 1];
  if (shape === "STEPS" || !next) return percent(before.creditPercent);
  const way = fraction(lateMs - before.minutesLate * MINUTE_MS, (next.minutesLate - before.minutesLate) * MINUTE_MS);
  return plus(percent(before.creditPercent), times(minus(percent(next.creditPercent), percent(before.creditPercent)), way));
}
