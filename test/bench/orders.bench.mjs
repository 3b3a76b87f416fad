/**
 * What orders cost beside bare BullMQ jobs with as many commits, how long a customer waits after the payment, and what others wait
 * meanwhile. Payments are those of the development provider, so NODE_ENV is not "production" here.
 */
import { Queue } from "bullmq";
import { Redis } from "ioredis";
import { randomUUID } from "node:crypto";
import { Agent } from "node:http";
import { decideOnPage, formTokenOf, sendDecision } from "../../scripts/lib/payment-page.mjs";
import { keyOf } from "../../scripts/lib/global-id.mjs";
import { openShop } from "../../scripts/lib/trial/customers.mjs";
import { sleep } from "../../scripts/lib/wait.mjs";
import { baseline } from "./support/bare.mjs";
import { clientOf } from "./support/client.mjs";
import { createInstallation, launch } from "./support/installation.mjs";
import { inTurn, median, percentile, timed } from "./support/measure.mjs";
import { besideABusyCore, paced } from "./support/paced.mjs";
import { STARTED, WITHOUT_JUDGE } from "./support/without-judge.mjs";

/** Orders of a round. */
const ORDERS = 60;
const ROUNDS = 6;
/** Until the programs of both sides run compiled: an order takes less CPU time from round to round before. */
const WARM_UP = 12;
/** Before them, to count their commits. */
const COUNTED_ROUNDS = 3;
/** Each request reads what its account has, so the orders belong to many. */
const CUSTOMERS = 40;
const AT_ONCE = 8;
/** Steps that a bare program would have: reserve and pay, fulfil, notify. */
const JOBS = 3;
/** Payments per second, and for how long: of 100 payments the slowest one would be the 99th percentile. */
const PAYMENTS = { perSecond: 4, seconds: 50 };
const PACE = { perSecond: 60, seconds: 10 };
const OTHERS_ROUNDS = 5;
/** Of a busy shop: with its customers they take about as much CPU time as one core has. */
const ORDERS_PER_SECOND = 25;
/** Each look costs time of the database. */
const POLL_MS = 10;
const QUEUE = "bench-commits";

const PLACE = "mutation ($input: PlaceOrderInput!) { placeOrder(input: $input) { order { id } } }";
const WATCH = "subscription ($id: ID!) { orderStatus(orderId: $id) { status } }";
const OTHERS = "{ products(first: 20) { nodes { id title prices { total { amountMinor } } } } problems(first: 20) { nodes { id title } } }";
const FINAL = ["COMPLETED", "DECLINED"];

