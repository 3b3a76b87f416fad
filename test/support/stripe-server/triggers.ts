/**
 * The triggers of stripe-cli (pkg/fixtures/triggers at f5f390bc, 121 files) that concern this program, as steps in the world of the test
 * server. What is covered elsewhere or does not concern us, and why, is in docs/payments.md.
 */
import type { StripeWorld } from "./world.js";

export interface Subject {
  world: StripeWorld;
  /** Ids at Stripe. */
  customer: string;
  /** A price of a plan, for a month. */
  price: string;
  /** The open Checkout Session of an order's payment. */
  session: string;
}

export interface Trigger {
  /** Steps; after each, its events arrive. */
  steps: ((subject: Subject) => void)[];
  /** The end state, as far as it is the same for everyone. */
  ends: Record<string, unknown>;
}

const latest = ({ world }: Subject, kind: string) => world.all(kind).at(-1)!.id;
const intentOf = ({ world, session }: Subject) => world.get(session).payment_intent as string;
const pay = ({ world, session }: Subject) => world.payOrder(session, "paid");
const subscribe =
  (more: object = {}) =>
  ({ world, customer, price }: Subject): void =>
    void world.subscribe({ customer, price, ...more });
const ofSubscription = (work: (subject: Subject, id: string) => void) => (subject: Subject) =>
  work(subject, latest(subject, "subscription"));
const ofInvoice = (work: (subject: Subject, id: string) => void) => (subject: Subject) => work(subject, latest(subject, "invoice"));
const lastIntent = ({ world }: Subject): string => world.all("payment_intent").at(-1)!.id;

const paid = { payment: "SUCCEEDED" };
const active = { subscription: "ACTIVE" };

export const TRIGGERS: Record<string, Trigger> = {
  // Payments of orders.
  "checkout.session.completed": { steps: [pay], ends: paid },
  "checkout.session.expired": { steps: [({ world, session }) => void world.expire(session)], ends: { payment: "CANCELLED" } },
  "checkout.session.async_payment_succeeded": {
    steps: [({ world, session }) => world.payOrder(session, "later"), ({ world, session }) => world.settleOrder(session, "paid")],
    ends: paid,
  },
  "checkout.session.async_payment_failed": {
    steps: [({ world, session }) => world.payOrder(session, "later"), ({ world, session }) => world.settleOrder(session, "failed")],
    ends: { payment: "FAILED" },
  },
  "payment_intent.processing": { steps: [({ world, session }) => world.payOrder(session, "later")], ends: { payment: "PENDING" } },
  "payment_intent.payment_failed": { steps: [({ world, session }) => world.payOrder(session, "declined")], ends: { payment: "PENDING" } },
  "charge.failed": { steps: [({ world, session }) => world.payOrder(session, "declined"), pay], ends: paid },
  "charge.refunded": { steps: [pay, (subject) => void subject.world.refund(intentOf(subject))], ends: { payment: "REFUNDED" } },
  "charge.refund.updated": {
    steps: [
      ({ world, customer, price }) => void world.subscribe({ customer, price }),
      (subject) => void subject.world.refund(lastIntent(subject), undefined, "pending"),
      (subject) => subject.world.failRefund(latest(subject, "refund")),
    ],
    ends: { ...active, refunded: 0 },
  },
  "charge.dispute.created": { steps: [pay, (subject) => void subject.world.dispute(intentOf(subject))], ends: paid },
  "charge.dispute.closed": {
    steps: [
      pay,
      (subject) => void subject.world.dispute(intentOf(subject)),
      (subject) => subject.world.closeDispute(latest(subject, "dispute"), "lost"),
    ],
    ends: { payment: "REFUNDED" },
  },
  // Subscriptions and their invoices.
  "customer.subscription.created": { steps: [subscribe()], ends: active },
  "subscription.payment_succeeded": { steps: [subscribe(), ofSubscription(({ world }, id) => void world.renew(id, "paid"))], ends: active },
  "subscription.payment_failed": {
    steps: [subscribe(), ofSubscription(({ world }, id) => void world.renew(id, "failed"))],
    ends: { subscription: "PAST_DUE" },
  },
  "customer.subscription.updated": {
    steps: [subscribe({ quantity: 2 }), ofSubscription(({ world }, id) => world.changeQuantity(id, 5, true))],
    ends: active,
  },
  "customer.subscription.deleted": {
    steps: [subscribe(), ofSubscription(({ world }, id) => void world.cancel(id))],
    ends: { subscription: "CANCELED" },
  },
  "customer.subscription.paused": {
    steps: [subscribe({ trialDays: 7 }), ofSubscription(({ world }, id) => void world.become(id, "paused"))],
    ends: { subscription: "SUSPENDED" },
  },
  "customer.subscription.trial_will_end": {
    steps: [
      subscribe({ trialDays: 2 }),
      ofSubscription(({ world }, id) => world.emit("customer.subscription.trial_will_end", world.get(id))),
    ],
    ends: { subscription: "TRIALING" },
  },
  "invoice.payment_failed": {
    steps: [
      subscribe(),
      ofSubscription(({ world }, id) => void world.renew(id, "failed")),
      ofInvoice(({ world }, id) => world.failInvoice(id)),
      ofInvoice(({ world }, id) => world.payInvoice(id)),
    ],
    ends: active,
  },
  "invoice.payment_action_required": {
    steps: [subscribe({ how: "failed" }), ofInvoice(({ world }, id) => world.failInvoice(id, "invoice.payment_action_required"))],
    ends: { subscription: "INCOMPLETE" },
  },
  "invoice.marked_uncollectible": {
    steps: [
      subscribe(),
      ofSubscription(({ world }, id) => void world.renew(id, "failed")),
      ofInvoice(({ world }, id) => world.voidInvoice(id, "uncollectible")),
      ofSubscription(({ world }, id) => void world.become(id, "unpaid")),
    ],
    ends: { subscription: "SUSPENDED" },
  },
  "invoice.voided": {
    steps: [
      subscribe({ how: "failed" }),
      ofInvoice(({ world }, id) => world.voidInvoice(id, "void")),
      ofSubscription(({ world }, id) => void world.become(id, "incomplete_expired")),
    ],
    ends: { subscription: "CANCELED" },
  },
  "customer.discount.created": {
    steps: [subscribe(), ofSubscription(({ world }, id) => world.discount(id, world.promotion("SPRING", 25).id))],
    ends: { ...active, discount: "SPRING" },
  },
  "customer.deleted": {
    steps: [subscribe(), ({ world, customer }) => void world.deleteCustomer(customer)],
    ends: { subscription: "CANCELED", customer: "deleted" },
  },
};
