/**
 * Speaks the used part of Stripe's API: form-encoded bodies, Stripe-Version, idempotency keys, pagination, expand, errors. Events are
 * signed as Stripe does, by the library.
 */
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import Stripe from "stripe";
import { parseForm, type Params } from "./form.js";
import { StripeWorld, type StripeEventThing, type Thing } from "./world.js";

/* eslint-disable @typescript-eslint/no-explicit-any -- objects of an API, which only its types at Stripe describe */
export const STRIPE_VERSION = "2026-10-28.endive";

class Refusal extends Error {
  constructor(
    readonly status: number,
    readonly error: { type: string; code?: string; message: string },
  ) {
    super(error.message);
  }
}
const invalid = (code: string, message: string, status = 400) => new Refusal(status, { type: "invalid_request_error", code, message });

export interface StripeServer {
  url: string;
  key: string;
  webhookSecret: string;
  /** Replaced by `reset`. */
  world: StripeWorld;
  requests: { method: string; path: string; params: Params }[];
  /** What the next requests are answered with, before anything is done; "silence" breaks the connection. */
  failures: ({ status: number; type: string; code?: string } | "silence")[];
  /** Whether events are listed: Stripe lists them for 30 days. */
  listsEvents: boolean;
  reset(): void;
  body(event: StripeEventThing): { body: Buffer; signature: string };
  /** Posts an event to the webhook. Returns the status. */
  post(apiUrl: string, event: StripeEventThing, change?: { secret?: string; timestamp?: number; body?: string }): Promise<number>;
  close(): Promise<void>;
}

export async function startStripeServer(): Promise<StripeServer> {
  const answered = new Map<string, { params: string; status: number; body: string }>();
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const { pathname, search } = new URL(request.url!, "http://stripe");
      const text = request.method === "POST" ? Buffer.concat(chunks).toString() : search.slice(1);
      const answer = (status: number, body: string) =>
        response.writeHead(status, { "content-type": "application/json", "request-id": "req_1" }).end(body);
      const key = request.headers["idempotency-key"] as string | undefined;
      try {
        const failure = stripe.failures.shift();
        if (failure === "silence") return request.socket.destroy();
        if (failure)
          throw new Refusal(failure.status, { type: failure.type, message: "No.", ...(failure.code ? { code: failure.code } : {}) });
        if (request.headers.authorization !== `Bearer ${stripe.key}`)
          throw new Refusal(401, { type: "invalid_request_error", message: "No key." });
        if (request.headers["stripe-version"] !== STRIPE_VERSION) throw invalid("version", "The version is not the pinned one.");
        const before = key && request.method === "POST" ? answered.get(key) : undefined;
        if (before && before.params !== pathname + text)
          throw new Refusal(400, { type: "idempotency_error", message: "Other parameters." });
        if (before) return answer(before.status, before.body);
        const params = parseForm(text);
        stripe.requests.push({ method: request.method!, path: pathname, params });
        const body = JSON.stringify(handle(stripe, request.method!, pathname.replace("/v1/", "").split("/"), params));
        if (key) answered.set(key, { params: pathname + text, status: 200, body });
        answer(200, body);
      } catch (error) {
        if (!(error instanceof Refusal)) return answer(500, JSON.stringify({ error: { type: "api_error", message: String(error) } }));
        answer(error.status, JSON.stringify({ error: error.error }));
      }
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const signer = new Stripe("sk_test_signer");
  const stripe: StripeServer = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    key: "sk_test_0123456789",
    webhookSecret: "whsec_0123456789abcdef",
    world: new StripeWorld(),
    requests: [],
    failures: [],
    listsEvents: true,
    reset() {
      stripe.world = new StripeWorld();
      stripe.listsEvents = true;
      answered.clear();
    },
    body(event) {
      const payload = JSON.stringify(event);
      return { body: Buffer.from(payload), signature: signer.webhooks.generateTestHeaderString({ payload, secret: stripe.webhookSecret }) };
    },
    async post(apiUrl, event, { secret = stripe.webhookSecret, timestamp, body } = {}) {
      const payload = JSON.stringify(event);
      const signature = signer.webhooks.generateTestHeaderString({ payload, secret, ...(timestamp ? { timestamp } : {}) });
      const response = await fetch(new URL("/webhooks/stripe", apiUrl), {
        method: "POST",
        headers: { "stripe-signature": signature, "content-type": "application/json" },
        body: body ?? payload,
      });
      return response.status;
    },
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
  return stripe;
}

type Handler = (world: StripeWorld, params: Params, id: string) => Thing | object;

const KINDS: Record<string, string> = {
  ...{
    customers: "customer",
    products: "product",
    prices: "price",
    tax_rates: "tax_rate",
    subscriptions: "subscription",
    invoices: "invoice",
  },
  ...{ charges: "charge", refunds: "refund", disputes: "dispute", invoice_payments: "invoice_payment", promotion_codes: "promotion_code" },
  ...{
    "invoices/create_preview": "invoice",
    "checkout/sessions": "checkout.session",
    events: "event",
    "billing_portal/sessions": "billing_portal.session",
  },
};

const FILTERS: Record<string, (thing: Thing, value: any) => boolean> = {
  payment_intent: (thing, value) => thing.payment_intent === value,
  charge: (thing, value) => thing.charge === value,
  customer: (thing, value) => thing.customer === value,
  status: (thing, value) => value === "all" || thing.status === value,
  code: (thing, value) => thing.code.toLowerCase() === String(value).toLowerCase(),
  active: (thing, value) => String(thing.active) === value,
  lookup_keys: (thing, value) => value.includes(thing.lookup_key),
  payment: (thing, value) => thing.payment.payment_intent === value.payment_intent,
  created: (thing, value) => thing.created >= Number(value.gte ?? 0),
};

