/** Products, entitlements, and orders from the cart to the receipt, with every compensation, over HTTP and WebSocket. */
import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { globalId } from "../../src/kernel/global-id.js";
import type { Client } from "../support/client.js";
import { eventually, WITHOUT_JUDGE } from "../support/events.js";
import {
  AllProductsDocument,
  ArchiveProductDocument,
  CancelOrderDocument,
  CreateClassDocument,
  CreateOrganizationDocument,
  CreateProductDocument,
  EntitlementsDocument,
  ExportOrdersDocument,
  GrantEntitlementDocument,
  MyEntitlementsDocument,
  MyOrdersDocument,
  NodeDocument,
  OrderDocument,
  OrderRefundsDocument,
  OrdersDocument,
  OrderStatusDocument,
  PlaceOrderDocument,
  ProductDocument,
  ProductsDocument,
  RefundOrderDocument,
  RefundOrderPartDocument,
  RetryOrderDocument,
  RevokeEntitlementDocument,
  SetProductPriceDocument,
  SetSystemSettingDocument,
  UpdateProductDocument,
} from "../support/generated.js";
import { keyOf } from "../support/ids.js";
import { createInstallation, type Api, type Installation } from "../support/installation.js";
import { decide, productOnSale } from "../support/orders.js";
import { createInstructor, createLearner } from "../support/scenario.js";
import { statementsOf } from "../support/statements.js";

type Person = Awaited<ReturnType<typeof createLearner>>;
type State = { status: string; history: { status: string; detail: string }[]; payment?: { redirectUrl?: string | null } | null };

/** A product with more than one piece gives something for each. */
const PER_PIECE = [{ key: "seats", quantity: 1, perPiece: true }];

let installation: Installation;
let api: Api;
let admin: Person;
let teacher: Person;
let customer: Person;
let stranger: Person;
beforeAll(async () => {
  installation = await createInstallation();
  api = await installation.startApi({ LOG_LEVEL: "debug" });
  await installation.startWorker(WITHOUT_JUDGE);
  admin = await createInstructor(installation, api, "ADMIN");
  const setting = { name: "orders.perMinute", value: 1000, expectedRevision: 0 };
  await admin.request(SetSystemSettingDocument, { input: setting as never });
  teacher = await createInstructor(installation, api);
  [customer, stranger] = [await createLearner(api), await createLearner(api)];
});
afterAll(() => installation?.stop());

const place = async (who: Client, productId: string, quantity = 1, idempotencyKey: string = randomUUID()) =>
  (await who.request(PlaceOrderDocument, { input: { idempotencyKey, currency: "EUR", items: [{ productId, quantity }] } })).placeOrder
    .order;

/** Watches the order until its end, and does once what it should when it awaits its payment. */
async function follow(who: Client, orderId: string, atPayment: (redirectUrl: string) => Promise<unknown>): Promise<State[]> {
  const states: State[] = [];
  let done = false;
  for await (const { orderStatus } of who.subscribe(OrderStatusDocument, { orderId })) {
    states.push(orderStatus);
    const redirectUrl = orderStatus.payment?.redirectUrl;
    if (orderStatus.status !== "AWAITING_PAYMENT" || done || !redirectUrl) continue;
    done = true;
    await atPayment(redirectUrl);
  }
  return states;
}
const pay = (redirectUrl: string) => decide(api, redirectUrl, "pay");
const waysOf = ({ history }: State) => history.map(({ status }) => status);
const entitlementsOf = async (who: Client) =>
  (await who.request(MyEntitlementsDocument, { active: true })).myEntitlements.nodes.map(({ key, quantity }) => [key, quantity]);
const stockOf = async (id: string) => (await admin.request(ProductDocument, { id })).product.stock;
const awaiting = (who: Client, orderId: string) =>
  eventually(
    async () => (await who.request(OrderDocument, { id: orderId })).order,
    ({ status }) => status === "AWAITING_PAYMENT",
  );

