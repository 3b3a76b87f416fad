/** Orders under concurrency and failure: the last pieces, events of payments in any number and order, and workers that die between steps. */
import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { ENTITIES } from "../../src/app/declared.js";
import { createEntitlementsService } from "../../src/modules/base/entitlements/entitlements.service.js";
import { createOrderClaims } from "../../src/modules/commerce/orders/order-worker.js";
import type { PaymentProvider } from "../../src/modules/commerce/payments/payment-provider.js";
import { createPaymentsService, type PaymentsService } from "../../src/modules/commerce/payments/payments.service.js";
import type { PaymentState } from "../../src/modules/commerce/payments/payment-state.js";
import { createDatabase, type Database, type Transaction } from "../../src/platform/database/database.js";
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
import { proven, PROVES_ALL } from "../support/proofs.js";
import { createInstructor, createLearner } from "../support/scenario.js";

/** Payments, and events of them: each event comes many times. All of them with `npm run test:long`. */
const [PAID, EVENTS] = PROVES_ALL ? [200, 10_000] : [40, 1000];
const STEPS = ["reserved", "paid", "fulfilled", "closing", "refunding"];
const DEATHS = STEPS.flatMap((step) => [`${step}-before`, `${step}-after`]);
const SHORTLY = ["reserved-after", "paid-after", "closing-after", "refunding-after"];
/** Points where a worker dies: before and after each step and compensation. `npm test` proves those where money or goods would be lost. */
const diesAt = (point: string): boolean => proven(DEATHS, SHORTLY).includes(point);

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
  payments = createPaymentsService({ db, providers: [], takes: "none" });
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

describe("concurrent orders", () => {
  it("that wait for a product leave connections to everyone else", async () => {
    const productId = await productOnSale(admin, { stock: 100 });
    const people = await Promise.all(Array.from({ length: 14 }, () => createLearner(api)));
    const waiting = () =>
      installation.sql("select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'");
    const placed = await db.transaction(async (tx) => {
      await tx.execute("select from products where id = ? for update", [keyOf(productId)]);
      const placing = people.map((who) => place(who, productId));
      await eventually(waiting, (found) => found.length >= 4);
      expect((await customer.request(ProductDocument, { id: productId })).product.id).toBe(productId);
      return { placing };
    });
    expect(await Promise.all(placed.placing)).toHaveLength(14);
  });

  it("for the last 50 places: 50 are fulfilled, nobody else is charged", async () => {
    const worker = await installation.startWorker(WITHOUT_JUDGE);
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
    await worker.stop();
  });
});

describe("an order without a worker", () => {
  it("expires before its payment is requested, and stays ended when a worker gives it back", async () => {
    const productId = await productOnSale(admin, { stock: 1 });
    const id = await place(customer, productId);
    const claims = createOrderClaims(db);
    const claim = (await claims.take(keyOf(id)))!;
    await installation.sql("update orders set expires_at = now() - interval '1 second', leased_until = null where id = $1", [keyOf(id)]);
    const worker = await installation.startWorker(WITHOUT_JUDGE);
    await until(id, "EXPIRED");
    await worker.stop();
    expect(await historyOf(id)).toEqual(["RESERVED", "CLOSING", "EXPIRED"]);
    const [{ attempt } = { attempt: 0 }] = await installation.sql<{ attempt: number }>("select attempt from orders where id = $1", [
      keyOf(id),
    ]);
    await claims.giveBack({ ...claim, attempt }, 1000);
    expect(await installation.sql("select due_at from orders where id = $1", [keyOf(id)])).toEqual([{ due_at: null }]);
  });
});

describe("a payment", () => {
  it("that is closed while it is created can't be paid, whichever comes first", async () => {
    const cancelled: string[] = [];
    let meanwhile: () => Promise<unknown> = async () => undefined;
    const provider: PaymentProvider = {
      name: "fake",
      async create({ key }) {
        await meanwhile();
        return { id: key, state: "PENDING", redirectUrl: "https://pay.example/" };
      },
      read: (paid) => Promise.resolve({ id: paid, state: "PENDING", redirectUrl: null }),
      async cancel(paid) {
        cancelled.push(paid);
        return { id: paid, state: "CANCELLED", redirectUrl: null };
      },
      refund: () => Promise.reject(new Error("nothing was paid")),
    };
    const service = createPaymentsService({ db, providers: [provider], takes: provider.name });
    const order = { id: randomUUID(), amountMinor: 100, currency: "EUR" };
    await db.transaction((tx) => service.open(tx, order));
    meanwhile = () => service.close(order.id);
    const started = await service.start({ ...order, description: "Test", returnUrl: "https://app.example/", expiresAt: new Date() });
    expect(started.state).toBe("CANCELLED");
    expect(cancelled).toEqual([started.providerPaymentId]);
  });
});

