/** Discount codes of orders: what they take off, whom they refuse, and that no use is lost or given twice. */
import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import type { Client } from "../support/client.js";
import { eventually, WITHOUT_JUDGE } from "../support/events.js";
import * as documents from "../support/generated.js";
import { keyOf } from "../support/ids.js";
import { createInstallation, type Api, type Installation } from "../support/installation.js";
import { mailsTo } from "../support/mail.js";
import { decide, productOnSale } from "../support/orders.js";
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
  await admin.request(documents.SetSystemSettingDocument, {
    input: { name: "orders.perMinute", value: 1000, expectedRevision: 0 } as never,
  });
});
afterAll(() => installation?.stop());

const newCode = () => `CODE-${randomUUID().slice(0, 8)}`;
async function create(change: object): Promise<{ id: string; code: string }> {
  const input = { code: newCode(), ...change } as never;
  return (await admin.request(documents.CreateDiscountCodeDocument, { input })).createDiscountCode.discountCode;
}
const usesOf = async (code: string) =>
  (await admin.request(documents.DiscountCodesDocument, { filter: { code } })).discountCodes.nodes[0]!.used;

const orderOf = (products: readonly string[], discountCode?: string, change: object = {}) => ({
  input: {
    ...{ idempotencyKey: randomUUID(), currency: "EUR", items: products.map((productId) => ({ productId })) as never },
    ...{ discountCode: discountCode ?? null, ...change },
  },
});
const place = async (who: Client, products: readonly string[], discountCode?: string) =>
  (await who.request(documents.PlaceOrderDocument, orderOf(products, discountCode))).placeOrder.order.id;
const read = async (who: Client, id: string) => (await who.request(documents.DiscountedOrderDocument, { id })).order;
const until = (who: Client, id: string, wanted: string) =>
  eventually(
    () => read(who, id),
    ({ status }) => status === wanted,
  );
const payable = async (who: Client, id: string) =>
  (await eventually(
    async () => (await who.request(documents.OrderDocument, { id })).order.payment?.redirectUrl,
    (url) => url != null,
  ))!;

