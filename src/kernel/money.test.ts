import { describe, expect, it } from "@jest/globals";
import { allocate, CURRENCIES, decimalOf, exponentOf, isCurrency, taxIn, taxOn, wholeMinor } from "./money.js";

/** mulberry32 (public domain): the same numbers in each run. */
function random(seed: number): () => number {
  return () => {
    seed = (seed + 0x6d2b79f5) | 0;
    let t = Math.imul(seed ^ (seed >>> 15), 1 | seed);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

describe("money", () => {
  it("knows the minor units of ISO 4217", () => {
    expect(["EUR", "JPY", "KWD", "ISK", "TND", "HUF"].map(exponentOf)).toEqual([2, 0, 3, 0, 3, 2]);
    expect(CURRENCIES).toHaveLength(new Set(CURRENCIES).size);
    expect(CURRENCIES.filter((code) => !/^[A-Z]{3}$/.test(code))).toEqual([]);
    expect([isCurrency("XXX"), isCurrency("eur"), isCurrency("__proto__")]).toEqual([false, false, false]);
    expect(() => exponentOf("XAU")).toThrow(RangeError);
  });

  it("is written without rounding", () => {
    const written = (amountMinor: number, currency: string) => decimalOf({ amountMinor, currency });
    expect([written(1999, "EUR"), written(5, "KWD"), written(1999, "JPY"), written(-7, "USD"), written(0, "EUR")]).toEqual([
      ...["19.99", "0.005", "1999", "-0.07", "0.00"],
    ]);
    expect(() => wholeMinor(0.5)).toThrow(RangeError);
    expect(() => wholeMinor(2 ** 53)).toThrow(RangeError);
  });

  it("taxes net and gross amounts, half a unit up", () => {
    expect([taxOn(1000, 1900), taxOn(50, 1900), taxOn(0, 1900), taxOn(50, 100)]).toEqual([190, 10, 0, 1]);
    expect([taxIn(1190, 1900), taxIn(100, 1900), taxIn(100, 0)]).toEqual([190, 16, 0]);
    const next = random(7);
    const wrong: object[] = [];
    for (let round = 0; round < 10_000; round++) {
      const gross = Math.floor(next() * 1e9);
      const rate = Math.floor(next() * 10_001);
      if (!(Math.abs(taxOn(gross - taxIn(gross, rate), rate) - taxIn(gross, rate)) <= 1)) wrong.push({ gross, rate });
    }
    expect(wrong).toEqual([]);
  });

  it("splits 100,000 amounts so that the shares sum to the whole, each within one unit", () => {
    const next = random(42);
    let wrong = 0;
    for (let round = 0; round < 100_000; round++) {
      const total = Math.floor(next() * 2_000_000_000) * (round % 10 === 0 ? -1 : 1);
      const weights = Array.from({ length: 1 + Math.floor(next() * 12) }, () => Math.floor(next() * 1_000_000));
      weights[0]! += 1;
      const shares = allocate(total, weights);
      const sum = weights.reduce((one, other) => one + other, 0);
      if (shares.reduce((one, other) => one + other, 0) !== total) wrong++;
      // |share - total * weight / sum| < 1, in whole numbers.
      const isNear = (share: number, weight: number) => {
        const off = BigInt(share) * BigInt(sum) - BigInt(total) * BigInt(weight);
        return (off < 0n ? -off : off) < BigInt(sum);
      };
      if (!shares.every((share, index) => isNear(share, weights[index]!))) wrong++;
    }
    expect(wrong).toBe(0);
    expect(allocate(100, [1, 1, 1])).toEqual([34, 33, 33]);
    expect(allocate(5, [0, 3, 0])).toEqual([0, 5, 0]);
    expect(() => allocate(1, [0, 0])).toThrow(RangeError);
    expect(() => allocate(1, [2, -1])).toThrow(RangeError);
  });
});
