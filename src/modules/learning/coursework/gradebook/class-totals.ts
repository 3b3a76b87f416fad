/** Totals of many learners of one class. Exactly the arithmetic of the tree of a total, over one denominator: no fraction is reduced. Pure. */
import { fraction, toHundredths } from "../../../../kernel/fraction.js";

export interface TotalledAssignment {
  id: string;
  points: number;
  weight: number;
}

export interface TotalledCell {
  assignmentId: string;
  /** Hundredths of points. */
  hundredths: number;
}

/** Hundredths of percent of a learner's cells; null without any. */
export type TotalOf = (cells: readonly TotalledCell[]) => number | null;

/** `dropLowest`: how many of the lowest shares are left out; one always stays. Assignments have points. */
export function createTotals(assignments: readonly TotalledAssignment[], dropLowest: number): TotalOf {
  const whole = assignments.reduce((all, { points }) => leastMultiple(all, BigInt(points)), 1n);
  const known = new Map(
    assignments.map(({ id, points, weight }, place) => [id, { place, weight: BigInt(weight), scale: whole / BigInt(points) }]),
  );
  return (cells) => {
    const found = cells.flatMap(({ assignmentId, hundredths }) => {
      const one = known.get(assignmentId);
      return one ? [{ ...one, share: BigInt(hundredths) * one.scale }] : [];
    });
    if (found.length === 0) return null;
    const weighted = found.filter(({ weight }) => weight > 0n);
    if (weighted.length === 0) return 0;
    const dropped = Math.min(dropLowest, weighted.length - 1);
    // Of equal shares the first assignments are dropped.
    const kept = dropped === 0 ? weighted : weighted.sort((a, b) => signOf(a.share - b.share) || a.place - b.place).slice(dropped);
    const sum = kept.reduce((all, { share, weight }) => all + share * weight, 0n);
    const weights = kept.reduce((all, { weight }) => all + weight, 0n);
    // `share / whole` is hundredths of points per point, which is percent.
    return Number(toHundredths(fraction(sum, whole * weights)));
  };
}

const signOf = (difference: bigint): number => (difference < 0n ? -1 : difference > 0n ? 1 : 0);

function leastMultiple(a: bigint, b: bigint): bigint {
  let [x, y] = [a, b];
  while (y !== 0n) [x, y] = [y, x % y];
  return (a / x) * b;
}