it("orders are throttled: RATE_LIMITED says when to try again", async () => {
  const person = await createLearner(api);
  const place = { idempotencyKey: randomUUID(), currency: "EUR", items: [{ productId: globalId("Product", randomUUID()), quantity: 1 }] };
  const setting = (value: number, expectedRevision: number) =>
    admin.request(SetSystemSettingDocument, { input: { name: "orders.perMinute", value, expectedRevision } as never });
  await setting(2, 1);
  const codes: string[] = [];
  for (let tries = 0; tries < 2; tries++) codes.push((await person.errorOf(PlaceOrderDocument, { input: place })).code);
  expect(codes).toEqual(["NOT_FOUND", "NOT_FOUND"]);
  const refused = await person.errorOf(PlaceOrderDocument, { input: place });
  expect(refused.code).toBe("RATE_LIMITED");
  expect(refused.extensions.retryAfterMs).toBeGreaterThan(0);
  expect(refused.extensions.retryAfterMs).toBeLessThanOrEqual(60_000);
  // Others are not concerned.
  expect((await stranger.errorOf(PlaceOrderDocument, { input: place })).code).toBe("NOT_FOUND");
  await setting(1000, 2);
});

describe("products", () => {
  it("are drafts until they have a price, and keep old prices", async () => {
    const slug = `p-${randomUUID()}`;
    const input = { slug, kind: "PLAN" as never, title: "Plan", grants: [{ key: "seats", quantity: 2, perPiece: true }], maxQuantity: 5 };
    const { id, state } = (await admin.request(CreateProductDocument, { input })).createProduct.product;
    expect(state).toBe("DRAFT");
    expect(await customer.errorOf(ProductDocument, { id })).toMatchObject({ code: "NOT_FOUND" });
    expect(await admin.errorOf(CreateProductDocument, { input })).toMatchObject({ code: "CONFLICT" });
    expect(await customer.errorOf(CreateProductDocument, { input })).toMatchObject({ code: "FORBIDDEN" });
    const price = { productId: id, currency: "EUR", taxMode: "EXCLUSIVE" as never, taxRateBp: 1900 };
    const priced = async (amountMinor: number) =>
      (await admin.request(SetProductPriceDocument, { input: { ...price, amountMinor } })).setProductPrice.product;
    await priced(1000);
    const { prices, priceHistory } = await priced(2000);
    expect(prices.map(({ total }) => total.amountMinor)).toEqual([2380]);
    expect(priceHistory!.nodes.map(({ amount }) => amount.amountMinor)).toEqual([2000, 1000]);
    await expect(installation.sql("update product_prices set amount_minor = 1 where product_id = $1", [id])).rejects.toThrow("append-only");
    expect(await admin.errorOf(SetProductPriceDocument, { input: { ...price, amountMinor: 1, currency: "XXX" } })).toMatchObject({
      code: "BAD_USER_INPUT",
    });
    expect((await admin.request(AllProductsDocument, { filter: { state: "DRAFT" as never } })).allProducts.nodes).toContainEqual({
      id,
      state: "DRAFT",
    });
  });

  it("are refused with unknown entitlements, and outside of their kind", async () => {
    const input = { slug: `p-${randomUUID()}`, kind: "PLAN" as never, title: "Plan" };
    const codeOf = async (change: object) => (await admin.errorOf(CreateProductDocument, { input: { ...input, ...change } })).code;
    expect(await codeOf({ grants: [{ key: "nothing" }] })).toBe("BAD_USER_INPUT");
    expect(await codeOf({ kind: "TRACK" })).toBe("BAD_USER_INPUT");
    // Five pieces that give what one gives.
    expect(await codeOf({ maxQuantity: 5, grants: [{ key: "seats" }] })).toBe("BAD_USER_INPUT");
    expect(await codeOf({ availableFrom: "2030-01-01T00:00:00Z", availableUntil: "2029-01-01T00:00:00Z" })).toBe("BAD_USER_INPUT");
  });

  it("are listed with a number of statements that does not grow with the page", async () => {
    for (let i = 0; i < 3; i++) await productOnSale(admin);
    const list = (first: number) => statementsOf(api, () => customer.request(ProductsDocument, { first }));
    await list(1);
    expect(await list(3)).toBe(await list(1));
  });
});

