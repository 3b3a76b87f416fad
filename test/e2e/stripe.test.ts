/** Payments and subscriptions at Stripe: its events in any order, with losses, and the API from checkout to refund. */
import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { createEntitlementsService } from "../../src/modules/base/entitlements/entitlements.service.js";
import { handleBillingEvents } from "../../src/modules/commerce/billing/billing-events.js";
import { createCustomersService } from "../../src/modules/commerce/billing/customers/customers.service.js";
import { createInvoiceSync } from "../../src/modules/commerce/billing/invoices/sync-invoice.js";
import { reconcile } from "../../src/modules/commerce/billing/reconciliation/reconcile.js";
import { dunningRound } from "../../src/modules/commerce/billing/subscriptions/dunning-round.js";
import { createSubscriptionSync } from "../../src/modules/commerce/billing/subscriptions/sync-subscription.js";
import { createPaymentsService } from "../../src/modules/commerce/payments/payments.service.js";
import { createPaymentSync, PAYMENT_KINDS } from "../../src/modules/commerce/payments/stripe/payment-sync.js";
import { createStripeEvents } from "../../src/modules/commerce/payments/stripe/stripe-events.js";
import { createStripeProvider, STRIPE } from "../../src/modules/commerce/payments/stripe/stripe-provider.js";
import { createDatabase, type Database } from "../../src/platform/database/database.js";
import { createStripe, type StripeGateway } from "../../src/platform/stripe/stripe.js";
import type { Client } from "../support/client.js";
import { ENTITIES } from "../support/entities.js";
import { eventually, WITHOUT_JUDGE } from "../support/events.js";
import * as documents from "../support/generated.js";
import { keyOf } from "../support/ids.js";
import { createInstallation, type Api, type Installation } from "../support/installation.js";
import { productOnSale } from "../support/orders.js";
import { PROVES_ALL } from "../support/proofs.js";
import { createInstructor, createLearner } from "../support/scenario.js";
import { startStripeServer, type StripeServer } from "../support/stripe-server/server.js";
import { TRIGGERS, type Subject, type Trigger } from "../support/stripe-server/triggers.js";
import type { StripeEventThing } from "../support/stripe-server/world.js";

type Person = Awaited<ReturnType<typeof createLearner>>;

interface Stored {
  subscriptions: { state: string; discounts: string[] | null }[] | null;
  invoices: { refunded: number }[] | null;
  entitlements: string[] | null;
  customers: boolean[] | null;
  payments: string[] | null;
}

let stripeServer: StripeServer;
let installation: Installation;
let api: Api;
let admin: Person;
let customer: Person;
let owner: Person;
let db: Database;
beforeAll(async () => {
  stripeServer = await startStripeServer();
  const { url, key, webhookSecret } = stripeServer;
  installation = await createInstallation({ STRIPE_API_BASE: url, STRIPE_SECRET_KEY: key, STRIPE_WEBHOOK_SECRET: webhookSecret });
  api = await installation.startApi();
  admin = await createInstructor(installation, api, "ADMIN");
  owner = await createInstructor(installation, api, "BUSINESS_PARTNER");
  customer = await createLearner(api);
  db = await createDatabase({ url: installation.env.DATABASE_URL!, poolMax: 4, entities: ENTITIES, migrationsFolder: "migrations" });
});
afterAll(async () => {
  await db?.close();
  await installation?.stop();
  await stripeServer?.close();
});

/** A plan with a monthly price of 10.00 EUR. Returns the ids of the product and of this price. */
async function plan(who: Client, change: object = {}, price: object = {}): Promise<{ productId: string; priceId: string }> {
  const grants = [{ key: "premium-problems", quantity: 1, perPiece: false }];
  const productId = await productOnSale(who, { title: "Pro", grants, ...change });
  const input = { productId, currency: "EUR", amountMinor: 1000, taxMode: "INCLUSIVE", taxRateBp: 1900, interval: "MONTH", ...price };
  await who.request(documents.SetProductPriceDocument, { input: input as never });
  const [{ id: priceId } = { id: "" }] = await installation.sql<{ id: string }>(
    "select id from product_prices where product_id = $1 and billing_interval is not null order by id desc",
    [productId],
  );
  return { productId, priceId };
}