const ACTIONS: Record<string, Handler> = {
  "POST customers": (world, params) => world.customer(params),
  "DELETE customers": (world, _, id) => world.deleteCustomer(id),
  "POST products": (world, params) => {
    if (world.things.has(params.id)) throw invalid("resource_already_exists", "It exists.");
    return world.make("product", params);
  },
  "POST prices": (world, { unit_amount: amount, ...params }) => world.make("price", { ...params, unit_amount: Number(amount) }),
  "POST tax_rates": (world, params) => world.make("tax_rate", params),
  "POST checkout/sessions": (world, params) => {
    const [line] = params.line_items;
    const amount = params.mode === "payment" ? Number(line.price_data.unit_amount) * Number(line.quantity) : null;
    const values = {
      ...params,
      amount_total: amount,
      currency: line.price_data?.currency ?? null,
      status: "open",
      payment_status: "unpaid",
    };
    const session = world.make("checkout.session", { ...values, payment_intent: null, subscription: null, invoice: null });
    session.url = `https://checkout.stripe.example/${session.id}`;
    return session;
  },
  "POST checkout/sessions expire": (world, _, id) => {
    if (world.get(id).status !== "open") throw invalid("invalid", "Only open sessions can be expired.");
    return world.expire(id);
  },
  "POST refunds": (world, { payment_intent: intent, amount }) => {
    const charge = world.get(world.get(intent).latest_charge);
    if (charge.refunded) throw invalid("charge_already_refunded", "It is refunded.");
    return world.refund(intent, amount === undefined ? undefined : Number(amount));
  },
  "POST subscriptions": (world, params, id) => {
    const subscription = world.get(id);
    if (params.items) {
      const isDeclined = world.get(subscription.customer).declines === true;
      if (isDeclined && params.payment_behavior === "error_if_incomplete")
        throw new Refusal(402, { type: "card_error", code: "card_declined", message: "Declined." });
      world.changeQuantity(id, Number(params.items[0].quantity), params.proration_behavior === "always_invoice");
    }
    if (params.cancel_at_period_end !== undefined) {
      subscription.cancel_at_period_end = params.cancel_at_period_end === "true";
      subscription.cancel_at = subscription.cancel_at_period_end ? subscription.items.data[0].current_period_end : null;
      world.emit("customer.subscription.updated", subscription);
    }
    if (params.discounts) world.discount(id, params.discounts[0].promotion_code);
    return subscription;
  },
  "POST invoices/create_preview": (world, { subscription, subscription_details: { items, proration_behavior: behavior } }) =>
    world.previewQuantity(subscription, Number(items[0].quantity), behavior === "always_invoice"),
  "DELETE subscriptions": (world, _, id) => world.cancel(id),
  "POST billing_portal/sessions": (world, params) =>
    world.make("billing_portal.session", { ...params, url: "https://billing.stripe.example/p" }),
  "GET customers tax_ids": (world, _, id) => listOf(world.all("tax_id").filter(({ customer }) => customer === id)),
};

function handle({ world, listsEvents }: StripeServer, method: string, path: string[], { expand = [], ...params }: Params): object {
  const pair = path.slice(0, 2).join("/");
  const kindPath = KINDS[pair] ? pair : path[0]!;
  const [id = "", verb] = path.slice(kindPath.split("/").length);
  const action = ACTIONS[[method, kindPath, verb].filter(Boolean).join(" ")];
  const kind = KINDS[kindPath];
  if (!kind) throw invalid("url", `Unknown: ${method} ${path.join("/")}`, 404);
  if (id && !world.things.has(id)) throw invalid("resource_missing", `No such ${kind}: ${id}`, 404);
  if (action) return expanded(world, action(world, params, id), expand);
  if (method !== "GET") throw invalid("url", `Unknown: ${method} ${path.join("/")}`, 404);
  if (id) return expanded(world, world.get(id), expand);
  const { limit = "10", starting_after: after, ...filters } = params;
  let found = kind === "event" && !listsEvents ? [] : world.all(kind).reverse();
  if (kind === "subscription" && !filters.status)
    found = found.filter(({ status }) => status !== "canceled" && status !== "incomplete_expired");
  for (const [name, value] of Object.entries(filters)) {
    const matches = FILTERS[name];
    if (!matches) throw invalid("parameter_unknown", `Unknown parameter: ${name}`);
    found = found.filter((thing) => matches(thing, value));
  }
  if (after) found = found.slice(found.findIndex((thing) => thing.id === after) + 1);
  return expanded(world, { ...listOf(found.slice(0, Number(limit))), has_more: found.length > Number(limit) }, expand);
}

const listOf = (data: Thing[]) => ({ object: "list", data, has_more: false, url: "/v1/list" });

function expanded(world: StripeWorld, thing: any, paths: string[]): any {
  const copy = structuredClone(thing);
  for (const path of paths) expandPath(world, copy, path.split("."));
  return copy;
}

function expandPath(world: StripeWorld, place: any, [name, ...rest]: string[]): void {
  if (!name || !place || typeof place !== "object") return;
  if (name === "payments" && place.object === "invoice")
    place.payments = listOf(world.all("invoice_payment").filter(({ invoice }) => invoice === place.id));
  const open = (value: any) => (typeof value === "string" ? structuredClone(world.get(value)) : value);
  if (place[name] == null) return;
  place[name] = Array.isArray(place[name]) ? place[name].map(open) : open(place[name]);
  for (const next of Array.isArray(place[name]) ? place[name] : [place[name]]) expandPath(world, next, rest);
}