describe("entitlements", () => {
  it("that an admin grants and revokes have an effect at once", async () => {
    const key = "premium-problems";
    const input = { userId: stranger.userId, key };
    expect(await stranger.errorOf(GrantEntitlementDocument, { input })).toMatchObject({ code: "FORBIDDEN" });
    expect(await admin.errorOf(GrantEntitlementDocument, { input: { ...input, key: "gold" } })).toMatchObject({ code: "BAD_USER_INPUT" });
    const { entitlement } = (await admin.request(GrantEntitlementDocument, { input })).grantEntitlement;
    expect(entitlement).toMatchObject({ key, source: "GRANT", active: true, user: { id: stranger.userId } });
    expect(await entitlementsOf(stranger)).toEqual([[key, 1]]);
    const revoked = { id: entitlement.id, reason: "Test" };
    expect((await admin.request(RevokeEntitlementDocument, { input: revoked })).revokeEntitlement.entitlement.active).toBe(false);
    expect(await admin.errorOf(RevokeEntitlementDocument, { input: revoked })).toMatchObject({ code: "CONFLICT" });
    expect(await entitlementsOf(stranger)).toEqual([]);
    expect((await admin.request(EntitlementsDocument, { userId: stranger.userId })).entitlements.nodes).toHaveLength(1);
    const audited = await installation.sql<{ action: string }>("select action from audit_entries where subject_id = $1 order by id", [
      stranger.userId,
    ]);
    expect(audited.map(({ action }) => action).filter((action) => action.includes("entitlement"))).toEqual([
      "user.entitlement-granted",
      "user.entitlement-revoked",
    ]);
  });

  it("that expire are told once, and have no effect from then on", async () => {
    const input = { userId: stranger.userId, key: "queue-priority", expiresAt: new Date(Date.now() + 3_600_000).toISOString() };
    const { id } = (await admin.request(GrantEntitlementDocument, { input })).grantEntitlement.entitlement;
    await installation.sql("update entitlements set expires_at = now() - interval '1 second' where id = $1", [id]);
    const told = () => installation.sql("select 1 from notifications where kind = 'entitlement-expired'");
    await eventually(told, (found) => found.length === 1);
    expect(await entitlementsOf(stranger)).toEqual([]);
  });
});