describe("events of Stripe", () => {
  let gateway: StripeGateway;
  let services: ReturnType<typeof wire>;
  let priceId: string;
  let userId: string;
  beforeAll(async () => {
    gateway = createStripe({ key: stripeServer.key, webhookSecrets: [stripeServer.webhookSecret], apiBase: stripeServer.url });
    services = wire();
    ({ priceId } = await plan(admin));
    userId = keyOf((await createLearner(api)).userId);
  });

  function wire() {
    const entitlements = createEntitlementsService({ db });
    const settings = { get: (setting: { default: unknown }) => setting.default, refresh: () => Promise.resolve() } as never;
    const given = { entitlements };
    const payments = createPaymentsService({ db, providers: [createStripeProvider(gateway)], takes: STRIPE });
    const events = createStripeEvents({ db, stripe: gateway });
    events.handle(PAYMENT_KINDS, createPaymentSync({ db, stripe: gateway, payments, provider: STRIPE }));
    const customers = createCustomersService({ db, stripe: gateway, env: { WEB_URL: "https://app.example" } });
    const syncSubscription = createSubscriptionSync({ db, stripe: gateway, settings, services: given });
    const syncInvoice = createInvoiceSync({ db, stripe: gateway });
    handleBillingEvents({ events, stripe: gateway, customers, syncSubscription, syncInvoice });
    return { events, payments, settings, given, syncSubscription, syncInvoice };
  }

  const run = (sql: string) => db.em.fork().execute(sql);
  /** A new world with a customer and an order whose payment is requested. */
  async function subject(): Promise<Subject & { orderId: string }> {
    stripeServer.reset();
    for (const table of ["invoices", "subscriptions", "billing_customers", "stripe_events", "stripe_reads", "payments", "outbox"])
      await run(`delete from ${table}`);
    await run(`delete from entitlements where user_id = '${userId}'`);
    const { world } = stripeServer;
    const { id } = world.customer();
    await run(`insert into billing_customers (id, user_id, stripe_id) values ('${randomUUID()}', '${userId}', '${id}')`);
    const price = world.make("price", {
      unit_amount: 1000,
      currency: "eur",
      metadata: { price: priceId },
      recurring: { interval: "month" },
    });
    const order = { id: randomUUID(), amountMinor: 1500, currency: "EUR" };
    await db.transaction((tx) => services.payments.open(tx, order));
    const started = await services.payments.start({
      ...order,
      description: "Order",
      returnUrl: "https://app.example",
      expiresAt: new Date(),
    });
    return { world, customer: id, price: price.id, session: started.providerPaymentId!, orderId: order.id };
  }

  async function arrive(events: readonly StripeEventThing[]): Promise<void> {
    for (const event of events) {
      const { body, signature } = stripeServer.body(event);
      expect(await services.events.receive(body, signature)).toBe(true);
      await handleStored();
    }
  }
  async function handleStored(): Promise<void> {
    const stored = (await run("select id from stripe_events where outcome is null order by occurred_at")) as { id: string }[];
    for (const { id } of stored) await services.events.process(id);
  }
  const repair = async (orderId: string) => {
    await reconcile({ db, stripe: gateway, ...services }, null, new Date(Date.now() + 60_000));
    await handleStored();
    // As the worker of orders does each minute.
    await services.payments.refresh(orderId);
  };

  /** Everything that is stored, without ids and times. */
  async function state(): Promise<Stored> {
    const [found] = (await run(`select
      (select json_agg(json_build_object('state', s.state, 'status', s.stripe_status, 'quantity', s.quantity, 'product', s.product_id is not null,
        'discounts', (select json_agg(d ->> 'code') from jsonb_array_elements(s.discounts) d), 'grace', s.grace_until is not null,
        'ended', s.ended_at is not null)) from subscriptions s) as subscriptions,
      (select json_agg(json_build_object('state', i.state, 'total', i.total_minor, 'paid', i.paid_minor, 'refunded', i.refunded_minor,
        'due', i.due_minor, 'linked', i.subscription_id is not null, 'lines', i.lines) order by i.stripe_id) from invoices i) as invoices,
      (select json_agg(json_build_object('kind', t.kind, 'state', t.state, 'amount', t.amount_minor, 'code', t.failure_code) order by t.stripe_id)
        from invoice_transactions t) as transactions,
      (select json_agg(e.key) from entitlements e where e.user_id = '${userId}' and e.revoked_at is null and e.expires_at > now()) as entitlements,
      (select json_agg(c.deleted_at is not null) from billing_customers c) as customers,
      (select json_agg(y.state) from payments y) as payments`)) as Stored[];
    return found!;
  }

  const run1 = async (trigger: Trigger, deliver: (events: StripeEventThing[], isStep: boolean) => Promise<void>) => {
    const made = await subject();
    const { world } = made;
    let seen = world.events.length;
    for (const step of trigger.steps) {
      world.passed += 1;
      step(made);
      await deliver(world.events.slice(seen), true);
      seen = world.events.length;
    }
    await deliver(world.events, false);
    return made;
  };
  const inOrder = async (events: StripeEventThing[], isStep: boolean) => (isStep ? arrive(events) : undefined);

  it.each(Object.keys(TRIGGERS))("%s: in order, reversed, doubled, and each lost and reconciled, end in the same state", async (name) => {
    const trigger = TRIGGERS[name]!;
    const { world } = await run1(trigger, inOrder);
    const wanted = await state();
    const { subscription, payment, refunded, discount, customer: gone } = trigger.ends;
    if (subscription) expect(wanted.subscriptions?.[0]?.state).toBe(subscription);
    if (payment) expect(wanted.payments).toEqual([payment]);
    if (refunded !== undefined) expect(wanted.invoices?.[0]?.refunded).toBe(refunded);
    if (discount) expect(wanted.subscriptions?.[0]?.discounts).toEqual([discount]);
    if (gone) expect(wanted.customers).toEqual([true]);
    const entitled = ["ACTIVE", "TRIALING", "PAST_DUE"].includes(String(subscription));
    expect(wanted.entitlements).toEqual(entitled ? ["premium-problems"] : null);

    await run1(trigger, async (events, isStep) => (isStep ? undefined : arrive([...events].reverse())));
    expect(await state()).toEqual(wanted);
    await run1(trigger, async (events, isStep) => (isStep ? arrive(events.flatMap((event) => [event, event])) : arrive(events)));
    expect(await state()).toEqual(wanted);

    const count = world.events.length - 1; // without that of the customer, which is made before
    const turn = Object.keys(TRIGGERS).indexOf(name);
    for (const lost of Array.from({ length: count }, (_, place) => place)) {
      // The first and the last, and of the others a quarter, not the same of each trigger: `npm run test:long` loses each.
      if (!PROVES_ALL && lost > 0 && lost < count - 1 && (lost + turn) % 4 > 0) continue;
      let place = 0;
      const { orderId } = await run1(trigger, async (events, isStep) =>
        isStep ? arrive(events.filter(() => place++ !== lost)) : undefined,
      );
      await repair(orderId);
      expect({ lost, state: await state() }).toEqual({ lost, state: wanted });
    }
    // All lost, and too long ago for Stripe's list: only the comparison is left. It does not look at refunds of old payments.
    const { orderId } = await run1(trigger, () => Promise.resolve());
    stripeServer.listsEvents = name.startsWith("charge.") || name === "customer.deleted" || name === "customer.subscription.deleted";
    await repair(orderId);
    const ended = ["CANCELED"].includes(String(subscription));
    if (!ended || stripeServer.listsEvents) expect(await state()).toEqual(wanted);
  });

  it("that are forged, old or unknown change nothing; unknown ones are stored", async () => {
    const { world } = await subject();
    world.emit("coupon.created", world.make("coupon", {}));
    const event = world.events.at(-1)!;
    const { body, signature } = stripeServer.body(event);
    expect(await services.events.receive(Buffer.concat([body, Buffer.from(" ")]), signature)).toBe(false);
    expect(await services.events.receive(body, "t=1,v1=00")).toBe(false);
    await arrive([event]);
    expect(await run("select type, outcome, refs from stripe_events")).toEqual([
      { type: "coupon.created", outcome: "UNKNOWN", refs: { coupon: event.data.object.id } },
    ]);
  });

  it("of other customers of the account at Stripe are ignored", async () => {
    const { world, price } = await subject();
    const stranger = world.customer();
    world.subscribe({ customer: stranger.id, price });
    await arrive(world.events.slice(1));
    expect(await state()).toMatchObject({ subscriptions: null, invoices: null });
    expect(await run("select distinct outcome from stripe_events")).toEqual([{ outcome: "IGNORED" }]);
  });

  it("are handled later if Stripe does not answer, and the answer of an older read is dropped", async () => {
    const made = await subject();
    const { id } = made.world.subscribe({ customer: made.customer, price: made.price });
    stripeServer.failures.push(...Array.from({ length: 3 }, () => ({ status: 500, type: "api_error" })));
    const event = made.world.events.at(-1)!;
    const { body, signature } = stripeServer.body(event);
    await services.events.receive(body, signature);
    await expect(handleStored()).rejects.toThrow();
    await handleStored();
    expect(await state()).toMatchObject({ subscriptions: [{ state: "ACTIVE" }] });
    // A read that began before another one, which has been written meanwhile.
    await run(`update stripe_reads set applied = started + 5, started = started where object_id = '${id}'`);
    made.world.cancel(id);
    await services.syncSubscription(id);
    expect(await state()).toMatchObject({ subscriptions: [{ state: "ACTIVE" }] });
  });

  it("do not end the grace period: the clock does", async () => {
    await run1(TRIGGERS["subscription.payment_failed"]!, inOrder);
    expect(await state()).toMatchObject({ subscriptions: [{ state: "PAST_DUE", grace: true }], entitlements: ["premium-problems"] });
    await run("update subscriptions set grace_until = now() - interval '1 second'");
    expect(await dunningRound({ db, settings: services.settings, services: services.given })).toBe(1);
    expect(await state()).toMatchObject({ subscriptions: [{ state: "SUSPENDED" }], entitlements: null });
    await services.syncSubscription(stripeServer.world.all("subscription")[0]!.id);
    expect(await state()).toMatchObject({ subscriptions: [{ state: "SUSPENDED" }] });
    stripeServer.world.payInvoice(stripeServer.world.all("invoice").at(-1)!.id);
    await arrive(stripeServer.world.events);
    expect(await state()).toMatchObject({ subscriptions: [{ state: "ACTIVE" }], entitlements: ["premium-problems"] });
  });
});

