/**
 * What Stripe would have: objects, and the events of their changes. Objects start from Stripe's published fixtures; only what this
 * program reads is kept true. Tests are the customers: they pay, decline, dispute, and let time pass.
 */
import { readFileSync } from "node:fs";

/* eslint-disable @typescript-eslint/no-explicit-any -- objects of an API, which only its types at Stripe describe */
export type Thing = Record<string, any> & { id: string; object: string };
export type StripeEventThing = Thing & { type: string; data: { object: Thing } };

const { resources } = JSON.parse(readFileSync(new URL("fixtures.json", import.meta.url), "utf8")) as { resources: Record<string, Thing> };

const PREFIXES: Record<string, string> = {
  ...{ customer: "cus", product: "prod", price: "price", "checkout.session": "cs", payment_intent: "pi", charge: "ch", refund: "re" },
  ...{ dispute: "du", subscription: "sub", invoice: "in", invoice_payment: "inpay", promotion_code: "promo", coupon: "coupon" },
  ...{ discount: "di", tax_id: "txi", tax_rate: "txr", event: "evt", "billing_portal.session": "bps" },
};
const PERIOD_SECONDS: Record<string, number> = { month: 30 * 86_400, year: 365 * 86_400 };
let made = 0;

export class StripeWorld {
  readonly things = new Map<string, Thing>();
  readonly events: StripeEventThing[] = [];
  /** Seconds that tests let pass. */
  passed = 0;
  now = (): number => Math.floor(Date.now() / 1000) + this.passed;

  make(kind: string, values: Record<string, any>): Thing {
    const id = values.id ?? `${PREFIXES[kind]}_${String(++made).padStart(8, "0")}`;
    const thing = { ...structuredClone(resources[kind]!), created: this.now(), ...values, id } as Thing;
    if ("metadata" in thing) thing.metadata = values.metadata ?? {};
    this.things.set(id, thing);
    return thing;
  }

  get = (id: string): Thing => {
    const found = this.things.get(id);
    if (!found) throw new Error(`no ${id}`);
    return found;
  };
  all = (kind: string): Thing[] => [...this.things.values()].filter(({ object }) => object === kind);

  emit(type: string, object: Thing): void {
    this.events.push(this.make("event", { type, data: { object: structuredClone(object) } }) as StripeEventThing);
  }

  customer(values: Record<string, any> = {}): Thing {
    const customer = this.make("customer", { ...values, discount: null });
    this.emit("customer.created", customer);
    return customer;
  }

  /** Ends its subscriptions too. */
  deleteCustomer(id: string): Thing {
    for (const subscription of this.all("subscription"))
      if (subscription.customer === id && !subscription.ended_at) this.cancel(subscription.id);
    const customer = this.get(id);
    this.emit("customer.deleted", customer);
    this.things.set(id, { id, object: "customer", deleted: true });
    return this.get(id);
  }

  addTaxId(customer: string, value: string): void {
    const taxId = this.make("tax_id", { customer, type: "eu_vat", value, verification: { status: "verified" } });
    this.emit("customer.tax_id.created", taxId);
  }

  promotion(code: string, percent: number): Thing {
    const coupon = this.make("coupon", { name: `${percent}% off`, percent_off: percent, amount_off: null, currency: null });
    this.emit("coupon.created", coupon);
    const promotion = this.make("promotion_code", { code, active: true, promotion: { type: "coupon", coupon: coupon.id } });
    this.emit("promotion_code.created", promotion);
    return promotion;
  }

  // Payments of orders.

  intent(amount: number, currency: string, more: Record<string, any> = {}): Thing {
    const intent = this.make("payment_intent", { amount, currency, status: "requires_payment_method", latest_charge: null, ...more });
    this.emit("payment_intent.created", intent);
    return intent;
  }

