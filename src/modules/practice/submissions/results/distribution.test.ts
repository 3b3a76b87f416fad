import { describe, expect, it } from "@jest/globals";
import { distribution, distributionOf, percentileOf } from "./distribution.js";

const each = (...values: number[]) => values.map((value) => ({ value, count: 1 }));

describe("distributionOf", () => {
  it("ranks figures among all, equal ones counted half", () => {
    const all = distributionOf([...each(10, 20), { value: 30, count: 2 }], 1);
    expect(percentileOf(10, all)).toBe(87.5);
    expect(percentileOf(30, all)).toBe(25);
    expect(percentileOf(25, all)).toBe(50);
    expect(percentileOf(5, all)).toBe(100);
    expect(percentileOf(99, all)).toBe(0);
  });

  it("counts everything in buckets of the same width, the last of which has what is far above", () => {
    const { histogram } = distributionOf([...Array.from({ length: 100 }, (_, i) => ({ value: 100 + i, count: 1 })), ...each(20_000)], 1);
    expect(histogram.length).toBeLessThanOrEqual(20);
    expect(histogram.reduce((sum, { count }) => sum + count, 0)).toBe(101);
    expect(histogram[0]).toEqual({ from: 100, to: 104, count: 5 });
    expect(histogram.at(-1)!.to).toBe(20_000);
    histogram.slice(1).forEach(({ from }, i) => expect(from).toBe(histogram[i]!.to + 1));
  });

  it("has one bucket where all are equal, and none for nothing", () => {
    expect(distributionOf([{ value: 7, count: 12 }], 1).histogram).toEqual([{ from: 7, to: 7, count: 12 }]);
    expect(distributionOf([{ value: 640, count: 2 }], 64).histogram).toEqual([{ from: 640, to: 703, count: 2 }]);
    expect(distributionOf([], 1)).toEqual({ total: 0, ranks: [], histogram: [] });
  });

  it("stays small and exact to half a percent with many figures", () => {
    const many = distributionOf(
      Array.from({ length: 20_000 }, (_, value) => ({ value, count: 5 })),
      1,
    );
    expect(JSON.stringify(many).length).toBeLessThan(12_000);
    expect(distribution.parse(many)).toEqual(many);
    for (const value of [0, 77, 5000, 12_345, 19_999]) {
      const exact = (100 * (19_999 - value + 0.5)) / 20_000;
      expect(Math.abs(percentileOf(value, many) - exact)).toBeLessThan(0.6);
    }
  });
});
