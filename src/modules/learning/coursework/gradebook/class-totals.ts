/** Totals of many learners of one class: exactly the arithmetic of the tree of a total, over one denominator. Pure. */
import { toHundredths } from "../../../../kernel/fraction.js";

export interface TotalledAssignment {
  points: number;
  weight: number;
}

/** Hundredths of points by the place of the assignment; undefined without a grade. */
export type Marks = readonly (number | undefined)[];

/** Hundredths of percent of a learner's marks; null without any. */
export type TotalOf = (marks: Marks) => number | null;

/** `dropLowest`: how many of the lowest shares are left out; one always stays. Assignments have points. */
export function createTotals(assignments: readonly TotalledAssignment[], dropLowest: number): TotalOf {
  // Big integers take most of the time: there is one sum for each number of points, and not one for each mark.
  const points = [...new Set(assignments.map((one) => one.points))];
  const sumOf = assignments.map((one) => points.indexOf(one.points));
  const whole = points.reduce((all, one) => leastMultiple(all, BigInt(one)), 1n);
  const scales = points.map((one) => whole / BigInt(one));

  /** Index of the lowest share; of equal ones, the first. */
  function lowest(marks: Marks, places: readonly number[]): number {
    let least = 0;
    for (let index = 1; index < places.length; index++) {
      const [one, other] = [places[index]!, places[least]!];
      if (marks[one]! * assignments[other]!.points < marks[other]! * assignments[one]!.points) least = index;
    }
    return least;
  }

  return (marks) => {
    const places: number[] = [];
    let isGraded = false;
    for (let place = 0; place < assignments.length; place++) {
      if (marks[place] === undefined) continue;
      isGraded = true;
      if (assignments[place]!.weight > 0) places.push(place);
    }
    if (!isGraded) return null;
    if (places.length === 0) return 0;
    for (let left = Math.min(dropLowest, places.length - 1); left > 0; left--) places.splice(lowest(marks, places), 1);
    const sums = points.map(() => 0);
    let weights = 0;
    for (const place of places) {
      const { weight } = assignments[place]!;
      sums[sumOf[place]!]! += marks[place]! * weight;
      weights += weight;
    }
    const n = sums.reduce((all, sum, index) => all + BigInt(sum) * scales[index]!, 0n);
    // Hundredths of points per point are percent.
    return Number(toHundredths({ n, d: whole * BigInt(weights) }));
  };
}

function leastMultiple(a: bigint, b: bigint): bigint {
  let [x, y] = [a, b];
  while (y !== 0n) [x, y] = [y, x % y];
  return (a / x) * b;
}
