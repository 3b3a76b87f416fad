import { describe, expect, it } from "@jest/globals";
import type { TestSummary } from "../../../practice/problems/tests/stored-test-set.js";
import { sizeLadder } from "./size-ladder.js";

const test = (inputBytes: number, ...words: string[]): TestSummary => ({
  ...{ name: "t", sample: false, inputBytes, outputBytes: 1 },
  origin: { generator: "gen", generatorVersion: "1", arguments: words, solution: "s", solutionVersion: "1" },
});

describe("ladder of sizes", () => {
  it("halves the argument that grows with the tests", () => {
    const ladder = sizeLadder([test(30, "10", "7"), test(7000, "1000", "3"), test(700, "100", "9")])!;
    expect(ladder.generator).toBe("gen");
    expect(ladder.calls.map(({ size }) => size)).toEqual([1, 8, 16, 31, 63, 125, 250, 500, 1000]);
    expect(ladder.calls.every(({ arguments: [, seed] }) => seed === "3")).toBe(true);
  });

  it("is not made of seeds, words or tests that were uploaded", () => {
    expect(sizeLadder([test(30, "900"), test(40, "20")])).toBeNull();
    expect(sizeLadder([test(30, "small"), test(4000, "large")])).toBeNull();
    expect(sizeLadder([{ name: "t", sample: false, inputBytes: 9000, outputBytes: 1 }])).toBeNull();
  });
});
