import { describe, expect, it } from "@jest/globals";
import { totalsOf } from "./order-totals.js";

const item = (unitMinor: number, quantity = 1, taxMode: "INCLUSIVE" | "EXCLUSIVE" | "NONE" = "EXCLUSIVE", taxRateBp = 1900) => ({
  ...{ unitMinor, quantity, taxMode, taxRateBp },
});

describe("totals of an order", () => {
  it("adds tax, takes it out, or has none", () => {
    expect(totalsOf([item(1000), item(1190, 1, "INCLUSIVE"), item(500, 3, "NONE", 0), item(0)])).toEqual([
      { netMinor: 1000, taxMinor: 190 },
      { netMinor: 1000, taxMinor: 190 },
      { netMinor: 1500, taxMinor: 0 },
      { netMinor: 0, taxMinor: 0 },
    ]);
  });

  it("taxes the sum of equally taxed lines, not each line", () => {
    // 19% of 3 is 0.57, which rounds to 1; of three such lines it is 1.71, which rounds to 2.
    const totals = totalsOf([item(3), item(3), item(3)]);
    expect(totals.map(({ taxMinor }) => taxMinor)).toEqual([1, 1, 0]);
    expect(totals.every(({ netMinor }) => netMinor === 3)).toBe(true);
  });
});
