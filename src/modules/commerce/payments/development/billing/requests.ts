/** The used part of Stripe's API, answered from the objects of the built-in provider. */
import { metadataOf, paramAt, textAt, type Params } from "./form.js";
import { idFor, type ObjectStore } from "./object-store.js";
import { promotionsFor } from "./promotion.js";
import type { Kind, Shapes, SubscriptionShape } from "./shapes.js";
import { changeOf, changeQuantity, discountOf, end, invoiceSums } from "./subscription-life.js";

/** An answer of Stripe that refuses a request. */
export class Refusal extends Error {
  constructor(
    readonly status: number,
    readonly error: { type: string; code: string; message: string },
  ) {
    super(error.message);
  }
}

const refusal = (status: number, code: string, message: string) => new Refusal(status, { type: "invalid_request_error", code, message });
const missing = (id: string) => refusal(404, "resource_missing", `No such object: ${id}`);

type Request = (store: ObjectStore, params: Params, id: string) => Promise<object>;

const listOf = (data: readonly object[]) => ({ object: "list", data, has_more: false, url: "/v1/list" });

const found = async <K extends Kind>(store: ObjectStore, kind: K, id: string): Promise<Shapes[K]> => {
  const object = await store.find(kind, id);
  if (!object) throw missing(id);
  return object;
};

const read =
  (kind: Kind): Request =>
  (store, _params, id) =>
    found(store, kind, id);

const BASIS_POINTS_OF_PERCENT = 100;
const whole = (text: string | null): number => Number.parseInt(text ?? "0", 10);

/** All objects of a kind that are not older than `created[gte]`, in one page. */
const list =
  (kind: Kind, ...filters: readonly string[]): Request =>
  async (store, params) => {
    const values = Object.fromEntries(filters.flatMap((name) => (textAt(params, name) === null ? [] : [[name, textAt(params, name)]])));
    const from = whole(textAt(params, "created", "gte"));
    return listOf((await store.all(kind, values)).filter(({ created }) => created >= from));
  };

/** With what is expanded. */
const shown = async (store: ObjectStore, subscription: SubscriptionShape) => ({
  ...subscription,
  latest_invoice: subscription.latest_invoice === null ? null : await store.find("invoice", subscription.latest_invoice),
});

const liveSubscription = async (store: ObjectStore, id: string): Promise<SubscriptionShape> => {
  const subscription = await found(store, "subscription", id);
  if (subscription.status === "canceled") throw missing(id);
  return subscription;
};

