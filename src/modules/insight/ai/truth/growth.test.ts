import { describe, expect, it } from "@jest/globals";
import { claimedExponents, growthOf, judgeClaim } from "./growth.js";

const sizes = [1000, 2000, 4000, 8000, 16_000, 32_000];
const runs = (timeOf: (n: number) => number) => sizes.map((size) => ({ size, cpuMs: 15 + timeOf(size) }));

describe("growth", () => {
  it("is the exponent, with an interval around it", () => {
    const quadratic = growthOf(
      runs((n) => (n * n) / 20_000),
      15,
    )!;
    expect(quadratic.exponent).toBeCloseTo(2, 6);
    const noisy = growthOf(
      runs((n) => (n / 20) * (n % 3000 === 1000 ? 1.2 : 0.9)),
      15,
    )!;
    expect(noisy.low).toBeLessThan(1);
    expect(noisy.high).toBeGreaterThan(1);
    expect(noisy.high - noisy.low).toBeLessThan(1);
  });

  it("is unknown when all runs are short", () => {
    expect(
      growthOf(
        runs(() => 3),
        15,
      ),
    ).toBeNull();
  });
});

describe("claims", () => {
  it.each([
    ["O(n)", 1],
    ["O(n log n)", 1],
    ["O(n^2)", 2],
    ["O(n²)", 2],
    ["O(1)", 0],
    ["O(log n)", 0],
    ["O(n * log(n))", 1],
  ])("%s is a power of %d", (claim, power) => {
    const { low, high } = claimedExponents(claim)!;
    expect(low).toBeLessThan(power);
    expect(high).toBeGreaterThan(power);
  });

  it.each(["O(2^n)", "O(n!)", "linear", "O(n + m)", "O(V log E)"])("%s is not", (claim) => expect(claimedExponents(claim)).toBeNull());
});

describe("a claim", () => {
  const of = (timeOf: (n: number) => number, claim: string) => judgeClaim([{ size: 1, cpuMs: 15 }, ...runs(timeOf)], claim).outcome;

  it("is contradicted by an exponent that it can't stand for, and consistent with its own", () => {
    const quadratic = (n: number) => (n * n) / 20_000;
    expect(of(quadratic, "O(n)")).toBe("CONTRADICTED");
    expect(of(quadratic, "O(n log n)")).toBe("CONTRADICTED");
    expect(of(quadratic, "O(n^3)")).toBe("CONTRADICTED");
    expect(of(quadratic, "O(n^2)")).toBe("CONSISTENT");
    expect(of((n) => n / 20, "O(1)")).toBe("CONTRADICTED");
  });

  it("is unknown if it is no power of n, or if the runs say nothing", () => {
    expect(of((n) => n / 20, "O(2^n)")).toBe("UNKNOWN");
    expect(judgeClaim([{ size: 1, cpuMs: 15 }, ...runs(() => 3)], "O(n)")).toEqual({
      ...{ outcome: "UNKNOWN", exponent: null, low: null, high: null },
    });
    expect(judgeClaim([], "O(n)").outcome).toBe("UNKNOWN");
  });
});