describe("a discount code", () => {
  it("takes a percentage off all lines, is shown on order and receipt, and is charged so", async () => {
    const customer = await createLearner(api);
    const { code } = await create({ percentBp: 2500, maxUses: 5 });
    const products = [await productOnSale(admin, { title: "One" }), await productOnSale(admin, { title: "Two" }, 333)];
    const given = orderOf(products, code.toLowerCase());
    const { id } = (await customer.request(documents.PlaceOrderDocument, given)).placeOrder.order;
    expect((await customer.request(documents.PlaceOrderDocument, given)).placeOrder.order.id).toBe(id);
    expect(await customer.errorOf(documents.PlaceOrderDocument, { input: { ...given.input, discountCode: null } })).toMatchObject({
      code: "CONFLICT",
    });
    // A quarter of 13.33 is 3.33; tax is in what is left.
    expect(await read(customer, id)).toMatchObject({
      ...{
        discountCode: code,
        discount: { amountMinor: 333 },
        total: { amountMinor: 1000 },
        net: { amountMinor: 840 },
        tax: { amountMinor: 160 },
      },
      lines: [
        { unitPrice: { amountMinor: 1000 }, discount: { amountMinor: 250 }, total: { amountMinor: 750 } },
        { unitPrice: { amountMinor: 333 }, discount: { amountMinor: 83 }, total: { amountMinor: 250 } },
      ],
    });
    expect((await decide(api, await payable(customer, id), "pay")).status).toBe(200);
    await until(customer, id, "COMPLETED");
    const paid = "select amount_minor as amount from payments where order_id = $1";
    expect(await installation.sql(paid, [keyOf(id)])).toEqual([{ amount: 1000 }]);
    const mails = await eventually(
      () => mailsTo(`${customer.username}@codequest.example`),
      (found) => found.some(({ subject }) => subject === "Your order at CodeQuest"),
    );
    const receipt = mails.find(({ subject }) => subject === "Your order at CodeQuest")!;
    expect(receipt.text).toContain(`€3.33 off with the code ${code}`);

    // Once for each account, also if the order is refunded.
    await admin.request(documents.RefundOrderDocument, { input: { id, reason: "Sorry." } });
    await until(customer, id, "REFUNDED");
    expect(await usesOf(code)).toBe(1);
    expect(await customer.errorOf(documents.PlaceOrderDocument, orderOf(products, code))).toMatchObject({ code: "CONFLICT" });
  });

  it("takes an amount off, never more than the prices, and then nothing is paid", async () => {
    const customer = await createLearner(api);
    const product = await productOnSale(admin);
    const { code } = await create({ amountMinor: 400, currency: "EUR" });
    expect(await read(customer, await place(customer, [product], code))).toMatchObject({
      ...{ discount: { amountMinor: 400 }, total: { amountMinor: 600 } },
    });
    const { code: most } = await create({ amountMinor: 5000, currency: "EUR" });
    const id = await place(customer, [product], most);
    expect(await until(customer, id, "COMPLETED")).toMatchObject({ discount: { amountMinor: 1000 }, total: { amountMinor: 0 } });
  });

  it("is given back by an order that is cancelled, declined or expired", async () => {
    const customer = await createLearner(api);
    const product = await productOnSale(admin);
    const { code } = await create({ percentBp: 1000, maxUses: 1 });
    const cancelled = await place(customer, [product], code);
    expect(await usesOf(code)).toBe(1);
    await customer.request(documents.CancelOrderDocument, { input: { id: cancelled } });
    await until(customer, cancelled, "CANCELLED");
    expect(await usesOf(code)).toBe(0);

    const declined = await place(customer, [product], code);
    await decide(api, await payable(customer, declined), "decline");
    await until(customer, declined, "DECLINED");
    expect(await usesOf(code)).toBe(0);

    const expired = await place(customer, [product], code);
    await payable(customer, expired);
    await installation.sql("update orders set expires_at = now(), due_at = now() where id = $1", [keyOf(expired)]);
    await until(customer, expired, "EXPIRED");
    expect(await usesOf(code)).toBe(0);
    // The order still says what it had.
    expect(await read(customer, expired)).toMatchObject({ discountCode: code, discount: { amountMinor: 100 } });
    await place(await createLearner(api), [product], code);
    expect(await usesOf(code)).toBe(1);
  });

  it("is refused with the reason, and then nothing is reserved", async () => {
    const customer = await createLearner(api);
    const product = await productOnSale(admin, { stock: 1 });
    const refusal = (code: string, change: object = {}) => customer.errorOf(documents.PlaceOrderDocument, orderOf([product], code, change));
    const unknown = { extensions: { code: "BAD_USER_INPUT", fields: [{ field: "input.discountCode", code: "UNKNOWN_VALUE" }] } };
    const hour = 3_600_000;
    const at = (ms: number) => new Date(Date.now() + ms).toISOString();
    expect(await refusal("NOT-A-CODE")).toMatchObject(unknown);
    expect(await refusal((await create({ percentBp: 1, startsAt: at(hour) })).code)).toMatchObject(unknown);
    const past = await create({ percentBp: 1, startsAt: at(-2 * hour), endsAt: at(hour) });
    await installation.sql("update discount_codes set ends_at = now() where id = $1", [keyOf(past.id)]);
    expect(await refusal(past.code)).toMatchObject(unknown);
    const ended = await create({ percentBp: 1 });
    await admin.request(documents.EndDiscountCodeDocument, { input: { id: ended.id } });
    expect(await refusal(ended.code)).toMatchObject(unknown);
    expect(await refusal((await create({ amountMinor: 1, currency: "USD" })).code)).toMatchObject(unknown);
    const minimum = await create({ percentBp: 1, currency: "EUR", minimumMinor: 1001 });
    expect(await refusal(minimum.code)).toMatchObject({
      extensions: { fields: [{ code: "OUT_OF_RANGE", minimum: 1001, actual: 1000 }] },
    });
    const [stock] = await installation.sql("select reserved from products where id = $1", [keyOf(product)]);
    expect(stock).toEqual({ reserved: 0 });
  });

  it("shows in a preview what an order would cost, or why it is refused, and is not used by it", async () => {
    const customer = await createLearner(api);
    const products = [await productOnSale(admin, { title: "One", stock: 1 }), await productOnSale(admin, { title: "Two" }, 333)];
    const { code } = await create({ percentBp: 2500, maxUses: 1 });
    const items = products.map((productId) => ({ productId, quantity: 1 }));
    const preview = (discountCode?: string, change: object = {}) => ({
      input: { currency: "EUR", items, discountCode: discountCode ?? null, ...change } as never,
    });
    const refusal = (discountCode?: string, change?: object, who = customer) =>
      who.errorOf(documents.OrderPreviewDocument, preview(discountCode, change));
    const { orderPreview } = await customer.request(documents.OrderPreviewDocument, preview(code.toLowerCase()));
    expect(orderPreview).toEqual({
      ...{
        discount: { amountMinor: 333, currency: "EUR" },
        net: { amountMinor: 840 },
        tax: { amountMinor: 160 },
        total: { amountMinor: 1000 },
      },
      lines: [
        {
          ...{ product: { id: products[0] }, quantity: 1, unitPrice: { amountMinor: 1000 }, taxMode: "INCLUSIVE", taxRateBp: 1900 },
          ...{ discount: { amountMinor: 250 }, net: { amountMinor: 630 }, tax: { amountMinor: 120 }, total: { amountMinor: 750 } },
        },
        {
          ...{ product: { id: products[1] }, quantity: 1, unitPrice: { amountMinor: 333 }, taxMode: "INCLUSIVE", taxRateBp: 1900 },
          ...{ discount: { amountMinor: 83 }, net: { amountMinor: 210 }, tax: { amountMinor: 40 }, total: { amountMinor: 250 } },
        },
      ],
    });
    const whole = (await customer.request(documents.OrderPreviewDocument, preview())).orderPreview;
    expect(whole).toMatchObject({ discount: { amountMinor: 0 }, total: { amountMinor: 1333 } });
    expect(await usesOf(code)).toBe(0);
    expect(await installation.sql("select reserved from products where id = $1", [keyOf(products[0]!)])).toEqual([{ reserved: 0 }]);

    expect(await refusal("NOT-A-CODE")).toMatchObject({ extensions: { fields: [{ field: "input.discountCode", code: "UNKNOWN_VALUE" }] } });
    expect(await refusal(undefined, { currency: "USD" })).toMatchObject({ extensions: { fields: [{ field: "input.currency" }] } });
    expect(await refusal(undefined, { items: [items[0], items[0]] })).toMatchObject({ extensions: { fields: [{ code: "DUPLICATE" }] } });
    expect(await refusal(undefined, { items: [{ productId: products[0], quantity: 2 }] })).toMatchObject({ code: "BAD_USER_INPUT" });

    // What the customer orders is what the preview said.
    expect(await read(customer, await place(customer, products, code))).toMatchObject({ total: orderPreview!.total });
    const other = await createLearner(api);
    expect(await refusal(undefined, undefined, other)).toMatchObject({
      extensions: { code: "OUT_OF_STOCK", fields: [{ field: "input.items.0.quantity", maximum: 0 }] },
    });
    expect(await refusal(code, { items: [items[1]] }, other)).toMatchObject({ code: "CONFLICT" });
  });

  it("cannot be guessed by previews", async () => {
    const customer = await createLearner(api);
    const items = [{ productId: await productOnSale(admin), quantity: 1 }];
    const guess = (n: number) =>
      customer.errorOf(documents.OrderPreviewDocument, { input: { currency: "EUR", items, discountCode: `GUESS-${n}` } as never });
    const refused = await Promise.all(Array.from({ length: 70 }, (_, n) => guess(n)));
    expect(refused.filter(({ code }) => code === "RATE_LIMITED")).toHaveLength(10);
  });

  it("is made and ended by admins", async () => {
    const refusal = (input: object) => admin.errorOf(documents.CreateDiscountCodeDocument, { input: { code: newCode(), ...input } });
    for (const wrong of [
      {},
      { percentBp: 1, amountMinor: 1, currency: "EUR" },
      { percentBp: 10_001 },
      { amountMinor: 1 },
      { amountMinor: 1, currency: "XXX" },
      { percentBp: 1, minimumMinor: 5 },
      { percentBp: 1, endsAt: new Date(0).toISOString() },
      { percentBp: 1, maxUses: 0 },
      { percentBp: 1, code: "no spaces" },
    ])
      expect(await refusal(wrong)).toMatchObject({ code: "BAD_USER_INPUT" });
    const { id, code } = await create({ percentBp: 5000, maxUses: 3 });
    expect(await refusal({ percentBp: 1, code: code.toLowerCase() })).toMatchObject({ code: "CONFLICT" });
    const valid = async () =>
      (await admin.request(documents.DiscountCodesDocument, { filter: { code, valid: true } })).discountCodes.nodes.map((node) => node.id);
    expect(await valid()).toEqual([id]);
    for (let calls = 0; calls < 2; calls++) await admin.request(documents.EndDiscountCodeDocument, { input: { id } });
    expect(await valid()).toEqual([]);
    const actions = await installation.sql("select action from audit_entries where subject_id = $1 order by id", [keyOf(id)]);
    expect(actions).toEqual([{ action: "discount-code.created" }, { action: "discount-code.ended" }]);
    const customer = await createLearner(api);
    expect(await customer.errorOf(documents.DiscountCodesDocument, {})).toMatchObject({ code: "FORBIDDEN" });
    expect(await customer.errorOf(documents.EndDiscountCodeDocument, { input: { id } })).toMatchObject({ code: "FORBIDDEN" });
  });

  it("with 10 uses left goes to exactly 10 of 200 concurrent orders, one for each account", async () => {
    const product = await productOnSale(admin);
    const { id, code } = await create({ percentBp: 1000, maxUses: 10 });
    const people = await Promise.all(Array.from({ length: 20 }, () => createLearner(api)));
    const placing = Array.from({ length: 200 }, (_, index) =>
      place(people[index % 20]!, [product], code).catch((error: unknown) =>
        String(error).includes("CONFLICT") ? null : Promise.reject(error as Error),
      ),
    );
    const placed = (await Promise.all(placing)).flatMap((order) => order ?? []);
    expect(placed).toHaveLength(10);
    expect(await usesOf(code)).toBe(10);
    const holders = await installation.sql("select distinct user_id from orders where discount_code_id = $1 and discount_used", [
      keyOf(id),
    ]);
    expect(holders).toHaveLength(10);
  });
});
