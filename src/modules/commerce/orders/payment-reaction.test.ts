import { describe, expect, it } from "@jest/globals";
import { isLaterState, PAYMENT_STATES, type PaymentState } from "../payments/payment-state.js";
import { isFinal, ORDER_STATUSES, type CloseReason, type OrderStatus } from "./order-status.js";
import { reactionTo } from "./payment-reaction.js";

/** What steps do by themselves: see order-steps.ts. */
const STEPS: Partial<Record<OrderStatus, OrderStatus[]>> = {
  RESERVED: ["AWAITING_PAYMENT", "CLOSING"],
  AWAITING_PAYMENT: ["CLOSING"],
  PAID: ["FULFILLED", "REFUNDING"],
  FULFILLED: ["COMPLETED"],
  REFUNDING: ["REFUNDED"],
  COMPLETED: ["REFUNDING"],
};

const apply = (state: PaymentState, event: PaymentState) => (isLaterState(event, state) ? event : state);

describe("reactionTo", () => {
  it("reaches the same state of a payment in whatever order its events arrive", () => {
    const permutations = (items: PaymentState[]): PaymentState[][] =>
      items.length < 2
        ? [items]
        : items.flatMap((one, index) => permutations(items.filter((_, other) => other !== index)).map((rest) => [one, ...rest]));
    const ends = permutations(["FAILED", "SUCCEEDED", "REFUNDED", "SUCCEEDED"]).map((events) => events.reduce(apply, "PENDING"));
    expect(new Set(ends)).toEqual(new Set(["REFUNDED"]));
  });

  it("leaves no way by which money is kept without fulfilment or refund", () => {
    // Every reachable pair of order and payment; one that nothing moves any more must be even.
    const seen = new Set<string>();
    const stuck: string[] = [];
    const visit = (status: OrderStatus, payment: PaymentState, reason: CloseReason | null) => {
      const name = `${status} ${payment} ${reason}`;
      if (seen.has(name)) return;
      seen.add(name);
      const reaction = reactionTo({ status, closeReason: reason }, payment);
      if (reaction) return visit(reaction.status, payment, reaction.closeReason ?? reason);
      for (const event of PAYMENT_STATES) if (isLaterState(event, payment)) visit(status, event, reason);
      const closing = (["CANCELLED", "EXPIRED"] as const).map((why) => ["CLOSING", why] as const);
      for (const next of STEPS[status] ?? []) {
        if (next === "CLOSING") for (const [to, why] of closing) visit(to, payment, why);
        else if (next === "REFUNDED") visit(next, payment === "SUCCEEDED" ? "REFUNDED" : payment, reason);
        else visit(next, payment, reason);
      }
      const even = payment !== "SUCCEEDED" || status === "COMPLETED";
      if (isFinal(status) && !even) stuck.push(name);
    };
    visit("RESERVED", "PENDING", null);
    expect(stuck).toEqual([]);
    expect(seen.size).toBeGreaterThan(20);
    expect(ORDER_STATUSES.filter((status) => ![...seen].some((name) => name.startsWith(`${status} `)))).toEqual([]);
  });
});