describe("an order", () => {
  it("is paid, fulfilled and receipted, live", async () => {
    const grants = [
      { key: "premium-problems", quantity: 1, perPiece: false },
      { key: "seats", quantity: 1, perPiece: true },
    ];
    const productId = await productOnSale(admin, { grants, durationDays: 30, maxQuantity: 10, stock: 5 });
    const order = await place(customer, productId, 3);
    expect(order).toMatchObject({ status: "RESERVED", total: { amountMinor: 3000, formatted: "30,00\u00a0€" }, tax: { amountMinor: 479 } });
    expect(await stranger.errorOf(OrderDocument, { id: order.id })).toMatchObject({ code: "NOT_FOUND" });
    expect(await stranger.errorOf(CancelOrderDocument, { input: { id: order.id } })).toMatchObject({ code: "NOT_FOUND" });
    const states = await follow(customer, order.id, pay);
    expect(waysOf(states.at(-1)!)).toEqual(["RESERVED", "AWAITING_PAYMENT", "PAID", "FULFILLED", "COMPLETED"]);
    expect(await entitlementsOf(customer)).toEqual(
      expect.arrayContaining([
        ["premium-problems", 1],
        ["seats", 3],
      ]),
    );
    expect(await stockOf(productId)).toEqual({ total: 5, reserved: 0, sold: 3 });
    // A late watcher gets the final state, and the end.
    expect((await follow(admin, order.id, pay)).map(({ status }) => status)).toEqual(["COMPLETED"]);
    await expect(installation.sql("delete from order_events where order_id = $1", [order.id])).rejects.toThrow("append-only");
    const mails = () => installation.sql("select 1 from outbox where event = 'order.settled'");
    await eventually(mails, (found) => found.length === 0);
  });

  it("of a plan that runs continues after its end", async () => {
    const productId = await productOnSale(
      admin,
      { grants: [{ key: "private-content", quantity: 1, perPiece: false }], durationDays: 30 },
      0,
    );
    const ids: string[] = [];
    for (let i = 0; i < 2; i++) {
      const { id } = await place(customer, productId);
      await follow(customer, id, pay);
      ids.push(id);
    }
    const both = async () =>
      (await customer.request(MyEntitlementsDocument)).myEntitlements.nodes.filter(({ key }) => key === "private-content");
    const [second, first] = await both();
    expect(second!.validFrom).toBe(first!.expiresAt);
    expect([second!.active, first!.active]).toEqual([false, true]);
    // The first is refunded: the second moves forward with its whole length, and leaves no gap.
    await admin.request(RefundOrderDocument, { input: { id: ids[0]!, reason: "Test" } });
    await follow(customer, ids[0]!, pay);
    const [moved, ended] = await both();
    expect([moved!.active, ended!.active]).toEqual([true, false]);
    const lengthOf = ({ validFrom, expiresAt }: { validFrom: string; expiresAt?: string | null }) =>
      Date.parse(expiresAt!) - Date.parse(validFrom);
    expect(lengthOf(moved!)).toBe(lengthOf(second!));
  });

  it("is placed once for a key", async () => {
    const productId = await productOnSale(admin, { stock: 10, maxQuantity: 5, grants: PER_PIECE });
    const key = randomUUID();
    const orders = await Promise.all(Array.from({ length: 5 }, () => place(customer, productId, 1, key)));
    expect(new Set(orders.map(({ id }) => id)).size).toBe(1);
    expect(await stockOf(productId)).toMatchObject({ reserved: 1 });
    const other = { idempotencyKey: key, currency: "EUR", items: [{ productId, quantity: 2 }] };
    expect(await customer.errorOf(PlaceOrderDocument, { input: other })).toMatchObject({ code: "CONFLICT" });
    expect((await customer.request(CancelOrderDocument, { input: { id: orders[0]!.id } })).cancelOrder.order.status).toBe("CLOSING");
    const states = await follow(customer, orders[0]!.id, pay);
    expect(states.at(-1)!.status).toBe("CANCELLED");
    expect(await stockOf(productId)).toMatchObject({ reserved: 0, sold: 0 });
    expect(await customer.errorOf(RetryOrderDocument, { input: { id: orders[0]!.id } })).toMatchObject({ code: "FORBIDDEN" });
    expect(await admin.errorOf(RetryOrderDocument, { input: { id: orders[0]!.id } })).toMatchObject({ code: "CONFLICT" });
  });

  it("is refused for what is not on sale, sold out, or too much", async () => {
    const productId = await productOnSale(admin, { stock: 1, maxQuantity: 3, grants: PER_PIECE });
    const errorOf = (items: object[], currency = "EUR") =>
      customer.errorOf(PlaceOrderDocument, { input: { idempotencyKey: randomUUID(), currency, items } as never });
    expect(await errorOf([{ productId, quantity: 2 }])).toMatchObject({
      code: "OUT_OF_STOCK",
      extensions: { fields: [{ field: "input.items.0.quantity", maximum: 1, actual: 2 }] },
    });
    expect(await errorOf([{ productId, quantity: 4 }])).toMatchObject({ code: "BAD_USER_INPUT" });
    expect(await errorOf([{ productId }, { productId }])).toMatchObject({ code: "BAD_USER_INPUT" });
    expect(await errorOf([{ productId }], "USD")).toMatchObject({ code: "BAD_USER_INPUT" });
    expect(await errorOf([])).toMatchObject({ code: "BAD_USER_INPUT" });
    await admin.request(ArchiveProductDocument, { input: { id: productId } });
    expect(await errorOf([{ productId }])).toMatchObject({ code: "NOT_FOUND" });
    const input = { id: productId, expectedRevision: 7, stock: 2 };
    expect(await admin.errorOf(UpdateProductDocument, { input })).toMatchObject({ code: "CONFLICT" });
  });

  it("gives its stock back when the payment is declined, and refuses a forged form", async () => {
    const productId = await productOnSale(admin, { stock: 1 });
    const { id } = await place(customer, productId);
    const states = await follow(customer, id, async (redirectUrl) => {
      const address = new URL(new URL(redirectUrl).pathname, api.url);
      const forged = await fetch(address, { method: "POST", body: new URLSearchParams({ token: "forged", outcome: "pay" }) });
      expect(forged.status).toBe(404);
      expect((await decide(api, redirectUrl, "decline")).page).toContain("Declined.");
      // Decided once: the page has no form any more.
      expect((await pay(redirectUrl)).status).toBe(404);
    });
    expect(states.at(-1)).toMatchObject({ status: "DECLINED", reason: "The payment was declined." });
    expect(await stockOf(productId)).toMatchObject({ reserved: 0, sold: 0 });
  });

  it("that is not paid in time expires", async () => {
    const productId = await productOnSale(admin, { stock: 1 });
    const { id } = await place(customer, productId);
    const states = await follow(customer, id, async () => {
      await installation.sql("update orders set expires_at = now() - interval '1 second', due_at = now() where id = $1", [id]);
    });
    expect(waysOf(states.at(-1)!).slice(-2)).toEqual(["CLOSING", "EXPIRED"]);
    expect(await stockOf(productId)).toMatchObject({ reserved: 0 });
  });

  it("is refunded when it cannot be fulfilled", async () => {
    const { createClass } = await teacher.request(CreateClassDocument, {
      input: { title: "Full", timeZone: "Europe/Berlin", capacity: 1 },
    });
    const classId = createClass.class.id;
    const productId = await productOnSale(admin, { kind: "CLASS_PLACE" as never, classId, stock: 5 });
    const joined = await follow(stranger, (await place(stranger, productId)).id, pay);
    expect(joined.at(-1)!.status).toBe("COMPLETED");
    const again = (await follow(stranger, (await place(stranger, productId)).id, pay)).at(-1)!;
    expect(again).toMatchObject({ status: "REFUNDED", reason: expect.stringContaining("already") });
    const { id } = await place(customer, productId);
    const refused = (await follow(customer, id, pay)).at(-1)!;
    expect(waysOf(refused).slice(-3)).toEqual(["PAID", "REFUNDING", "REFUNDED"]);
    expect(refused).toMatchObject({ payment: { state: "REFUNDED" }, reason: expect.stringContaining("seats") });
    expect(await stockOf(productId)).toEqual({ total: 5, reserved: 0, sold: 1 });
    expect(await installation.sql("select learner_count from classes where id = $1", [classId])).toEqual([{ learner_count: 1 }]);
  });

  it("that is completed can be refunded by an admin, which takes back what it gave", async () => {
    const productId = await productOnSale(admin, { grants: [{ key: "ai-quota", quantity: 10, perPiece: false }], stock: 1 });
    const { id } = await place(customer, productId);
    await follow(customer, id, pay);
    expect(await entitlementsOf(customer)).toContainEqual(["ai-quota", 10]);
    const input = { id, reason: "Not as described." };
    expect(await customer.errorOf(RefundOrderDocument, { input })).toMatchObject({ code: "FORBIDDEN" });
    expect((await admin.request(RefundOrderDocument, { input })).refundOrder.order.status).toBe("REFUNDING");
    const states = await follow(customer, id, pay);
    expect(states.at(-1)).toMatchObject({ status: "REFUNDED", reason: "Not as described.", payment: { state: "REFUNDED" } });
    expect(await entitlementsOf(customer)).not.toContainEqual(["ai-quota", 10]);
    expect(await stockOf(productId)).toEqual({ total: 1, reserved: 0, sold: 0 });
  });

  it("is refunded in parts, never above what was paid, and exported for accountants", async () => {
    const from = new Date(Date.now() - 3_600_000).toISOString();
    const [kept, taken] = [
      await productOnSale(admin, { title: "=Kept", grants: [{ key: "ai-quota", quantity: 3, perPiece: false }], stock: 5 }),
      await productOnSale(admin, { title: "Taken", grants: [{ key: "queue-priority", quantity: 1, perPiece: false }], stock: 5 }, 500),
    ];
    const items = [{ productId: kept }, { productId: taken }];
    const { id } = (
      await customer.request(PlaceOrderDocument, { input: { idempotencyKey: randomUUID(), currency: "EUR", items } as never })
    ).placeOrder.order;
    await follow(customer, id, pay);
    const read = async () => (await customer.request(OrderRefundsDocument, { id })).order!;
    const input = async (change: object) => ({ id, expectedRevision: (await read()).revision, reason: "Sorry", ...change }) as never;
    const refund = async (change: object) => (await admin.request(RefundOrderPartDocument, { input: await input(change) })).refundOrderPart;
    const errorOf = async (change: object) => (await admin.errorOf(RefundOrderPartDocument, { input: await input(change) })).code;
    expect(await customer.errorOf(RefundOrderPartDocument, { input: await input({ amountMinor: 1 }) })).toMatchObject({
      code: "FORBIDDEN",
    });
    expect(await errorOf({ amountMinor: 1501 })).toBe("BAD_USER_INPUT");
    expect(await errorOf({ amountMinor: 1500 })).toBe("BAD_USER_INPUT");
    expect(await errorOf({})).toBe("BAD_USER_INPUT");
    expect(await errorOf({ amountMinor: 1, expectedRevision: 1 })).toBe("CONFLICT");
    const done = (count: number) => eventually(read, ({ refunds }) => refunds.filter(({ state }) => state === "DONE").length === count);
    await refund({ amountMinor: 301 });
    const once = await done(1);
    expect(once).toMatchObject({ status: "COMPLETED", refunded: { amountMinor: 301 } });
    expect(once.lines.map(({ refunded, takenBack }) => [refunded.amountMinor, takenBack])).toEqual([
      [201, false],
      [100, false],
    ]);
    await refund({ productIds: [taken] });
    const twice = await done(2);
    expect(twice).toMatchObject({ status: "COMPLETED", refunded: { amountMinor: 701 } });
    expect(twice.lines.map(({ takenBack }) => takenBack)).toEqual([false, true]);
    expect(await entitlementsOf(customer)).not.toContainEqual(["queue-priority", 1]);
    expect([await stockOf(kept), await stockOf(taken)]).toMatchObject([{ sold: 1 }, { sold: 0 }]);
    expect(await errorOf({ productIds: [taken] })).toBe("BAD_USER_INPUT");
    await expect(installation.sql("update orders set refunded_minor = 1501 where id = $1", [keyOf(id)])).rejects.toThrow("refunded_minor");
    await admin.request(RefundOrderDocument, { input: { id, reason: "All of it" } });
    await follow(customer, id, pay);
    const last = await read();
    expect(last).toMatchObject({ status: "REFUNDED", refunded: { amountMinor: 1500 } });
    expect(last.refunds.map(({ amount, whole }) => [amount.amountMinor, whole])).toEqual([
      [301, false],
      [400, false],
      [799, true],
    ]);
    expect((await stockOf(kept))!.sold).toBe(0);
    const given = await installation.sql<{ sum: number }>(
      `select sum(value::int)::int as sum from development_payments d join payments y on y.provider_payment_id = d.id::text,
         jsonb_each_text(d.refunds) where y.order_id = $1`,
      [keyOf(id)],
    );
    expect(given).toEqual([{ sum: 1500 }]);

    const period = { from, until: new Date(Date.now() + 60_000).toISOString(), currency: "EUR" };
    expect(await customer.errorOf(ExportOrdersDocument, { input: period })).toMatchObject({ code: "FORBIDDEN" });
    expect(await admin.errorOf(ExportOrdersDocument, { input: { ...period, until: from } })).toMatchObject({ code: "BAD_USER_INPUT" });
    const { exportOrders } = await admin.request(ExportOrdersDocument, { input: period });
    const rows = (await (await fetch(exportOrders.url)).text()).trim().split("\r\n");
    expect(rows).toHaveLength(exportOrders.rows + 1);
    const ofOrder = rows.map((row) => row.split(",")).filter((cells) => cells[2] === keyOf(id));
    expect(ofOrder.map((cells) => [cells[0], cells[4], cells[11]])).toEqual([
      ["SALE", "'=Kept", "10.00"],
      ["SALE", "Taken", "5.00"],
      ["PAYMENT", "", "15.00"],
      ["REFUND", "'=Kept", "-2.01"],
      ["REFUND", "Taken", "-1.00"],
      ["REFUND", "Taken", "-4.00"],
      ["REFUND", "'=Kept", "-7.99"],
    ]);
    expect(await installation.sql("select 1 from audit_entries where action in ('order.exported', 'order.part-refunded')")).toHaveLength(3);
  });

  it("for an organization gives it seats, which end with a refund", async () => {
    const buyer = await createInstructor(installation, api, "BUSINESS_PARTNER");
    const created = await buyer.request(CreateOrganizationDocument, {
      input: { name: "Team", slug: `team-${randomUUID().slice(0, 8)}` },
    });
    const organizationId = created.createOrganization.organization.id;
    const limit = async () =>
      (
        await installation.sql("select organization_seats(id, seat_limit) as seats from organizations where id = $1", [
          keyOf(organizationId),
        ])
      )[0];
    expect(await limit()).toEqual({ seats: null });
    const productId = await productOnSale(admin, { grants: PER_PIECE, maxQuantity: 10, durationDays: 30 });
    const input = { idempotencyKey: randomUUID(), currency: "EUR", items: [{ productId, quantity: 4 }], organizationId };
    expect(await stranger.errorOf(PlaceOrderDocument, { input })).toMatchObject({ code: "NOT_FOUND" });
    const { id } = (await buyer.request(PlaceOrderDocument, { input })).placeOrder.order;
    await follow(buyer, id, pay);
    expect(await limit()).toEqual({ seats: 4 });
    const grant = { organizationId, key: "seats", quantity: 2 };
    expect(await admin.errorOf(GrantEntitlementDocument, { input: { ...grant, key: "ai-quota" } })).toMatchObject({
      code: "BAD_USER_INPUT",
    });
    await admin.request(GrantEntitlementDocument, { input: grant });
    expect(await limit()).toEqual({ seats: 6 });
    // A member sees what the organization holds, and nobody else does.
    const held = (await buyer.request(MyEntitlementsDocument, { active: true })).myEntitlements.nodes;
    expect(held.map((node) => [node.key, node.quantity, node.organizationId])).toEqual([
      ["seats", 2, organizationId],
      ["seats", 4, organizationId],
    ]);
    expect((await buyer.request(NodeDocument, { id: held[0]!.id })).node).toMatchObject({ id: held[0]!.id });
    expect((await stranger.request(NodeDocument, { id: held[0]!.id })).node).toBeNull();
    const full = "update organizations set seats_used = 7 where id = $1";
    await expect(installation.sql(full, [keyOf(organizationId)])).rejects.toThrow("organizations_seats_check");
    await admin.request(RefundOrderDocument, { input: { id, reason: "Test" } });
    await follow(buyer, id, pay);
    expect(await limit()).toEqual({ seats: 2 });
    expect((await admin.request(EntitlementsDocument, { organizationId })).entitlements.nodes).toHaveLength(2);
  });

  it("is found by staff with the provider's id of its payment", async () => {
    const { id } = await place(customer, await productOnSale(admin));
    await awaiting(customer, id);
    const [{ key } = { key: "" }] = await installation.sql<{ key: string }>(
      "select provider_payment_id as key from payments where order_id = $1",
      [keyOf(id)],
    );
    const find = async (providerPaymentId: string) => (await admin.request(OrdersDocument, { filter: { providerPaymentId } })).orders;
    expect(await find(key)).toMatchObject({ nodes: [{ id, providerPaymentId: key }], totalCount: 1 });
    expect(await find(randomUUID())).toMatchObject({ nodes: [], totalCount: 0 });
    await customer.request(CancelOrderDocument, { input: { id } });
  });

  it("that gets no further is shown to admins, who try it again", async () => {
    const productId = await productOnSale(admin);
    const { id } = await place(customer, productId);
    const { payment } = await awaiting(customer, id);
    // A step that always fails: no kind of product has this name.
    await installation.sql(`update order_lines set terms = jsonb_set(terms, '{kind}', '"UNKNOWN"') where order_id = $1`, [id]);
    await pay(payment!.redirectUrl!);
    const stuck = async () => (await admin.request(OrdersDocument, { filter: { stuck: true } })).orders.nodes.map((node) => node.id);
    await eventually(stuck, (ids) => ids.includes(id));
    await installation.sql(`update order_lines set terms = jsonb_set(terms, '{kind}', '"PLAN"') where order_id = $1`, [id]);
    await admin.request(RetryOrderDocument, { input: { id } });
    expect((await follow(customer, id, pay)).at(-1)!.status).toBe("COMPLETED");
    expect(await stuck()).not.toContain(id);
    expect(await customer.errorOf(OrdersDocument)).toMatchObject({ code: "FORBIDDEN" });
  });

  it("is never called refunded when its payment is gone", async () => {
    const productId = await productOnSale(admin);
    const { id } = await place(customer, productId);
    await follow(customer, id, pay);
    await installation.sql("delete from payments where order_id = $1", [keyOf(id)]);
    await admin.request(RefundOrderDocument, { input: { id, reason: "Test" } });
    const [row] = await eventually(
      () => installation.sql<{ status: string; failures: number }>("select status, failures from orders where id = $1", [keyOf(id)]),
      ([one]) => one!.failures > 0 || one!.status === "REFUNDED",
    );
    expect(row!.status).toBe("REFUNDING");
  });

  it("is listed with a number of statements that does not grow with the page", async () => {
    const list = (first: number) => statementsOf(api, () => customer.request(MyOrdersDocument, { first }));
    await list(1);
    expect(await list(5)).toBe(await list(1));
  });
});