  charge(intent: Thing, how: "paid" | "failed"): Thing {
    const { amount, currency, customer } = intent;
    const state = how === "paid" ? { status: "succeeded", paid: true } : { status: "failed", paid: false, failure_code: "card_declined" };
    const values = { amount, currency, customer, payment_intent: intent.id, amount_refunded: 0, refunded: false, disputed: false };
    const charge = this.make("charge", { failure_code: null, ...values, ...state });
    intent.latest_charge = charge.id;
    intent.status = how === "paid" ? "succeeded" : "requires_payment_method";
    this.emit(how === "paid" ? "charge.succeeded" : "charge.failed", charge);
    this.emit(how === "paid" ? "payment_intent.succeeded" : "payment_intent.payment_failed", intent);
    return charge;
  }

  /** What the customer does on the page of a session of the mode payment. "later" is a bank debit. */
  payOrder(sessionId: string, how: "paid" | "declined" | "later"): void {
    const session = this.get(sessionId);
    session.payment_intent ??= this.intent(session.amount_total, session.currency, { metadata: session.metadata }).id;
    const intent = this.get(session.payment_intent);
    if (how === "declined") return void this.charge(intent, "failed");
    if (how === "paid") this.charge(intent, "paid");
    else {
      intent.status = "processing";
      this.emit("payment_intent.processing", intent);
    }
    Object.assign(session, { status: "complete", payment_status: how === "paid" ? "paid" : "unpaid", url: null });
    this.emit("checkout.session.completed", session);
  }

  settleOrder(sessionId: string, how: "paid" | "failed"): void {
    const session = this.get(sessionId);
    this.charge(this.get(session.payment_intent), how);
    if (how === "paid") session.payment_status = "paid";
    this.emit(`checkout.session.async_payment_${how === "paid" ? "succeeded" : "failed"}`, session);
  }

  expire(sessionId: string): Thing {
    const session = this.get(sessionId);
    Object.assign(session, { status: "expired", url: null });
    this.emit("checkout.session.expired", session);
    return session;
  }

  refund(intentId: string, amount?: number, status = "succeeded"): Thing {
    const charge = this.get(this.get(intentId).latest_charge);
    const given = amount ?? charge.amount - charge.amount_refunded;
    const refund = this.make("refund", { amount: given, currency: charge.currency, charge: charge.id, payment_intent: intentId, status });
    charge.amount_refunded += given;
    charge.refunded = charge.amount_refunded === charge.amount;
    this.emit("refund.created", refund);
    this.emit("charge.refunded", charge);
    return refund;
  }

  failRefund(id: string): void {
    const refund = this.get(id);
    const charge = this.get(refund.charge);
    Object.assign(refund, { status: "failed", failure_reason: "lost_or_stolen_card" });
    charge.amount_refunded -= refund.amount;
    charge.refunded = false;
    this.emit("charge.refund.updated", refund);
    this.emit("refund.failed", refund);
  }

  dispute(intentId: string): Thing {
    const charge = this.get(this.get(intentId).latest_charge);
    charge.disputed = true;
    const dispute = this.make("dispute", { charge: charge.id, payment_intent: intentId, amount: charge.amount, status: "needs_response" });
    this.emit("charge.dispute.created", dispute);
    return dispute;
  }

  closeDispute(id: string, status: "won" | "lost"): void {
    const dispute = this.get(id);
    dispute.status = status;
    this.emit("charge.dispute.closed", dispute);
  }

  // Subscriptions.

  subscribe(values: {
    customer: string;
    price: string;
    quantity?: number;
    trialDays?: number;
    how?: "paid" | "failed";
    promotion?: string;
  }): Thing {
    const { customer, price: priceId, quantity = 1, trialDays, how = "paid", promotion } = values;
    const price = this.get(priceId);
    const start = this.now();
    const end = start + (trialDays ? trialDays * 86_400 : PERIOD_SECONDS[price.recurring.interval]!);
    const trial = trialDays ? { trial_start: start, trial_end: end } : { trial_start: null, trial_end: null };
    const subscription = this.make("subscription", {
      ...{ customer, currency: price.currency, start_date: start, cancel_at: null, cancel_at_period_end: false, canceled_at: null },
      ...{ ended_at: null, pause_collection: null, pending_update: null, discounts: [], ...trial },
      ...{ status: trialDays ? "trialing" : "incomplete", latest_invoice: null },
    });
    const item = { ...structuredClone(resources.subscription!.items.data[0]), id: `si_${subscription.id}`, price, quantity };
    Object.assign(item, { subscription: subscription.id, current_period_start: start, current_period_end: end, plan: undefined });
    subscription.items = { object: "list", data: [item], has_more: false, url: "/v1/subscription_items" };
    if (promotion) this.discount(subscription.id, promotion);
    this.bill(subscription, trialDays ? 0 : quantity * price.unit_amount, "subscription_create", how);
    if (!trialDays) subscription.status = how === "paid" ? "active" : "incomplete";
    this.emit("customer.subscription.created", subscription);
    return subscription;
  }