describe("a subscription", () => {
  beforeAll(async () => {
    stripeServer.reset();
    await installation.startWorker(WITHOUT_JUDGE);
  });
  const post = async () => {
    const { events } = stripeServer.world;
    for (const event of events.splice(0)) expect(await stripeServer.post(api.url, event)).toBe(204);
  };
  const start = (who: Client, priceId: string, change: object = {}) =>
    who.request(documents.StartSubscriptionDocument, { input: { priceId, idempotencyKey: randomUUID(), ...change } });
  const lastSession = () => stripeServer.world.all("checkout.session").at(-1)!;
  /** What the customer does at Stripe. */
  const complete = async (more: object = {}) => {
    const { world } = stripeServer;
    const session = lastSession();
    const [line] = session.line_items;
    const trialDays = Number(session.subscription_data.trial_period_days ?? 0);
    const subscription = world.subscribe({
      customer: session.customer,
      price: line.price,
      quantity: Number(line.quantity),
      trialDays,
      ...more,
    });
    Object.assign(session, { status: "complete", subscription: subscription.id });
    world.emit("checkout.session.completed", session);
    await post();
    return subscription;
  };
  const mine = async (who: Client) => (await who.request(documents.MySubscriptionsDocument, {})).mySubscriptions.nodes[0];
  const until = (who: Client, state: string) =>
    eventually(
      () => mine(who),
      (found) => found?.state === state,
    );
  const keysOf = async (who: Client) =>
    (await who.request(documents.MyEntitlementsDocument, { active: true })).myEntitlements.nodes.map(({ key }) => key);

  it("begins with a trial, is cancelled and resumed, discounted, invoiced, refunded, and ends with its account at Stripe", async () => {
    const { priceId } = await plan(admin, {}, { trialDays: 14 });
    const idempotencyKey = randomUUID();
    const { startSubscription } = await start(customer, priceId, { idempotencyKey });
    expect((await start(customer, priceId, { idempotencyKey })).startSubscription).toEqual(startSubscription);
    const first = lastSession();
    await start(customer, priceId);
    expect(first.status).toBe("expired");
    expect(lastSession()).toMatchObject({ allow_promotion_codes: "true", tax_id_collection: { enabled: "true" } });

    const { id: stripeId } = await complete();
    const { id, product } = (await until(customer, "TRIALING"))!;
    expect(product!.title).toBe("Pro");
    expect(await keysOf(customer)).toEqual(["premium-problems"]);
    expect(await customer.errorOf(documents.StartSubscriptionDocument, { input: { priceId, idempotencyKey: "k" } })).toMatchObject({
      code: "CONFLICT",
    });
    const stranger = await createLearner(api);
    expect(await stranger.errorOf(documents.PlanSubscriptionDocument, { id })).toMatchObject({ code: "NOT_FOUND" });
    expect(await stranger.errorOf(documents.CancelSubscriptionDocument, { input: { id } })).toMatchObject({ code: "NOT_FOUND" });

    const cancelled = (await customer.request(documents.CancelSubscriptionDocument, { input: { id } })).cancelSubscription.subscription;
    expect(cancelled).toMatchObject({ state: "TRIALING", cancelAt: expect.any(String) });
    const resumed = (await customer.request(documents.ResumeSubscriptionDocument, { input: { id } })).resumeSubscription.subscription;
    expect(resumed.cancelAt).toBeNull();
    expect(await customer.errorOf(documents.ApplyPromotionCodeDocument, { input: { id, code: "NONE" } })).toMatchObject({
      code: "BAD_USER_INPUT",
    });
    stripeServer.world.promotion("SPRING", 25);
    const { applyPromotionCode } = await customer.request(documents.ApplyPromotionCodeDocument, { input: { id, code: "SPRING" } });
    expect(applyPromotionCode.subscription.discounts).toEqual([{ name: "25% off", code: "SPRING", percentBp: 2500 }]);
    expect((await customer.request(documents.OpenBillingPortalDocument, { input: {} })).openBillingPortal.portalUrl).toContain("https://");

    stripeServer.world.renew(stripeId, "paid");
    await post();
    await until(customer, "ACTIVE");
    const invoices = await eventually(
      async () => (await customer.request(documents.MyInvoicesDocument, {})).myInvoices.nodes,
      (found) => found.filter(({ state }) => state === "PAID").length === 2,
    );
    const invoice = invoices.find(({ total }) => total.amountMinor === 750)!;
    expect(invoice).toMatchObject({ state: "PAID", subscription: { id }, transactions: [{ kind: "PAYMENT", state: "SUCCEEDED" }] });
    expect(invoice.pdfUrl).toContain("https://");
    expect(await stranger.errorOf(documents.InvoiceDocument, { id: invoice.id })).toMatchObject({ code: "NOT_FOUND" });
    const refund = { id: invoice.id, amountMinor: 100, reason: "Sorry." };
    expect(await customer.errorOf(documents.RefundInvoiceDocument, { input: refund })).toMatchObject({ code: "FORBIDDEN" });
    const { refundInvoice } = await admin.request(documents.RefundInvoiceDocument, { input: refund });
    expect(refundInvoice.invoice.refunded.amountMinor).toBe(100);
    expect(await admin.errorOf(documents.RefundInvoiceDocument, { input: { ...refund, amountMinor: 651 } })).toMatchObject({
      code: "BAD_USER_INPUT",
    });
    const [known] = await installation.sql<{ invoice: string; charge: string; subscription: string }>(
      `select i.stripe_id as invoice, t.stripe_id as charge, s.stripe_id as subscription from invoices i
       join invoice_transactions t on t.invoice_id = i.id and t.kind = 'PAYMENT' join subscriptions s on s.id = i.subscription_id where i.id = $1`,
      [keyOf(invoice.id)],
    );
    const found = async (filter: object) =>
      (await admin.request(documents.AllInvoicesDocument, { filter })).allInvoices.nodes.map((node) => node.id);
    expect(await found({ stripeId: known!.invoice })).toEqual([invoice.id]);
    expect(await found({ stripeId: known!.charge })).toEqual([invoice.id]);
    expect(await found({ stripeId: "in_unknown" })).toEqual([]);
    const subscribed = await admin.request(documents.AllSubscriptionsDocument, { filter: { stripeId: known!.subscription } });
    expect(subscribed.allSubscriptions.nodes.map((node) => node.id)).toEqual([id]);
    const transactions = (await customer.request(documents.MyTransactionsDocument, {})).myTransactions.nodes;
    expect(transactions.map(({ kind }) => kind).sort()).toEqual(["PAYMENT", "REFUND"]);

    // Ended at Stripe while no event arrives: found by the comparison.
    stripeServer.world.cancel(stripeId);
    await admin.request(documents.ReconcileStripeDocument, { input: { reason: "Lost events." } });
    await until(customer, "CANCELED");
    expect(await keysOf(customer)).toEqual([]);
  });

  it("shows invoices that are withdrawn or given up; admins read a subscription again, and see the comparison", async () => {
    const { priceId } = await plan(admin);
    const person = await createLearner(api);
    await start(person, priceId);
    const { id: stripeId } = await complete();
    const { id } = (await until(person, "ACTIVE"))!;
    const { world } = stripeServer;
    for (const [status, state] of [
      ["uncollectible", "UNCOLLECTIBLE"],
      ["void", "VOID"],
    ] as const) {
      const invoice = world.renew(stripeId, "failed");
      world.voidInvoice(invoice.id, status);
      await post();
      await eventually(
        async () => (await person.request(documents.MyInvoicesDocument, {})).myInvoices.nodes.map((node) => node.state),
        (states) => states.includes(state),
      );
    }
    // Changed at Stripe while no event arrives.
    world.become(stripeId, "active");
    world.events.splice(0);
    expect((await mine(person))!.state).not.toBe("ACTIVE");
    expect(await person.errorOf(documents.RefreshSubscriptionDocument, { input: { id } })).toMatchObject({ code: "FORBIDDEN" });
    const { refreshSubscription } = await admin.request(documents.RefreshSubscriptionDocument, { input: { id } });
    expect(refreshSubscription.subscription).toMatchObject({ id, state: "ACTIVE" });
    expect((await mine(person))!.state).toBe("ACTIVE");
    expect(await person.errorOf(documents.StripeReconciliationDocument)).toMatchObject({ code: "FORBIDDEN" });
    await admin.request(documents.ReconcileStripeDocument, { input: { reason: "Test." } });
    const done = await eventually(
      async () => (await admin.request(documents.StripeReconciliationDocument)).stripeReconciliation,
      (found) => found != null && found.finishedAt !== null && new Date(found.finishedAt) >= new Date(found.startedAt!),
    );
    expect(done).toMatchObject({ dueAt: expect.any(String), foundDifferences: expect.any(Number) });
  });

  it("of a team gives its members what the plan has, and its seats, with proration", async () => {
    const grants = [
      { key: "premium-problems", quantity: 1, perPiece: false },
      { key: "seats", quantity: 1, perPiece: true },
    ];
    const { priceId } = await plan(admin, { title: "Team", grants, maxQuantity: 20 });
    const organization = { name: "Acme", slug: `acme-${randomUUID().slice(0, 8)}` };
    const { id: organizationId } = (await owner.request(documents.CreateOrganizationDocument, { input: organization })).createOrganization
      .organization;
    expect(await owner.errorOf(documents.StartSubscriptionDocument, { input: { priceId, idempotencyKey: "k" } })).toMatchObject({
      code: "BAD_USER_INPUT",
    });
    expect(
      await customer.errorOf(documents.StartSubscriptionDocument, { input: { priceId, organizationId, idempotencyKey: "k" } }),
    ).toMatchObject({ code: "NOT_FOUND" });
    await start(owner, priceId, { organizationId, quantity: 3 });
    await complete();
    const read = async () =>
      (await owner.request(documents.OrganizationSubscriptionsDocument, { organizationId })).organizationSubscriptions.nodes[0];
    const { id } = (await eventually(read, (found) => found?.state === "ACTIVE"))!;
    const seats = async () =>
      (
        await installation.sql<{ seats: number }>("select organization_seats(id, seat_limit) as seats from organizations where id = $1", [
          organizationId,
        ])
      )[0]!.seats;
    expect(await seats()).toBe(3);

    const preview = async (quantity: number) =>
      (await owner.request(documents.SeatChangePreviewDocument, { id, quantity })).seatChangePreview;
    const more = await preview(5);
    expect(more).toMatchObject({ quantity: 5, dueNow: { currency: "EUR" }, credit: { amountMinor: 0 }, lines: [{}] });
    // Nearly the whole period of two seats is left.
    expect(more.dueNow.amountMinor).toBeGreaterThan(1900);
    expect(more.dueNow.amountMinor).toBeLessThanOrEqual(2000);
    const fewer = await preview(2);
    expect(fewer).toMatchObject({ dueNow: { amountMinor: 0 }, lines: [{ amount: { amountMinor: -fewer.credit.amountMinor } }] });
    expect(fewer.credit.amountMinor).toBeGreaterThan(950);
    expect(await preview(3)).toMatchObject({ dueNow: { amountMinor: 0 }, credit: { amountMinor: 0 }, lines: [] });
    expect(await owner.errorOf(documents.SeatChangePreviewDocument, { id, quantity: 21 })).toMatchObject({ code: "BAD_USER_INPUT" });
    expect(await customer.errorOf(documents.SeatChangePreviewDocument, { id, quantity: 5 })).toMatchObject({ code: "NOT_FOUND" });
    expect(await seats()).toBe(3);

    const change = async (quantity: number) =>
      (await owner.request(documents.ChangeSeatsDocument, { input: { id, quantity } })).changeSeats.subscription;
    expect(await change(5)).toMatchObject({ quantity: 5 });
    expect(await seats()).toBe(5);
    await post();
    const invoices = await eventually(
      async () => (await owner.request(documents.OrganizationInvoicesDocument, { organizationId })).organizationInvoices.nodes,
      (found) => found.length === 2 && found.every(({ state }) => state === "PAID"),
    );
    expect(invoices.map(({ lines }) => lines[0]!.description).sort()).toEqual(["1 × Plan", "Remaining time of added seats"]);
    expect(
      (await owner.request(documents.OrganizationTransactionsDocument, { organizationId })).organizationTransactions.nodes,
    ).toHaveLength(2);
    stripeServer.world.all("customer").at(-1)!.declines = true;
    expect(await owner.errorOf(documents.ChangeSeatsDocument, { input: { id, quantity: 9 } })).toMatchObject({ code: "CONFLICT" });
    expect(await owner.errorOf(documents.ChangeSeatsDocument, { input: { id, quantity: 21 } })).toMatchObject({ code: "BAD_USER_INPUT" });
    expect(await customer.errorOf(documents.OrganizationInvoicesDocument, { organizationId })).toMatchObject({ code: "NOT_FOUND" });

    const [held] = await installation.sql<{ count: number }>(
      "select count(*)::int as count from entitlements where organization_id = $1 and revoked_at is null",
      [organizationId],
    );
    expect(held!.count).toBe(2);
    await admin.request(documents.CancelSubscriptionDocument, { input: { id, immediately: true } });
    expect(await read()).toMatchObject({ state: "CANCELED", entitled: false });
    expect(await seats()).toBe(0);
  });

  it("waits for a signed webhook; an old or forged request is refused", async () => {
    stripeServer.world.emit("coupon.created", stripeServer.world.make("coupon", {}));
    const [event] = stripeServer.world.events.splice(0);
    expect(await stripeServer.post(api.url, event!, { secret: "whsec_00000000000000" })).toBe(400);
    expect(await stripeServer.post(api.url, event!, { timestamp: Math.floor(Date.now() / 1000) - 600 })).toBe(400);
    expect(await stripeServer.post(api.url, event!, { body: "{}" })).toBe(400);
    expect(await stripeServer.post(api.url, event!)).toBe(204);
    expect(await stripeServer.post(api.url, event!)).toBe(204);
  });

  it("of an account that is erased ends: its customer is deleted at Stripe", async () => {
    const { priceId } = await plan(admin);
    const leaving = await createLearner(api);
    await start(leaving, priceId);
    await complete();
    await until(leaving, "ACTIVE");
    // What the erasure of the account does.
    await installation.sql("update billing_customers set user_id = null, tax_ids = '[]', deletion_due_at = now() where user_id = $1", [
      leaving.userId,
    ]);
    const id = lastSession().customer as string;
    await eventually(
      () => Promise.resolve(stripeServer.world.get(id)),
      ({ deleted }) => deleted === true,
    );
    await post();
    await eventually(
      () =>
        installation.sql<{ state: string }>(
          "select s.state from subscriptions s join billing_customers c on c.id = s.customer_id where c.stripe_id = $1",
          [id],
        ),
      ([found]) => found?.state === "CANCELED",
    );
  });
});
