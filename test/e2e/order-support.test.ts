/** What customers, support and admins may do with orders. */
import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import type { Client } from "../support/client.js";
import { eventually, WITHOUT_JUDGE } from "../support/events.js";
import * as documents from "../support/generated.js";
import { keyOf } from "../support/ids.js";
import { createInstallation, type Api, type Installation } from "../support/installation.js";
import { productOnSale } from "../support/orders.js";
import { createInstructor, createLearner } from "../support/scenario.js";

type Person = Awaited<ReturnType<typeof createLearner>>;

const KEY = "order-support";

let installation: Installation;
let api: Api;
let admin: Person;
let support: Person;
let customer: Person;
let teacher: Person;
beforeAll(async () => {
  installation = await createInstallation();
  api = await installation.startApi();
  await installation.startWorker(WITHOUT_JUDGE);
  admin = await createInstructor(installation, api, "ADMIN");
  teacher = await createInstructor(installation, api);
  [support, customer] = [await createLearner(api), await createLearner(api)];
});
afterAll(() => installation?.stop());

const refusal = async (call: Promise<{ code: string }>) => (await call).code;

async function place(productId: string): Promise<string> {
  const input = { idempotencyKey: randomUUID(), currency: "EUR", items: [{ productId }] };
  return (await customer.request(documents.PlaceOrderDocument, { input: input as never })).placeOrder.order.id;
}
const statusFor = async (who: Client, id: string) => (await who.request(documents.OrderDocument, { id })).order.status;
const until = (id: string, wanted: string) =>
  eventually(
    () => statusFor(customer, id),
    (status) => status === wanted,
  );
const orderIds = async (who: Client, filter: object) =>
  (await who.request(documents.OrdersDocument, { filter })).orders.nodes.map(({ id }) => id);

describe("support of orders", () => {
  it("is given and taken by admins, to accounts, and has an effect at once", async () => {
    const id = await place(await productOnSale(admin));
    for (const who of [support, teacher]) {
      expect(await refusal(who.errorOf(documents.OrdersDocument, {}))).toBe("FORBIDDEN");
      expect(await refusal(who.errorOf(documents.OrderDocument, { id }))).toBe("NOT_FOUND");
      expect(await refusal(who.errorOf(documents.CancelOrderDocument, { input: { id } }))).toBe("NOT_FOUND");
      expect(await refusal(who.errorOf(documents.RetryOrderDocument, { input: { id } }))).toBe("FORBIDDEN");
    }
    const grant = { userId: support.userId, key: KEY };
    expect(await refusal(support.errorOf(documents.GrantEntitlementDocument, { input: grant }))).toBe("FORBIDDEN");
    const { grantEntitlement } = await admin.request(documents.GrantEntitlementDocument, { input: grant });
    expect(await orderIds(support, { userId: customer.userId })).toContain(id);
    expect(await statusFor(support, id)).toBeTruthy();

    const input = { id: grantEntitlement.entitlement.id, reason: "Left the team." };
    await admin.request(documents.RevokeEntitlementDocument, { input });
    expect(await refusal(support.errorOf(documents.OrdersDocument, {}))).toBe("FORBIDDEN");
    await admin.request(documents.GrantEntitlementDocument, { input: grant });
    expect(await orderIds(support, { userId: customer.userId })).toContain(id);
  });

  it("is never sold", async () => {
    const grants = [{ key: KEY, quantity: 1, perPiece: false }];
    const input = { slug: `p-${randomUUID()}`, kind: "PLAN" as never, title: "Power", grants };
    expect(await refusal(admin.errorOf(documents.CreateProductDocument, { input }))).toBe("BAD_USER_INPUT");
  });

  it("finds stuck orders, tries them again, and cancels unpaid ones", async () => {
    const id = await place(await productOnSale(admin));
    await until(id, "AWAITING_PAYMENT");
    await installation.sql("update orders set failures = 3 where id = $1", [keyOf(id)]);
    const { orders } = await support.request(documents.OrdersDocument, { filter: { stuck: true } });
    expect(orders.nodes).toMatchObject([{ id, stuck: true, providerPaymentId: expect.any(String) }]);
    await support.request(documents.RetryOrderDocument, { input: { id } });
    expect(await orderIds(support, { stuck: true })).toEqual([]);
    await support.request(documents.CancelOrderDocument, { input: { id } });
    await until(id, "CANCELLED");
    const { history } = (await customer.request(documents.OrderDocument, { id })).order;
    expect(history.map(({ detail }) => detail)).toContain("Cancelled by support.");
    const actions = await installation.sql("select action, actor_id as actor from audit_entries where subject_id = $1 order by id", [
      keyOf(id),
    ]);
    const actor = keyOf(support.userId);
    expect(actions).toEqual([
      { action: "order.retried", actor },
      { action: "order.cancelled", actor },
    ]);
  });

  it("refunds nothing, and changes neither catalogue nor codes nor accounts", async () => {
    const productId = await productOnSale(admin, {}, 0);
    const id = await place(productId);
    await until(id, "COMPLETED");
    const who = support;
    const calls = [
      who.errorOf(documents.RefundOrderDocument, { input: { id, reason: "No." } }),
      who.errorOf(documents.RefundOrderPartDocument, { input: { id, expectedRevision: 1, amountMinor: 1, reason: "No." } }),
      who.errorOf(documents.ArchiveProductDocument, { input: { id: productId } }),
      who.errorOf(documents.CreateDiscountCodeDocument, { input: { code: "FREE", percentBp: 10_000 } }),
      who.errorOf(documents.GrantEntitlementDocument, { input: { userId: teacher.userId, key: KEY } }),
      who.errorOf(documents.AllInvoicesDocument, {}),
    ];
    expect(await Promise.all(calls.map(refusal))).toEqual(calls.map(() => "FORBIDDEN"));
    // An admin may.
    expect((await admin.request(documents.RefundOrderDocument, { input: { id, reason: "Sorry." } })).refundOrder.order.id).toBe(id);
  });
});
