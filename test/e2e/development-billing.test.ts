/** Subscriptions without a key of Stripe: the built-in provider, from the checkout to the end, over HTTP. */
import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import type { Client } from "../support/client.js";
import { eventually, WITHOUT_JUDGE } from "../support/events.js";
import * as documents from "../support/generated.js";
import { createInstallation, type Api, type Installation } from "../support/installation.js";
import { productOnSale } from "../support/orders.js";
import { createInstructor, createLearner } from "../support/scenario.js";

type Person = Awaited<ReturnType<typeof createLearner>>;

let installation: Installation;
let api: Api;
let admin: Person;
beforeAll(async () => {
  installation = await createInstallation();
  api = await installation.startApi();
  await installation.startWorker(WITHOUT_JUDGE);
  admin = await createInstructor(installation, api, "ADMIN");
});
afterAll(() => installation?.stop());

/** A plan with a monthly price of 10.00 EUR, 19% tax in it. Returns the id of this price. */
async function plan(change: object = {}, price: object = {}): Promise<string> {
  const grants = [{ key: "premium-problems", quantity: 1, perPiece: false }];
  const productId = await productOnSale(admin, { title: "Pro", grants, ...change });
  const input = { productId, currency: "EUR", amountMinor: 1000, taxMode: "INCLUSIVE", taxRateBp: 1900, interval: "MONTH", ...price };
  await admin.request(documents.SetProductPriceDocument, { input: input as never });
  const sql = "select id from product_prices where product_id = $1 and billing_interval is not null";
  return (await installation.sql<{ id: string }>(sql, [productId]))[0]!.id;
}

const addressOf = (url: string) => new URL(new URL(url).pathname, api.url);

async function open(url: string): Promise<{ status: number; text: string; token: string }> {
  const response = await fetch(addressOf(url));
  const text = await response.text();
  return { status: response.status, text, token: /name="token" value="([^"]*)"/.exec(text)?.[1] ?? "" };
}

/** Sends the form of a page with these fields. Returns the page after it. */
async function submit(url: string, fields: Record<string, string>): Promise<{ status: number; text: string }> {
  const { token } = await open(url);
  const response = await fetch(addressOf(url), { method: "POST", body: new URLSearchParams({ token, ...fields }) });
  return { status: response.status, text: await response.text() };
}

async function checkout(who: Client, input: object): Promise<string> {
  const started = await who.request(documents.StartSubscriptionDocument, { input: { idempotencyKey: randomUUID(), ...input } as never });
  return started.startSubscription.checkoutUrl;
}

const portalOf = async (who: Client, organizationId?: string) =>
  (await who.request(documents.OpenBillingPortalDocument, { input: { organizationId: organizationId ?? null } })).openBillingPortal
    .portalUrl;

/** What the button of the first subscription in the portal does. */
async function endPeriod(portalUrl: string): Promise<void> {
  const id = /name="next" value="([^"]*)"/.exec((await open(portalUrl)).text)?.[1] ?? "";
  expect((await submit(portalUrl, { next: id })).status).toBe(200);
}

const subscriptionOf = async (who: Client) => (await who.request(documents.MySubscriptionsDocument, {})).mySubscriptions.nodes[0];
const until = (who: Client, state: string) =>
  eventually(
    () => subscriptionOf(who),
    (found) => found?.state === state,
  );
const entitled = async (who: Client) =>
  (await who.request(documents.MyEntitlementsDocument, { active: true })).myEntitlements.nodes.map(({ key }) => key);
const invoicesOf = async (who: Client) => (await who.request(documents.MyInvoicesDocument, {})).myInvoices.nodes;
/** Totals of the invoices, from the smallest, once so many are paid. */
const paidTotals = async (who: Client, count: number) => {
  const isPaid = (found: { state: string }[]) => found.length === count && found.every(({ state }) => state === "PAID");
  return (await eventually(() => invoicesOf(who), isPaid)).map(({ total }) => total.amountMinor).sort((one, other) => one - other);
};