  discount(subscriptionId: string, promotionId: string): void {
    const subscription = this.get(subscriptionId);
    const promotion = this.get(promotionId);
    const source = { type: "coupon", coupon: promotion.promotion.coupon };
    const discount = this.make("discount", {
      subscription: subscriptionId,
      customer: subscription.customer,
      source,
      promotion_code: promotionId,
      end: null,
    });
    subscription.discounts = [discount.id];
    this.emit("customer.discount.created", discount);
    this.emit("customer.subscription.updated", subscription);
  }

  /** A final invoice with one line, and the try to charge it. */
  bill(subscription: Thing, amount: number, reason: string, how: "paid" | "failed", description = "1 × Plan"): Thing {
    const { customer, currency } = subscription;
    const discount = this.discountOn(subscription, amount);
    const total = amount - discount;
    const period = subscription.items.data[0];
    const line = { ...structuredClone(resources.invoice!.lines.data[0]), amount, currency, description, quantity: period.quantity };
    const invoice = this.make("invoice", {
      ...{ customer, currency, billing_reason: reason, status: "draft", subtotal: amount, total, amount_due: Math.max(0, total) },
      ...{ amount_paid: 0, amount_remaining: Math.max(0, total), total_taxes: [] },
      total_discount_amounts: discount > 0 ? [{ amount: discount, discount: subscription.discounts[0] }] : [],
      ...{ period_start: period.current_period_start, period_end: period.current_period_end },
      lines: { object: "list", data: [line], has_more: false, url: "/v1/invoices/lines" },
      parent: { type: "subscription_details", quote_details: null, subscription_details: { metadata: {}, subscription: subscription.id } },
      ...{ status_transitions: { finalized_at: null, marked_uncollectible_at: null, paid_at: null, voided_at: null }, number: null },
    });
    subscription.latest_invoice = invoice.id;
    this.emit("invoice.created", invoice);
    this.finalize(invoice.id);
    if (how === "paid") this.payInvoice(invoice.id);
    else this.failInvoice(invoice.id);
    return invoice;
  }

  private discountOn(subscription: Thing, amount: number): number {
    const discount = subscription.discounts[0] ? this.get(subscription.discounts[0]) : null;
    return discount && amount > 0 ? Math.round((amount * this.get(discount.source.coupon).percent_off) / 100) : 0;
  }

  finalize(id: string): void {
    const invoice = this.get(id);
    invoice.status_transitions.finalized_at = this.now();
    const links = { hosted_invoice_url: `https://invoice.stripe.example/${id}`, invoice_pdf: `https://invoice.stripe.example/${id}/pdf` };
    Object.assign(invoice, { status: "open", number: `CQ-${id.slice(-4)}`, ...links });
    this.emit("invoice.finalized", invoice);
  }

  private intentOf(invoice: Thing): Thing {
    const known = this.all("invoice_payment").find((payment) => payment.invoice === invoice.id);
    if (known) return this.get(known.payment.payment_intent);
    const intent = this.intent(invoice.amount_remaining, invoice.currency, { customer: invoice.customer });
    const payment = { type: "payment_intent", payment_intent: intent.id };
    this.make("invoice_payment", { invoice: invoice.id, payment, status: "open", amount_requested: intent.amount, amount_paid: null });
    return intent;
  }

