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
      const assignments = Array.from({ length: 1 + next(12) }, (_, index) => ({
        id: `${index}`,
        points: 1 + next(50),
        weight: next(4) === 0 ? 0 : 1 + next(5),
      }));
      const dropLowest = next(4);
      const totalOf = createTotals(assignments, dropLowest);
      const cells = assignments.filter(() => next(3) > 0).map(({ id, points }) => ({ assignmentId: id, hundredths: next(points * 110) }));
      const known = cells.map(({ assignmentId, hundredths }) => ({ ...assignments[Number(assignmentId)]!, hundredths }));
      const mean = weightedMean(
        known.map(({ hundredths, points }) => fraction(hundredths, 100 * points)),
        known.map(({ weight }) => weight),
        dropLowest,
      );
      expect(totalOf(cells)).toBe(known.length === 0 ? null : Number(toHundredths(fraction(mean.n * 100n, mean.d))));
    }
  });

  it("leave out grades of other assignments", () => {
    expect(createTotals([{ id: "a", points: 10, weight: 1 }], 0)([{ assignmentId: "b", hundredths: 500 }])).toBeNull();
    expect(createTotals([{ id: "a", points: 3, weight: 1 }], 0)([{ assignmentId: "a", hundredths: 100 }])).toBe(3333);
  });
});
