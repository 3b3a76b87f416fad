import { describe, expect, it } from "@jest/globals";
import { fraction, toHundredths } from "../../../../kernel/fraction.js";
import { weightedMean } from "../grading/grade-tree.js";
import { createTotals } from "./class-totals.js";

/** Same numbers on each run. */
function random(seed: number): (below: number) => number {
  let state = seed;
  return (below) => (state = (state * 1_664_525 + 1_013_904_223) % 2 ** 32) % below;
}

describe("totals of a class", () => {
  it("are those of the tree of a total: weights, zero weights, missing grades, bonus points, dropped lowest", () => {
    const next = random(11);
    for (let round = 0; round < 300; round++) {
      const assignments = Array.from({ length: 1 + next(12) }, () => ({
        points: 1 + next(50),
        weight: next(4) === 0 ? 0 : 1 + next(5),
      }));
      const dropLowest = next(4);
      const totalOf = createTotals(assignments, dropLowest);
      const marks = assignments.map(({ points }) => (next(3) > 0 ? next(points * 110) : undefined));
      const known = assignments.flatMap((one, place) => (marks[place] === undefined ? [] : [{ ...one, hundredths: marks[place] }]));
      const mean = weightedMean(
        known.map(({ hundredths, points }) => fraction(hundredths, 100 * points)),
        known.map(({ weight }) => weight),
        dropLowest,
      );
      expect(totalOf(marks)).toBe(known.length === 0 ? null : Number(toHundredths(fraction(mean.n * 100n, mean.d))));
    }
  });

  it("are null without marks, and rounded half away from zero", () => {
    const totalOf = createTotals([{ points: 3, weight: 1 }], 0);
    expect([totalOf([undefined]), totalOf([100]), totalOf([200])]).toEqual([null, 3333, 6667]);
  });
});