  payInvoice(id: string): void {
    const invoice = this.get(id);
    if (invoice.amount_remaining > 0) {
      const intent = this.intentOf(invoice);
      this.charge(intent, "paid");
      const payment = this.all("invoice_payment").find((one) => one.invoice === id)!;
      Object.assign(payment, { status: "paid", amount_paid: invoice.amount_remaining });
      this.emit("invoice_payment.paid", payment);
    }
    Object.assign(invoice, { status: "paid", amount_paid: invoice.amount_remaining, amount_remaining: 0 });
    invoice.status_transitions.paid_at = this.now();
    this.emit("invoice.paid", invoice);
    this.emit("invoice.payment_succeeded", invoice);
    const subscription = this.get(invoice.parent.subscription_details.subscription);
    if (["past_due", "incomplete", "unpaid"].includes(subscription.status)) this.become(subscription.id, "active");
  }

  failInvoice(id: string, type = "invoice.payment_failed"): void {
    const invoice = this.get(id);
    this.charge(this.intentOf(invoice), "failed");
    this.emit(type, invoice);
  }

  voidInvoice(id: string, status: "void" | "uncollectible"): void {
    const invoice = this.get(id);
    invoice.status = status;
    this.emit(status === "void" ? "invoice.voided" : "invoice.marked_uncollectible", invoice);
  }

  become(id: string, status: string): Thing {
    const subscription = this.get(id);
    subscription.status = status;
    this.emit("customer.subscription.updated", subscription);
    if (status === "paused") this.emit("customer.subscription.paused", subscription);
    return subscription;
  }

  /** The next period begins. */
  renew(id: string, how: "paid" | "failed"): Thing {
    const subscription = this.get(id);
    const [item] = subscription.items.data;
    item.current_period_start = item.current_period_end;
    item.current_period_end += PERIOD_SECONDS[item.price.recurring.interval]!;
    const invoice = this.bill(subscription, item.quantity * item.price.unit_amount, "subscription_cycle", how);
    this.become(id, how === "paid" ? "active" : "past_due");
    return invoice;
  }

  private prorated(item: Thing, quantity: number): number {
    const share = (item.current_period_end - this.now()) / (item.current_period_end - item.current_period_start);
    return Math.round((quantity - item.quantity) * item.price.unit_amount * share);
  }

  /** The invoice of a change that does not happen: charged now, or with the next period. It is not stored. */
  previewQuantity(id: string, quantity: number, invoiceNow: boolean): Thing {
    const { currency, items } = this.get(id);
    const [item] = items.data;
    const line = (amount: number, description: string, proration: boolean) => ({
      ...{ ...structuredClone(resources.invoice!.lines.data[0]), amount, currency, description },
      parent: { type: "subscription_item_details", invoice_item_details: null, subscription_item_details: { proration } },
    });
    const next = invoiceNow ? [] : [line(quantity * item.price.unit_amount, "1 × Plan", false)];
    const data = [line(this.prorated(item, quantity), "Remaining time of changed seats", true), ...next];
    const total = data.reduce((sum, { amount }) => sum + amount, 0);
    const amounts = { subtotal: total, total, amount_due: Math.max(0, total) };
    const lines = { object: "list", data, has_more: false, url: "/v1/invoices/lines" };
    return { ...structuredClone(resources.invoice!), id: "upcoming_in_1", currency, ...amounts, lines } as Thing;
  }

  changeQuantity(id: string, quantity: number, invoiceNow: boolean): void {
    const subscription = this.get(id);
    const [item] = subscription.items.data;
    const amount = this.prorated(item, quantity);
    item.quantity = quantity;
    if (invoiceNow) this.bill(subscription, amount, "subscription_update", "paid", "Remaining time of added seats");
    this.emit("customer.subscription.updated", subscription);
  }

  cancel(id: string): Thing {
    const subscription = this.get(id);
    Object.assign(subscription, { status: "canceled", canceled_at: this.now(), ended_at: this.now() });
    this.emit("customer.subscription.deleted", subscription);
    return subscription;
  }
}