export async function run({ row, env }) {
  const installation = await createInstallation({ ...env, NODE_ENV: "test", PAYMENT_PROVIDER: "development" });
  const { sql } = installation;
  await sql("create table bench_commits (id int primary key, n int not null)");
  await sql("insert into bench_commits select generate_series(0, 15), 0");
  const bare = await startBare({ ...env, DATABASE_URL: installation.env.DATABASE_URL });
  const clients = [];
  try {
    const api = await installation.startApi();
    await installation.startWorker(WITHOUT_JUDGE, STARTED);
    const { productId, customers } = await openShop({ urls: [api.url], query: sql }, { stock: 1_000_000, customers: CUSTOMERS });
    clients.push(...customers.map(({ token }) => clientOf(api, token)));
    const ours = shopOf({ api, sql, productId, clients });

    let decline = async () => {};
    const order = await commitsOf(sql, ours.delivered, () => ours.orders(ORDERS));
    const readForms = async () => {
      decline = await ours.decliningAll(ORDERS);
      await ours.delivered();
    };
    const webhook = await commitsOf(sql, readForms, () => decline());
    for (const [what, jobs, commits, before, work] of [
      ["one order, from its placing to COMPLETED", JOBS, order, ours.delivered, () => ours.orders(ORDERS)],
      [...["one webhook, from its arrival to the order's new status", 1, webhook], ...[readForms, () => decline()]],
    ]) {
      const figures = await inTurn(
        { ours: () => timed(work), bare: () => timed(() => bare.chains(Array.from({ length: ORDERS }, () => split(commits, jobs)))) },
        { rounds: ROUNDS, warmUp: WARM_UP, before },
      );
      row({
        ...{ what: `${what}, median of ${ORDERS} at once`, unit: "ms", target: { ratioAtMost: 1.5 } },
        ...{ value: median(figures.ours) / ORDERS, baselineValue: median(figures.bare) / ORDERS },
        baseline: `bare BullMQ, ${jobs} ${jobs === 1 ? "job" : "jobs"}, ${commits} commits`,
      });
      // Payments that are still open belong to the other figure.
      await (
        await ours.decliningAll()
      )();
    }

    // Chains and payments run at the same time, so both are under the same load.
    const { waits, chains } = await ours.paidWhile(PAYMENTS, () => timed(() => bare.chains([[1, 1, 1]])));
    row({
      ...{ what: `from the payment to the terminal event, p99 at ${PAYMENTS.perSecond}/s`, unit: "ms", target: { ratioAtMost: 3 } },
      ...{ value: percentile(waits, 0.99), baselineValue: percentile(chains, 0.99) },
      baseline: "three bare BullMQ jobs in a row, meanwhile",
    });

    // In turn, as the busy core alone makes such a percentile jump from round to round.
    const others = () => clients[0].request(OTHERS);
    const beside = (load) => async () => {
      let isOver = false;
      const loading = load(() => isOver);
      const figure = await paced(others, PACE);
      isOver = true;
      await loading;
      return figure;
    };
    const waited = await inTurn(
      {
        even: beside((isOver) => ours.arriving(ORDERS_PER_SECOND, isOver)),
        most: beside(async (isOver) => {
          while (!isOver()) await ours.orders(ORDERS);
        }),
        busy: () => besideABusyCore(() => paced(others, PACE)),
      },
      { rounds: OTHERS_ROUNDS, warmUp: 0, before: ours.delivered },
    );
    const busy = { unit: "ms", baseline: "beside a process that keeps a core busy", baselineValue: median(waited.busy) };
    const rounds = `p99, median of ${OTHERS_ROUNDS} rounds`;
    row({
      ...{ what: `requests of others while ${ORDERS_PER_SECOND} orders a second arrive, ${rounds}`, value: median(waited.even), ...busy },
      target: { ratioAtMost: 1.5 },
    });
    row({ what: `requests of others beside as many orders as both cores take, ${rounds}`, value: median(waited.most), ...busy });
  } finally {
    await Promise.all(clients.map((client) => client.close()));
    await bare.stop();
    await installation.stop();
  }
}

async function startBare(env) {
  const connection = new Redis(env.REDIS_URL, { maxRetriesPerRequest: null });
  const queue = new Queue(QUEUE, { connection });
  const worker = launch([baseline("bullmq-commits.mjs"), QUEUE], env);
  await worker.seen(/ready/);
  return {
    /** Resolves when the chains of jobs are over; each names the commits of its jobs. */
    async chains(all) {
      const chains = all.map((commits) => ({ id: randomUUID(), commits }));
      const over = chains.map(({ id }) => worker.seen(new RegExp(`^done ${id}$`)));
      for (const { id, commits } of chains) await queue.add(QUEUE, { id, commits }, { jobId: id, removeOnComplete: true });
      await Promise.all(over);
      worker.lines.splice(0, Infinity);
    },
    async stop() {
      await worker.stop();
      await queue.close();
      connection.disconnect();
    },
  };
}

/** Whole numbers that add up to `sum`. */
const split = (sum, parts) => Array.from({ length: parts }, (_, n) => Math.floor((sum * (n + 1)) / parts) - Math.floor((sum * n) / parts));

/** Transactions that wrote something while `work` ran, for each order. */
async function commitsOf(sql, before, work) {
  const next = async () => Number((await sql("select pg_snapshot_xmax(pg_current_snapshot())::text as xid"))[0].xid);
  let sum = 0;
  for (let round = 0; round < COUNTED_ROUNDS; round++) {
    await before();
    const first = await next();
    await work();
    sum += (await next()) - first;
  }
  return Math.round(sum / COUNTED_ROUNDS / ORDERS);
}

