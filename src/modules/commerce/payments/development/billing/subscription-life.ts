/** What happens to subscriptions and their invoices at the built-in provider, as at Stripe. */
import { fromStripeTime, toStripeTime } from "../../../../../platform/stripe/amounts.js";
import { PERCENT_BP, promotionWith } from "./promotion.js";
import { idFor, type ObjectStore } from "./object-store.js";
import { lineOf, prorationsOf, sumsOf, type InvoiceSums } from "./invoice-sums.js";
import type { DiscountShape, InvoiceShape, LineShape, PriceShape, SessionShape, SubscriptionShape } from "./shapes.js";

const DAY_SECONDS = 86_400;

/** The card of the customer was declined. */
export class Declined extends Error {}

export const titleOf = async (store: ObjectStore, { product }: PriceShape): Promise<string> =>
  (await store.find("product", product))?.name ?? "Plan";

/** The first invoice of a checkout. */
export async function firstInvoice(store: ObjectStore, session: SessionShape): Promise<{ lines: LineShape[]; sums: InvoiceSums }> {
  const price = await store.get("price", session.price);
  const isFree = session.trialDays !== null;
  const label = `${session.quantity} × ${await titleOf(store, price)}`;
  const lines = [
    isFree ? lineOf(`${label}, ${session.trialDays} days free`, session.quantity, 0) : periodLine(label, price, session.quantity),
  ];
  return { lines, sums: sumsOf(lines, session.promotion ? PERCENT_BP : 0, await taxOf(store, session)) };
}

/** The customer has entered a card that works. */
export async function completeCheckout(store: ObjectStore, session: SessionShape): Promise<void> {
  const price = await store.get("price", session.price);
  const { lines } = await firstInvoice(store, session);
  const trialEnd = session.trialDays === null ? null : store.now + session.trialDays * DAY_SECONDS;
  const subscription = await store.make("subscription", {
    ...{ customer: session.customer, currency: price.currency, start_date: store.now, trial_end: trialEnd },
    ...{ status: trialEnd === null ? "active" : "trialing", cancel_at: null, cancel_at_period_end: false, ended_at: null },
    ...{ latest_invoice: null, discounts: session.promotion ? [discountOf(session.promotion)] : [], pending: [] },
    taxRate: session.taxRate,
    items: {
      data: [
        {
          ...{ id: idFor("si"), quantity: session.quantity, price, current_period_start: store.now },
          current_period_end: trialEnd ?? periodAfter(store.now, price),
        },
      ],
    },
  });
  const customer = await store.get("customer", session.customer);
  await store.save({ ...customer, declines: false });
  await store.save({ ...session, status: "complete", url: null });
  await bill(store, subscription, lines);
  await store.emit("customer.subscription.created", subscription);
}

/** The period has ended: the next one begins with an invoice, or the subscription ends. */
export async function renew(store: ObjectStore, subscription: SubscriptionShape): Promise<void> {
  if (subscription.cancel_at_period_end) return end(store, subscription);
  const [item] = subscription.items.data;
  item.current_period_start = item.current_period_end;
  item.current_period_end = periodAfter(item.current_period_start, item.price);
  const lines = [...subscription.pending, periodLine(`${item.quantity} × ${await titleOf(store, item.price)}`, item.price, item.quantity)];
  subscription.pending = [];
  const invoice = await bill(store, subscription, lines);
  subscription.status = invoice.status === "paid" && subscription.status !== "past_due" ? "active" : "past_due";
  await store.save(subscription);
  await store.emit("customer.subscription.updated", subscription);
}

/** At once. Open invoices are no longer collected. */
export async function end(store: ObjectStore, subscription: SubscriptionShape): Promise<void> {
  Object.assign(subscription, { status: "canceled", ended_at: store.now });
  await store.save(subscription);
  for (const invoice of await openInvoices(store, subscription.id)) {
    const voided: InvoiceShape = { ...invoice, status: "void", amount_remaining: 0 };
    await store.save(voided);
    await store.emit("invoice.voided", voided);
  }
  await store.emit("customer.subscription.deleted", subscription);
}

/** Tries an open invoice again. The subscription is active again once nothing is open. */
export async function payAgain(store: ObjectStore, invoice: InvoiceShape): Promise<void> {
  const subscription = await store.get("subscription", invoice.parent.subscription_details.subscription);
  await charge(store, invoice);
  if (subscription.status !== "past_due" || (await openInvoices(store, subscription.id)).length > 0) return;
  subscription.status = "active";
  await store.save(subscription);
  await store.emit("customer.subscription.updated", subscription);
}

/** Charges more seats at once, and throws Declined without a change if that fails; credits fewer on the next invoice. */
export async function changeQuantity(store: ObjectStore, subscription: SubscriptionShape, quantity: number): Promise<void> {
  const lines = await changeOf(store, subscription, quantity);
  const isMore = quantity > subscription.items.data[0].quantity;
  subscription.items.data[0].quantity = quantity;
  if (!isMore) subscription.pending.push(...lines);
  else if (lines.some(({ amount }) => amount !== 0)) {
    const invoice = await bill(store, subscription, lines);
    if (invoice.status !== "paid") throw new Declined("The card was declined.");
  }
}