describe("plans", () => {
  it("of two orders that are fulfilled at the same moment follow one another", async () => {
    const entitlements = createEntitlementsService({ db });
    const [userId, source] = [keyOf(customer.userId), "PLAN"] as const;
    const grant = (tx: Transaction) =>
      entitlements.grant(tx, { key: "ai-quota", userId, source, days: 30, reference: randomUUID(), afterCurrent: true });
    await Promise.all(Array.from({ length: 4 }, () => db.transaction(grant)));
    const starts = await installation.sql("select distinct valid_from from entitlements where user_id = $1 and key = 'ai-quota'", [userId]);
    expect(starts).toHaveLength(4);
  });
});

describe("events of payments", () => {
  it(`${EVENTS} of them, repeated and in any order, change each payment once for each state`, async () => {
    const ids = Array.from({ length: PAID }, () => randomUUID());
    await installation.sql(
      `insert into payments (id, order_id, provider, provider_payment_id, amount_minor, currency)
       select id, gen_random_uuid(), 'test', id::text, 100, 'EUR' from unnest($1::uuid[]) id`,
      [ids],
    );
    const states: PaymentState[] = ["FAILED", "SUCCEEDED", "REFUNDED"];
    const events = Array.from({ length: EVENTS }, (_, index) => {
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
    expect(tally.KNOWN).toBe(EVENTS - distinct);
    const wrong = await installation.sql(
      `select y.id from payments y where y.provider = 'test' and y.state <>
         case when exists (select from payment_events e where e.provider_payment_id = y.provider_payment_id and e.state = 'REFUNDED')
           then 'REFUNDED' else 'SUCCEEDED' end`,
    );
    expect(wrong).toEqual([]);
  });
});

describe("a worker that dies", () => {
  const GRANTS = [{ key: "seats", quantity: 1, perPiece: false }];
  const granted = async (id: string) =>
    (
      await installation.sql(
        "select 1 from entitlements e join order_lines l on l.id = e.reference where l.order_id = $1 and e.revoked_at is null",
        [id],
      )
    ).length;
  /** A worker that kills itself there; resolves when it has. */
  const dies = async (point: string, cause: () => Promise<unknown> = async () => undefined) => {
    const worker = await installation.startWorker({ ...WITHOUT_JUDGE, killAt: `order-${point}` });
    await cause();
    await worker.ended;
  };

  const whileWorking = async (work: () => Promise<unknown>) => {
    const worker = await installation.startWorker(WITHOUT_JUDGE);
    await work();
    await worker.stop();
  };

  it("before or after each step and compensation of an order, leaves every effect once", async () => {
    const productId = await productOnSale(admin, { grants: GRANTS, stock: 100 });
    const [id, cancelled] = [await place(customer, productId), await place(customer, productId)];
    /** The cause happens in any case; the worker after it dies at each of the points that are proven. */
    const diesAround = async (step: string, cause: () => Promise<unknown> = async () => undefined) => {
      let caused = false;
      for (const point of [`${step}-before`, `${step}-after`].filter(diesAt)) {
        await dies(point, caused ? undefined : cause);
        caused = true;
      }
      if (!caused) await whileWorking(cause);
    };
    await diesAround("reserved");
    await diesAround("paid", async () => {
      await until(id, "AWAITING_PAYMENT");
      await until(cancelled, "AWAITING_PAYMENT");
      await decide(api, await redirectOf(id), "pay");
    });
    await diesAround("closing", async () => {
      await until(id, "COMPLETED");
      await customer.request(CancelOrderDocument, { input: { id: cancelled } });
    });
    expect([await granted(id), await granted(cancelled)]).toEqual([1, 0]);
    expect(await historyOf(id)).toEqual(["RESERVED", "AWAITING_PAYMENT", "PAID", "FULFILLED", "COMPLETED"]);
    // As an earlier version of the program left it, between two commits that are one now.
    const left = "update orders set status = 'FULFILLED', finished_at = null, due_at = now() where id = $1";
    await diesAround("fulfilled", () => installation.sql(left, [keyOf(id)]));
    await diesAround("refunding", async () => {
      await until(id, "COMPLETED");
      await admin.request(RefundOrderDocument, { input: { id, reason: "Test" } });
    });
    const last = await installation.startWorker(WITHOUT_JUDGE);
    await until(id, "REFUNDED");
    await until(cancelled, "CANCELLED");
    await last.stop();
    expect(await granted(id)).toBe(0);
    expect((await historyOf(id)).slice(-2)).toEqual(["REFUNDING", "REFUNDED"]);
    expect((await historyOf(cancelled)).slice(-2)).toEqual(["CLOSING", "CANCELLED"]);
    expect((await admin.request(ProductDocument, { id: productId })).product.stock).toEqual({ total: 100, reserved: 0, sold: 0 });
    const charges = `select d.state from development_payments d join payments y on y.provider_payment_id = d.id::text
      where y.order_id = any($1) order by d.state`;
    expect(await installation.sql(charges, [[id, cancelled]])).toEqual([{ state: "CANCELLED" }, { state: "REFUNDED" }]);
  });
});
