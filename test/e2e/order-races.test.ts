/** Orders under concurrency and failure: the last pieces, events of payments in any number and order, and workers that die between steps. */
import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { ENTITIES } from "../../src/app/declared.js";
import { createPaymentsService, type PaymentsService } from "../../src/modules/commerce/payments/payments.service.js";
import type { PaymentState } from "../../src/modules/commerce/payments/payment-state.js";
import { createDatabase, type Database } from "../../src/platform/database/database.js";
import type { Client } from "../support/client.js";
import { eventually, WITHOUT_JUDGE } from "../support/events.js";
import {
  CancelOrderDocument,
  OrderDocument,
  PlaceOrderDocument,
  ProductDocument,
  RefundOrderDocument,
  SetSystemSettingDocument,
} from "../support/generated.js";
import { keyOf } from "../support/ids.js";
import { createInstallation, type Api, type Installation } from "../support/installation.js";
import { decide, productOnSale } from "../support/orders.js";
import { createInstructor, createLearner } from "../support/scenario.js";

type Person = Awaited<ReturnType<typeof createLearner>>;

let installation: Installation;
let api: Api;
let admin: Person;
let customer: Person;
let db: Database;
let payments: PaymentsService;
beforeAll(async () => {
  installation = await createInstallation();
  api = await installation.startApi();
  admin = await createInstructor(installation, api, "ADMIN");
  customer = await createLearner(api);
  for (const name of ["orders.perMinute", "orders.openLimit"])
    await admin.request(SetSystemSettingDocument, { input: { name, value: 1000, expectedRevision: 0 } as never });
  db = await createDatabase({ url: installation.env.DATABASE_URL!, poolMax: 4, entities: ENTITIES, migrationsFolder: "migrations" });
  payments = createPaymentsService({ db, provider: null });
});
afterAll(async () => {
  await db?.close();
  await installation?.stop();
});

const place = async (who: Client, productId: string) => {
  const input = { idempotencyKey: randomUUID(), currency: "EUR", items: [{ productId }] };
  return (await who.request(PlaceOrderDocument, { input: input as never })).placeOrder.order.id;
};
const statusOf = async (id: string) => (await customer.request(OrderDocument, { id })).order.status;
const until = (id: string, ...wanted: string[]) =>
  eventually(
    () => statusOf(id),
    (status) => wanted.includes(status),
  );
const historyOf = async (id: string) => (await customer.request(OrderDocument, { id })).order.history.map(({ status }) => status);
const redirectOf = async (id: string) => (await customer.request(OrderDocument, { id })).order.payment!.redirectUrl!;

describe("a worker that dies", () => {
  const GRANTS = [{ key: "seats", quantity: 1, perPiece: false }];
  const granted = async (id: string) =>
    (
      await installation.sql(
        "select 1 from entitlements e join order_lines l on l.id = e.reference where l.order_id = $1 and e.revoked_at is null",
        [id],
      )
    ).length;
  const killed = async (killAt: string) => installation.startWorker({ ...WITHOUT_JUDGE, killAt });

  it("before or after any step of a paid order gives everything once", async () => {
    const productId = await productOnSale(admin, { grants: GRANTS, stock: 100 });
    for (const point of ["reserved-before", "reserved-after", "paid-before", "paid-after", "fulfilled-before", "fulfilled-after"]) {
      const id = await place(customer, productId);
      const dying = await killed(`order-${point}`);
      const pay = async () => decide(api, await redirectOf(id), "pay");
      const isEarly = point.startsWith("reserved");
      if (!isEarly) {
        await until(id, "AWAITING_PAYMENT");
        await pay();
      }
      await dying.ended;
      const next = await installation.startWorker(WITHOUT_JUDGE);
      if (isEarly) {
        await until(id, "AWAITING_PAYMENT");
        await pay();
      }
      await until(id, "COMPLETED");
      await next.stop();
      expect([point, await historyOf(id), await granted(id)]).toEqual([
        point,
        ["RESERVED", "AWAITING_PAYMENT", "PAID", "FULFILLED", "COMPLETED"],
        1,
      ]);
    }
    expect((await admin.request(ProductDocument, { id: productId })).product.stock).toEqual({ total: 100, reserved: 0, sold: 6 });
    const receipts = "select 1 from development_payments where state = 'SUCCEEDED'";
    expect(await installation.sql(receipts)).toHaveLength(6);
  });

  it("before or after a compensation makes it once", async () => {
    const productId = await productOnSale(admin, { grants: GRANTS, stock: 100 });
    const worker = await installation.startWorker(WITHOUT_JUDGE);
    const ids = await Promise.all([1, 2, 3, 4].map(() => place(customer, productId)));
    for (const id of ids) await until(id, "AWAITING_PAYMENT");
    for (const id of ids.slice(2)) {
      await decide(api, await redirectOf(id), "pay");
      await until(id, "COMPLETED");
    }
    await worker.stop();
    for (const [index, point] of ["closing-before", "closing-after", "refunding-before", "refunding-after"].entries()) {
      const id = ids[index]!;
      const dying = await killed(`order-${point}`);
      if (index < 2) await customer.request(CancelOrderDocument, { input: { id } });
      else await admin.request(RefundOrderDocument, { input: { id, reason: "Test" } });
      await dying.ended;
      const next = await installation.startWorker(WITHOUT_JUDGE);
      await until(id, index < 2 ? "CANCELLED" : "REFUNDED");
      await next.stop();
      expect([point, await granted(id)]).toEqual([point, 0]);
    }
    expect((await admin.request(ProductDocument, { id: productId })).product.stock).toEqual({ total: 100, reserved: 0, sold: 0 });
  });
});

