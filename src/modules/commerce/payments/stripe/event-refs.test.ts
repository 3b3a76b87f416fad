import { refsOf } from "./event-refs.js";

describe("ids of an event of Stripe", () => {
  it("are of the object and of those it names", () => {
    const invoice = { object: "invoice", id: "in_1", customer: "cus_1", parent: { subscription_details: { subscription: "sub_1" } } };
    expect(refsOf(invoice)).toEqual({ invoice: "in_1", customer: "cus_1", subscription: "sub_1" });
    expect(refsOf({ object: "charge", id: "ch_1", payment_intent: { id: "pi_1" }, invoice: null })).toEqual({
      charge: "ch_1",
      payment_intent: "pi_1",
    });
  });

  it("leave out everything else, such as names and addresses", () => {
    expect(refsOf({ object: "customer", id: "cus_1", email: "a@b.example", name: "A", subscription: 7 })).toEqual({ customer: "cus_1" });
    expect(refsOf({ id: "x" })).toEqual({});
    expect(refsOf({ object: "customer", id: "c".repeat(300) })).toEqual({});
  });
});