function shopOf({ api, sql, productId, clients }) {
  const place = async (n) => {
    const input = { idempotencyKey: randomUUID(), currency: "EUR", items: [{ productId, quantity: 1 }] };
    return (await clients[n % CUSTOMERS].request(PLACE, { input })).placeOrder.order.id;
  };
  const at = (page) => new URL(new URL(page).pathname, api.url);
  // Browsers and providers keep their connections.
  const agent = new Agent({ keepAlive: true });
  const decide = (page, outcome) => decideOnPage(at(page), outcome, { agent });
  /** Pages of all orders that await their payment. */
  const pages = () =>
    sql(`select o.id, y.redirect_url as page from orders o join payments y on y.order_id = o.id
      where o.status = 'AWAITING_PAYMENT' and y.state = 'PENDING' order by o.id`);
  const unfinished = async () => (await sql("select count(*)::int as count from orders where finished_at is null"))[0].count;
  const settled = async () => {
    while ((await unfinished()) > 0) await sleep(POLL_MS);
  };
  const share = (list, work) =>
    Promise.all(
      Array.from({ length: AT_ONCE }, async (_, n) => {
        for (let at = n; at < list.length; at += AT_ONCE) await work(list[at], at);
      }),
    );
  const awaiting = async (count) => {
    const missing = Math.max(0, count - (await pages()).length);
    await share(Array.from({ length: missing }), (_, n) => place(n));
    while ((await pages()).length < count) await sleep(POLL_MS);
  };

  return {
    /** Waits until all events have been delivered. */
    async delivered() {
      while ((await sql("select from outbox limit 1")).length > 0) await sleep(50);
    },

    /** Places orders until so many await their payment. */
    awaiting,

    /** Reads the forms of so many. Resolves to what declines them: what a provider sends, until the orders have ended. */
    async decliningAll(count = 0) {
      await awaiting(count);
      const list = await pages();
      await share(list, async (one) => (one.token = await formTokenOf(at(one.page), { agent })));
      return async () => {
        await share(list, ({ page, token }) => sendDecision(at(page), token, "decline", { agent }));
        await settled();
      };
    },

    /** So many orders from their placing to their end. */
    async orders(count) {
      await awaiting(count);
      await share(await pages(), ({ page }) => decide(page, "pay"));
      await settled();
    },

    /** Orders at an even pace, each paid as soon as it can be, until `isOver`. */
    async arriving(perSecond, isOver) {
      const pageOf = async (id) =>
        (await sql("select redirect_url as page from payments where order_id = $1 and redirect_url is not null", [id]))[0];
      const one = async (n) => {
        const id = keyOf(await place(n));
        let found;
        while (!(found = await pageOf(id))) await sleep(POLL_MS);
        await decide(found.page, "pay");
      };
      const start = performance.now();
      const running = [];
      for (let n = 0; !isOver(); n++) {
        await sleep(Math.max(0, start + (n * 1000) / perSecond - performance.now()));
        running.push(one(n));
      }
      await Promise.all(running);
      await settled();
    },

    /** Pays at an even pace while `chain` runs at the same pace. Resolves to the durations of both. */
    async paidWhile({ perSecond, seconds }, chain) {
      await awaiting(perSecond * seconds);
      const list = await pages();
      const owners = await sql("select id, user_id from orders where finished_at is null");
      const userOf = new Map(owners.map(({ id, user_id }) => [id, user_id]));
      const clientsByUser = new Map();
      for (const client of clients) clientsByUser.set(keyOf((await client.request("{ me { id } }")).me.id), client);
      const [waits, chains] = [[], []];
      const pay = async ({ id, page }) => {
        const watching = clientsByUser.get(userOf.get(id)).subscribe(WATCH, { id });
        // The present state arrives first: then it is watched.
        await watching.next();
        const begun = performance.now();
        void decide(page, "pay");
        for await (const { data } of watching) if (FINAL.includes(data.orderStatus.status)) waits.push(performance.now() - begun);
      };
      const start = performance.now();
      const running = [];
      for (const [n, one] of list.entries()) {
        await sleep(Math.max(0, start + (n * 1000) / perSecond - performance.now()));
        running.push(pay(one));
        running.push(chain().then((ms) => chains.push(ms)));
      }
      await Promise.all(running);
      return { waits, chains };
    },
  };
}