describe("the built-in provider of subscriptions", () => {
  it("takes a subscription from its trial through renewals, a declined card and suspension to its end", async () => {
    const customer = await createLearner(api);
    const priceId = await plan({}, { trialDays: 14 });
    const url = await checkout(customer, { priceId });
    expect((await open(url)).text).toContain("14 days free");

    expect((await submit(url, { outcome: "decline" })).text).toContain("The card was declined.");
    expect((await submit(url, { outcome: "apply", code: "NO" })).text).toContain("This code is unknown.");
    const { token } = await open(url);
    // Sent twice, it is the same subscription.
    for (let sent = 0; sent < 2; sent++) expect((await submit(url, { outcome: "pay", token })).text).toContain("Subscribed.");
    await until(customer, "TRIALING");
    expect(await entitled(customer)).toEqual(["premium-problems"]);

    const portal = await portalOf(customer);
    await endPeriod(portal);
    const { id } = (await until(customer, "ACTIVE"))!;
    expect(await paidTotals(customer, 2)).toEqual([0, 1000]);

    await submit(portal, { card: "declines" });
    await endPeriod(portal);
    expect(await until(customer, "PAST_DUE")).toMatchObject({ entitled: true, graceUntil: expect.any(String) });
    expect(await entitled(customer)).toEqual(["premium-problems"]);
    await eventually(
      async () => (await customer.request(documents.NotificationsDocument, {})).notifications.edges.map(({ node }) => node.kind),
      (kinds) => kinds.includes("subscription-unpaid"),
    );

    await installation.sql("update subscriptions set grace_until = now() where state = 'PAST_DUE'");
    expect(await until(customer, "SUSPENDED")).toMatchObject({ entitled: false });
    expect(await entitled(customer)).toEqual([]);

    const invoice = /name="pay" value="([^"]*)"/.exec((await open(portal)).text)?.[1] ?? "";
    expect((await submit(portal, { pay: invoice })).text).toContain(`value="${invoice}"`);
    await submit(portal, { card: "works" });
    expect((await submit(portal, { pay: invoice })).text).not.toContain(`value="${invoice}"`);
    await until(customer, "ACTIVE");
    expect(await entitled(customer)).toEqual(["premium-problems"]);
    const states = await eventually(
      async () => (await customer.request(documents.MyTransactionsDocument, {})).myTransactions.nodes.map(({ state }) => state),
      (found) => found.length === 4,
    );
    expect(states.sort()).toEqual(["FAILED", "FAILED", "SUCCEEDED", "SUCCEEDED"]);

    const cancel = async () =>
      (await customer.request(documents.CancelSubscriptionDocument, { input: { id } })).cancelSubscription.subscription.cancelAt;
    expect(await cancel()).not.toBeNull();
    const { resumeSubscription } = await customer.request(documents.ResumeSubscriptionDocument, { input: { id } });
    expect(resumeSubscription.subscription.cancelAt).toBeNull();
    expect(await cancel()).not.toBeNull();
    await endPeriod(portal);
    await until(customer, "CANCELED");
    expect(await entitled(customer)).toEqual([]);
    // The next subscription has no trial.
    expect((await open(await checkout(customer, { priceId }))).text).not.toContain("days free");
  });

  it("renews a period that has ended by itself", async () => {
    const customer = await createLearner(api);
    await submit(await checkout(customer, { priceId: await plan() }), { outcome: "pay" });
    expect(await paidTotals(customer, 1)).toEqual([1000]);
    // A month has passed for the provider.
    await installation.sql(
      `update development_billing_objects set due_at = now() - interval '1 second', data = jsonb_set(data, '{items,data,0,current_period_end}',
         to_jsonb(extract(epoch from now())::bigint - 1)) where kind = 'subscription' and due_at is not null`,
    );
    expect(await paidTotals(customer, 2)).toEqual([1000, 1000]);
  });

  it("takes a promotion code at the checkout or later, and refunds", async () => {
    const customer = await createLearner(api);
    const url = await checkout(customer, { priceId: await plan() });
    expect((await submit(url, { outcome: "apply", code: "dev25" })).text).toContain("€7.50");
    await submit(url, { outcome: "pay" });
    expect(await until(customer, "ACTIVE")).toMatchObject({ discounts: [{ code: "DEV25", percentBp: 2500 }] });
    expect(await paidTotals(customer, 1)).toEqual([750]);
    const invoice = (await invoicesOf(customer))[0]!;
    expect(invoice).toMatchObject({ number: expect.stringContaining("DEV-"), pdfUrl: null });
    expect((await open(invoice.hostedUrl!)).text).toContain(invoice.number!);
    const refund = { id: invoice.id, amountMinor: 200, reason: "Sorry." };
    const { refundInvoice } = await admin.request(documents.RefundInvoiceDocument, { input: refund });
    expect(refundInvoice.invoice.refunded.amountMinor).toBe(200);

    const later = await createLearner(api);
    await submit(await checkout(later, { priceId: await plan() }), { outcome: "pay" });
    const { id } = (await until(later, "ACTIVE"))!;
    expect(await later.errorOf(documents.ApplyPromotionCodeDocument, { input: { id, code: "NONE" } })).toMatchObject({
      code: "BAD_USER_INPUT",
    });
    await later.request(documents.ApplyPromotionCodeDocument, { input: { id, code: "DEV25" } });
    await endPeriod(await portalOf(later));
    expect(await paidTotals(later, 2)).toEqual([750, 1000]);
  });

  it("prorates seats, and refuses more of them while the card is declined", async () => {
    const owner = await createInstructor(installation, api, "BUSINESS_PARTNER");
    const organization = { name: "Acme", slug: `acme-${randomUUID().slice(0, 8)}` };
    const { id: organizationId } = (await owner.request(documents.CreateOrganizationDocument, { input: organization })).createOrganization
      .organization;
    const grants = [{ key: "seats", quantity: 1, perPiece: true }];
    const priceId = await plan({ title: "Team", grants, maxQuantity: 20 });
    await submit(await checkout(owner, { priceId, organizationId, quantity: 3 }), { outcome: "pay" });
    const read = async () =>
      (await owner.request(documents.OrganizationSubscriptionsDocument, { organizationId })).organizationSubscriptions.nodes[0];
    const { id } = (await eventually(read, (found) => found?.state === "ACTIVE"))!;
    const seats = async () => {
      const sql = "select organization_seats(id, seat_limit) as seats from organizations where slug = $1";
      return (await installation.sql<{ seats: number }>(sql, [organization.slug]))[0]!.seats;
    };
    expect(await seats()).toBe(3);

    const { seatChangePreview } = await owner.request(documents.SeatChangePreviewDocument, { id, quantity: 5 });
    expect(seatChangePreview.dueNow.amountMinor).toBeGreaterThan(1990);
    expect(seatChangePreview.dueNow.amountMinor).toBeLessThanOrEqual(2000);
    const change = (quantity: number) => owner.request(documents.ChangeSeatsDocument, { input: { id, quantity } });
    await change(5);
    expect(await seats()).toBe(5);

    const portal = await portalOf(owner, organizationId);
    await submit(portal, { card: "declines" });
    expect(await owner.errorOf(documents.ChangeSeatsDocument, { input: { id, quantity: 9 } })).toMatchObject({ code: "CONFLICT" });
    expect(await seats()).toBe(5);

    await submit(portal, { card: "works" });
    await change(3);
    expect(await seats()).toBe(3);
    await endPeriod(portal);
    const invoices = await eventually(
      async () => (await owner.request(documents.OrganizationInvoicesDocument, { organizationId })).organizationInvoices.nodes,
      (found) => found.length === 3 && found.every(({ state }) => state === "PAID"),
    );
    // Three seats, less the credit for nearly the whole period of two.
    const amounts = invoices.map(({ total }) => total.amountMinor).sort((a, b) => a - b);
    expect(amounts[0]).toBeGreaterThanOrEqual(1000);
    expect(amounts[0]).toBeLessThan(1010);
    expect(amounts[2]).toBe(3000);
  });

  it("takes only forms of its own pages, and stores no addresses", async () => {
    const customer = await createLearner(api);
    const url = await checkout(customer, { priceId: await plan() });
    const forged = await fetch(addressOf(url), { method: "POST", body: new URLSearchParams({ token: "x", outcome: "pay" }) });
    expect(forged.status).toBe(404);
    expect((await open(url)).text).toContain("Due now");
    expect((await open(`${api.url}/dev-billing/cs_${"0".repeat(32)}`)).status).toBe(404);
    const stored = await installation.sql<{ data: string }>("select data::text as data from development_billing_objects");
    expect(stored.filter(({ data }) => data.includes("@"))).toEqual([]);
    expect(stored.length).toBeGreaterThan(0);
  });

  it("is absent where no payments are taken", async () => {
    const closed = await installation.startApi({ PAYMENT_PROVIDER: "none" });
    const customer = await createLearner(closed);
    const input = { priceId: await plan(), idempotencyKey: randomUUID() };
    expect(await customer.errorOf(documents.StartSubscriptionDocument, { input })).toMatchObject({ code: "SERVICE_UNAVAILABLE" });
    expect((await fetch(new URL(`/dev-billing/cs_${"0".repeat(32)}`, closed.url))).status).toBe(404);
  });
});
