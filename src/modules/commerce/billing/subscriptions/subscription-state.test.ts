import { newsOf, stateOf, SUBSCRIPTION_STATES } from "./subscription-state.js";

const now = new Date("2026-06-01T00:00:00Z");
const later = new Date("2026-06-02T00:00:00Z");

describe("the state of a subscription", () => {
  it.each([
    ["trialing", null, "TRIALING"],
    ["active", null, "ACTIVE"],
    ["past_due", later, "PAST_DUE"],
    ["past_due", now, "SUSPENDED"],
    ["past_due", null, "SUSPENDED"],
    ["unpaid", later, "SUSPENDED"],
    ["paused", null, "SUSPENDED"],
    ["incomplete", null, "INCOMPLETE"],
    ["incomplete_expired", null, "CANCELED"],
    ["canceled", null, "CANCELED"],
    ["of a later version", null, "SUSPENDED"],
  ])("at Stripe is %s, with a grace period until %s: %s", (status, graceUntil, state) => {
    expect(stateOf(status, graceUntil, now)).toBe(state);
  });

  it("is news only when it changes, and when it was ever of use", () => {
    for (const state of SUBSCRIPTION_STATES) expect(newsOf(state, state)).toBeNull();
    expect(newsOf(null, "ACTIVE")).toBe("STARTED");
    expect(newsOf("TRIALING", "ACTIVE")).toBeNull();
    expect(newsOf("SUSPENDED", "ACTIVE")).toBe("RECOVERED");
    expect(newsOf("ACTIVE", "PAST_DUE")).toBe("PAYMENT_FAILED");
    expect(newsOf("PAST_DUE", "SUSPENDED")).toBe("SUSPENDED");
    expect(newsOf("INCOMPLETE", "CANCELED")).toBeNull();
    expect(newsOf(null, "CANCELED")).toBeNull();
    expect(newsOf("SUSPENDED", "CANCELED")).toBe("ENDED");
  });
});
