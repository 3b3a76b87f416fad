import { describe, expect, it } from "@jest/globals";
import type { ItemRow } from "../authoring/assessment.rows.js";
import { drawVariant } from "./draw-variant.js";

const item = (change: Partial<ItemRow>): ItemRow => ({
  ...{ assessmentId: "a", position: 1, section: "", quizId: null, problemIds: [], draw: 1, points: 10 },
  ...change,
});
const POOL = ["p1", "p2", "p3", "p4"];
const ITEMS = [
  item({ section: "Warm-up", problemIds: ["fixed"], points: 5 }),
  item({ position: 2, section: "Code", problemIds: POOL, draw: 2 }),
  item({ position: 3, section: "Quiz", quizId: "quiz", points: 3 }),
];

describe("drawVariant", () => {
  it("gives the same tasks for the same seed, whatever the order of the pool", () => {
    const tasks = drawVariant("seed", ITEMS);
    expect(drawVariant("seed", ITEMS)).toEqual(tasks);
    const reversed = [ITEMS[0]!, item({ ...ITEMS[1], problemIds: POOL.toReversed() }), ITEMS[2]!];
    expect(drawVariant("seed", reversed)).toEqual(tasks);
  });

  it("keeps order, sections and points, and never gives a problem twice", () => {
    for (let n = 0; n < 200; n++) {
      const tasks = drawVariant(`seed-${n}`, ITEMS);
      expect(tasks.map(({ section, points }) => `${section} ${points}`)).toEqual(["Warm-up 5", "Code 10", "Code 10", "Quiz 3"]);
      expect([tasks[0]!.problemId, tasks[3]!.quizId, tasks[3]!.problemId]).toEqual(["fixed", "quiz", null]);
      expect(new Set(tasks.slice(1, 3).map(({ problemId }) => problemId)).size).toBe(2);
    }
  });

  it("draws each problem of a pool about equally often", () => {
    const counts = new Map(POOL.map((id) => [id, 0]));
    for (let n = 0; n < 2000; n++)
      for (const { problemId } of drawVariant(`candidate-${n}`, ITEMS).slice(1, 3)) counts.set(problemId!, counts.get(problemId!)! + 1);
    // Each is drawn with probability 1/2: 1000 ± 22, and these seeds never change.
    for (const count of counts.values()) expect(Math.abs(count - 1000)).toBeLessThan(100);
  });
});