/** Lines of a change of seats at this moment. Nothing is charged in the free days. */
export async function changeOf(store: ObjectStore, subscription: SubscriptionShape, quantity: number): Promise<LineShape[]> {
  const [item] = subscription.items.data;
  if (subscription.status === "trialing") return [];
  const passed = Math.max(0, store.now - item.current_period_start);
  const left = Math.max(0, item.current_period_end - Math.max(store.now, item.current_period_start));
  if (passed + left === 0) return [];
  const title = await titleOf(store, item.price);
  return prorationsOf({ title, unitAmount: item.price.unit_amount, before: item.quantity, after: quantity, passed, left });
}

export const invoiceSums = async (store: ObjectStore, subscription: SubscriptionShape, lines: readonly LineShape[]): Promise<InvoiceSums> =>
  sumsOf(lines, subscription.discounts.length > 0 ? PERCENT_BP : 0, await taxOf(store, subscription));

export function discountOf(promotion: string): DiscountShape {
  const { code, coupon } = promotionWith(promotion);
  return {
    ...{ id: idFor("di"), object: "discount", end: null, source: { type: "coupon", coupon } },
    promotion_code: { id: promotion, code },
  };
}

const openInvoices = (store: ObjectStore, subscription: string) =>
  store.all("invoice", { status: "open", parent: { subscription_details: { subscription } } });

const taxOf = async (store: ObjectStore, { taxRate }: { taxRate: string | null }) =>
  taxRate === null ? null : store.get("tax_rate", taxRate);

const periodLine = (label: string, { unit_amount: unit }: PriceShape, quantity: number) => lineOf(label, quantity, unit * quantity);

/** Writes an invoice, charges it, and makes it the latest one. A negative one is paid, and the next one starts with what is left. */
async function bill(store: ObjectStore, subscription: SubscriptionShape, lines: LineShape[]): Promise<InvoiceShape> {
  const { subtotal, discount, tax, total, rest } = await invoiceSums(store, subscription, lines);
  const due = Math.max(0, total);
  if (rest < 0) subscription.pending.push(lineOf("Credit of the last invoice", 1, rest));
  const { current_period_start: start, current_period_end: finish } = subscription.items.data[0];
  const id = idFor("in");
  const invoice = await store.make("invoice", {
    ...{ id, customer: subscription.customer, currency: subscription.currency, subtotal, total },
    number: `DEV-${String((await store.all("invoice")).length + 1).padStart(4, "0")}`,
    status: due === 0 ? "paid" : "open",
    ...{ total_discount_amounts: discount > 0 ? [{ amount: discount }] : [], total_taxes: tax > 0 ? [{ amount: tax }] : [] },
    ...{ amount_due: due, amount_paid: 0, amount_remaining: due, lines: { data: lines }, period_start: start, period_end: finish },
    parent: { subscription_details: { subscription: subscription.id } },
    status_transitions: { finalized_at: store.now, paid_at: due === 0 ? store.now : null },
    payments: { data: due === 0 ? [] : [{ status: "open", payment: { payment_intent: idFor("pi") } }] },
    hosted_invoice_url: store.pageOf(id),
    invoice_pdf: null,
  });
  await store.emit("invoice.finalized", invoice);
  const charged = due === 0 ? invoice : await charge(store, invoice);
  subscription.latest_invoice = id;
  await store.save(subscription);
  return charged;
}

async function charge(store: ObjectStore, invoice: InvoiceShape): Promise<InvoiceShape> {
  const { declines } = await store.get("customer", invoice.customer);
  const intent = invoice.payments.data[0]!.payment.payment_intent;
  await store.make("charge", {
    ...{ amount: invoice.amount_due, currency: invoice.currency, payment_intent: intent },
    ...(declines
      ? { status: "failed", paid: false, failure_code: "card_declined" }
      : { status: "succeeded", paid: true, failure_code: null }),
  });
  const charged: InvoiceShape = declines
    ? invoice
    : {
        ...invoice,
        ...{ status: "paid", amount_paid: invoice.amount_due, amount_remaining: 0 },
        status_transitions: { ...invoice.status_transitions, paid_at: store.now },
        payments: { data: [{ status: "paid", payment: { payment_intent: intent } }] },
      };
  await store.save(charged);
  await store.emit(declines ? "invoice.payment_failed" : "invoice.paid", charged);
  return charged;
}

/** The same day of the next month or year, or its last day. */
function periodAfter(seconds: number, { recurring: { interval } }: PriceShape): number {
  const from = fromStripeTime(seconds)!;
  const first = new Date(from);
  first.setUTCDate(1);
  first.setUTCMonth(first.getUTCMonth() + (interval === "year" ? 12 : 1));
  const days = new Date(Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + 1, 0)).getUTCDate();
  first.setUTCDate(Math.min(from.getUTCDate(), days));
  return toStripeTime(first);
}
