import { fromStripeAmount, fromStripeTime, toStripeAmount } from "./amounts.js";

describe("amounts at Stripe", () => {
  it.each([
    ["EUR", 1999, 1999],
    ["JPY", 500, 500],
    ["KWD", 1230, 1230],
    ["ISK", 500, 50_000],
    ["UGX", 7, 700],
    ["MGA", 1200, 12],
  ])("of %s", (currency, ours, theirs) => {
    expect(toStripeAmount(ours, currency)).toBe(theirs);
    expect(fromStripeAmount(theirs, currency)).toBe(ours);
  });

  it("refuse what Stripe cannot express", () => {
    expect(() => toStripeAmount(1250, "MGA")).toThrow(RangeError);
  });

  it("have times in seconds", () => {
    expect(fromStripeTime(0)).toEqual(new Date(0));
    expect(fromStripeTime(null)).toBeNull();
  });
});