/** By method and path; `:id` is the last part, or the one before the verb. */
const REQUESTS: Readonly<Record<string, Request>> = {
  // Names and addresses are not stored.
  "POST customers": (store, params) => store.make("customer", { metadata: metadataOf(params), declines: false }),
  "GET customers/:id": read("customer"),
  "GET customers/:id/tax_ids": async () => listOf([]),
  async "DELETE customers/:id"(store, _params, id) {
    const customer = await found(store, "customer", id);
    for (const subscription of await store.all("subscription", { customer: id }))
      if (subscription.ended_at === null) await end(store, subscription);
    await store.save({ ...customer, metadata: {}, deleted: true });
    await store.emit("customer.deleted", customer);
    return { id, object: "customer", deleted: true };
  },

  async "POST products"(store, params) {
    const id = textAt(params, "id") ?? idFor("prod");
    if (await store.find("product", id)) throw refusal(400, "resource_already_exists", "There is one already.");
    return store.make("product", { id, name: textAt(params, "name") ?? "" });
  },
  "GET prices": async (store, params) => listOf(await store.all("price", { lookup_key: textAt(params, "lookup_keys", "0") })),
  "POST prices": (store, params) =>
    store.make("price", {
      ...{ product: textAt(params, "product") ?? "", currency: textAt(params, "currency") ?? "" },
      ...{ unit_amount: whole(textAt(params, "unit_amount")), lookup_key: textAt(params, "lookup_key") ?? "" },
      ...{ recurring: { interval: textAt(params, "recurring", "interval") === "year" ? "year" : "month" }, metadata: metadataOf(params) },
    }),
  "POST tax_rates": (store, params) =>
    store.make("tax_rate", {
      rateBp: Math.round(Number(textAt(params, "percentage")) * BASIS_POINTS_OF_PERCENT),
      inclusive: textAt(params, "inclusive") === "true",
    }),

  async "POST checkout/sessions"(store, params) {
    const price = await found(store, "price", textAt(params, "line_items", "0", "price") ?? "");
    const trialDays = textAt(params, "subscription_data", "trial_period_days");
    const id = idFor("cs");
    return store.make("checkout.session", {
      ...{ id, customer: textAt(params, "customer") ?? "", status: "open", url: store.pageOf(id), price: price.id },
      quantity: whole(textAt(params, "line_items", "0", "quantity")),
      trialDays: trialDays === null ? null : whole(trialDays),
      taxRate: textAt(params, "subscription_data", "default_tax_rates", "0"),
      ...{ promotion: null, metadata: metadataOf(params) },
      ...{ success_url: textAt(params, "success_url") ?? "", cancel_url: textAt(params, "cancel_url") ?? "" },
    });
  },
  "GET checkout/sessions": list("checkout.session", "customer", "status"),
  async "POST checkout/sessions/:id/expire"(store, _params, id) {
    const session = await found(store, "checkout.session", id);
    if (session.status !== "open") throw refusal(400, "session_not_open", "Only open sessions can be expired.");
    const expired = { ...session, status: "expired" as const, url: null };
    await store.save(expired);
    return expired;
  },
  async "POST billing_portal/sessions"(store, params) {
    const { id: customer } = await found(store, "customer", textAt(params, "customer") ?? "");
    const id = idFor("bps");
    return store.make("billing_portal.session", { id, customer, url: store.pageOf(id), return_url: textAt(params, "return_url") ?? "" });
  },

  "GET subscriptions": async (store) => {
    const live = (await store.all("subscription")).filter(({ status }) => status !== "canceled");
    return listOf(await Promise.all(live.map((subscription) => shown(store, subscription))));
  },
  "GET subscriptions/:id": async (store, _params, id) => shown(store, await found(store, "subscription", id)),
  async "POST subscriptions/:id"(store, params, id) {
    const subscription = await liveSubscription(store, id);
    const quantity = textAt(params, "items", "0", "quantity");
    const cancels = textAt(params, "cancel_at_period_end");
    const promotion = textAt(params, "discounts", "0", "promotion_code");
    if (quantity !== null) await changeQuantity(store, subscription, whole(quantity));
    if (cancels !== null) {
      subscription.cancel_at_period_end = cancels === "true";
      subscription.cancel_at = cancels === "true" ? subscription.items.data[0].current_period_end : null;
    }
    if (promotion !== null) subscription.discounts = [discountOf(promotion)];
    await store.save(subscription);
    await store.emit("customer.subscription.updated", subscription);
    return shown(store, subscription);
  },
  async "DELETE subscriptions/:id"(store, _params, id) {
    const subscription = await liveSubscription(store, id);
    await end(store, subscription);
    return shown(store, subscription);
  },

  async "POST invoices/create_preview"(store, params) {
    const subscription = await liveSubscription(store, textAt(params, "subscription") ?? "");
    const lines = await changeOf(store, subscription, whole(textAt(params, "subscription_details", "items", "0", "quantity")));
    const { total } = await invoiceSums(store, subscription, lines);
    return { object: "invoice", currency: subscription.currency, amount_due: Math.max(0, total), lines: { data: lines } };
  },
  "GET invoices/:id": read("invoice"),
  "GET invoices": list("invoice"),
  "GET charges": list("charge", "payment_intent"),
  "GET refunds": list("refund", "payment_intent"),
  async "POST refunds"(store, params) {
    const intent = { payment_intent: textAt(params, "payment_intent") };
    const paid = (await store.all("charge", intent)).find((charge) => charge.paid);
    if (!paid) throw missing(intent.payment_intent ?? "");
    const refunded = (await store.all("refund", intent)).reduce((sum, { amount }) => sum + amount, 0);
    const amount = paramAt(params, "amount") === undefined ? paid.amount - refunded : whole(textAt(params, "amount"));
    if (amount <= 0 || refunded + amount > paid.amount) throw refusal(400, "charge_already_refunded", "No more than was paid.");
    const facts = { amount, currency: paid.currency, payment_intent: paid.payment_intent };
    return store.make("refund", { ...facts, status: "succeeded", failure_reason: null });
  },
  "GET promotion_codes": async (_store, params) => listOf(promotionsFor(textAt(params, "code") ?? "")),
  "GET events": list("event"),
};

/** Answers one request. Throws Refusal. */
export async function answerRequest(store: ObjectStore, method: string, path: readonly string[], params: Params): Promise<object> {
  for (let place = path.length; place > 0; place--) {
    const known = REQUESTS[`${method} ${path.map((part, index) => (index === place ? ":id" : part)).join("/")}`];
    if (known) return known(store, params, path[place] ?? "");
  }
  throw refusal(404, "url_unknown", `The built-in provider does not know ${method} ${path.join("/")}.`);
}
