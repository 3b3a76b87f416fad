import { describe, expect, it } from "@jest/globals";
import { randomInt } from "node:crypto";
import { splitDiscount } from "./split-discount.js";

const percent = (percentBp: number) => ({ percentBp, amountMinor: null });
const amount = (amountMinor: number) => ({ percentBp: null, amountMinor });

describe("a discount", () => {
  it("is a percentage of the sum, half a unit up, or an amount, at most the sum", () => {
    expect(splitDiscount(percent(1000), [1000, 500])).toEqual([100, 50]);
    expect(splitDiscount(percent(5000), [1])).toEqual([1]);
    expect(splitDiscount(percent(3333), [100, 100, 100])).toEqual([34, 33, 33]);
    expect(splitDiscount(amount(100), [200, 100])).toEqual([67, 33]);
    expect(splitDiscount(amount(1000), [200, 0, 100])).toEqual([200, 0, 100]);
    expect(splitDiscount(percent(5000), [0, 0])).toEqual([0, 0]);
  });

  it("is exactly split, and no line gets more than its amount, in 100,000 random orders", () => {
    const sumOf = (parts: readonly number[]) => parts.reduce((one, other) => one + other, 0);
    const isPossible = (shares: readonly number[], amounts: readonly number[]) =>
      shares.every((share, place) => share >= 0 && share <= amounts[place]!);
    let wrong = 0;
    for (let round = 0; round < 100_000; round++) {
      const amounts = Array.from({ length: randomInt(1, 6) }, () => randomInt(0, 5) * randomInt(0, 1_000_000));
      const off = randomInt(1, 3_000_000);
      const given = splitDiscount(amount(off), amounts);
      const shares = splitDiscount(percent(randomInt(1, 10_001)), amounts);
      if (sumOf(given) !== Math.min(off, sumOf(amounts)) || !isPossible(given, amounts) || !isPossible(shares, amounts)) wrong++;
    }
    expect(wrong).toBe(0);
  });
});