describe("concurrent orders", () => {
  it("for the last 50 places: 50 are fulfilled, nobody else is charged", async () => {
    await installation.startWorker(WITHOUT_JUDGE);
    const productId = await productOnSale(admin, { stock: 50 });
    const people = await Promise.all(Array.from({ length: 8 }, () => createLearner(api)));
    const order = async (who: Client) => {
      const input = { idempotencyKey: randomUUID(), currency: "EUR", items: [{ productId }] };
      return who.request(PlaceOrderDocument, { input: input as never }).then(
        ({ placeOrder }) => placeOrder.order.id,
        (error: unknown) => (String(error).includes("OUT_OF_STOCK") ? null : Promise.reject(error as Error)),
      );
    };
    const placed = await Promise.all(Array.from({ length: 200 }, (_, index) => order(people[index % 8]!)));
    const ids = placed.flatMap((id) => id ?? []).map(keyOf);
    expect(ids).toHaveLength(50);
    const payable = () =>
      installation.sql<{ url: string }>(
        "select y.redirect_url as url from payments y join orders o on o.id = y.order_id where o.id = any($1) and o.status = 'AWAITING_PAYMENT'",
        [ids],
      );
    const links = await eventually(payable, (found) => found.length === 50);
    await Promise.all(links.map(({ url }) => decide(api, url, "pay")));
    const ended = () => installation.sql("select 1 from orders where id = any($1) and status = 'COMPLETED'", [ids]);
    await eventually(ended, (found) => found.length === 50);
    const [product] = await installation.sql("select stock, reserved, sold from products where id = $1", [productId]);
    expect(product).toEqual({ stock: 50, reserved: 0, sold: 50 });
    const charged = await installation.sql(
      `select y.id from payments y join orders o on o.id = y.order_id join order_lines l on l.order_id = o.id
       where l.product_id = $1 and y.state = 'SUCCEEDED'`,
      [productId],
    );
    expect(charged).toHaveLength(50);
  });
});

describe("events of payments", () => {
  it("10,000 of them, repeated and in any order, change each payment once for each state", async () => {
    const ids = Array.from({ length: 200 }, () => randomUUID());
    await installation.sql(
      `insert into payments (id, order_id, provider, provider_payment_id, amount_minor, currency)
       select id, gen_random_uuid(), 'test', id::text, 100, 'EUR' from unnest($1::uuid[]) id`,
      [ids],
    );
    const states: PaymentState[] = ["FAILED", "SUCCEEDED", "REFUNDED"];
    const events = Array.from({ length: 10_000 }, (_, index) => {
      const paymentId = ids[index % ids.length]!;
      // A third of the payments is refunded, the others are paid.
      const state = states[Math.floor(index / ids.length) % (Number.parseInt(paymentId.slice(0, 2), 16) % 3 === 0 ? 3 : 2)]!;
      return { id: `${paymentId}-${state}`, paymentId, state, place: Math.random() };
    }).sort((a, b) => a.place - b.place);
    const tally: Record<string, number> = {};
    const queue = [...events];
    const drain = async () => {
      for (let event = queue.pop(); event; event = queue.pop()) {
        const outcome = await payments.receive("test", event);
        tally[outcome] = (tally[outcome] ?? 0) + 1;
      }
    };
    await Promise.all([drain(), drain(), drain(), drain()]);
    const distinct = new Set(events.map(({ id }) => id)).size;
    expect((tally.APPLIED ?? 0) + (tally.IGNORED ?? 0)).toBe(distinct);
    expect(tally.KNOWN).toBe(10_000 - distinct);
    const wrong = await installation.sql(
      `select y.id from payments y where y.provider = 'test' and y.state <>
         case when exists (select from payment_events e where e.provider_payment_id = y.provider_payment_id and e.state = 'REFUNDED')
           then 'REFUNDED' else 'SUCCEEDED' end`,
    );
    expect(wrong).toEqual([]);
  });
});
