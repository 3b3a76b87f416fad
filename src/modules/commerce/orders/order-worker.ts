import { rows, type Database } from "../../../platform/database/database.js";
import type { Jobs } from "../../../platform/jobs/jobs.js";
import type { Logger } from "../../../platform/telemetry/logger.js";
import { startClaimedWork, type Work } from "../../contracts/claimed-work.js";
import type { Claim, Claims } from "../../contracts/claims.js";
import type { BackgroundWork } from "../../contracts/module.js";
import { advanceOrder } from "./order-changes.js";
import { findOrder } from "./order.rows.js";
import type { Step } from "./order-steps.js";
import type { OrderStatus } from "./order-status.js";

/** Orders of a worker; each waits for the database and the provider most of the time. */
const AT_ONCE = 8;
const LEASE = "interval '15 seconds'";
const IS_DUE = "due_at <= now() and (leased_until is null or leased_until < now())";

/** Claims of orders. Unlike other work, an order is claimed again for each wait between its steps. */
export function createOrderClaims(
  db: Database,
): Claims & { release(claim: Claim): Promise<void>; hasWork(claim: Claim): Promise<boolean> } {
  const run = <T extends object>(sql: string, params: readonly unknown[]) => rows<T>(db.em.fork(), sql, params);
  return {
    waiting: async (limit) =>
      (await run<{ id: string }>(`select id from orders where ${IS_DUE} order by due_at limit ?`, [limit])).map(({ id }) => id),

    async take(id) {
      const sql = `update orders set attempt = attempt + 1, leased_until = now() + ${LEASE} where id = ? and ${IS_DUE}
        returning id, user_id as "userId", attempt`;
      return (await run<Claim>(sql, [id]))[0] ?? null;
    },

    renew: async ({ id, attempt }) =>
      (await run(`update orders set leased_until = now() + ${LEASE} where id = ? and attempt = ? returning 1`, [id, attempt])).length > 0,

    /** Without a wait, as when the worker stops, it is no failure. An order that has ended meanwhile stays ended: it is never due. */
    async giveBack({ id, attempt }, waitMs) {
      await run(
        `update orders set leased_until = null, failures = failures + case when ? > 0 then 1 else 0 end,
           due_at = case when due_at is not null then greatest(due_at, now() + ? * interval '1 millisecond') end
         where id = ? and attempt = ? returning 1`,
        [waitMs, waitMs, id, attempt],
      );
    },

    async release({ id, attempt }) {
      await run("update orders set leased_until = null where id = ? and attempt = ? returning 1", [id, attempt]);
    },

    hasWork: async ({ id, attempt }) =>
      (await run("select 1 from orders where id = ? and attempt = ? and due_at <= now()", [id, attempt])).length > 0,
  };
}

interface Dependencies {
  db: Database;
  jobs: Jobs;
  log: Logger;
  steps: Partial<Record<OrderStatus, Step>>;
  /** Called before and after each step, as `order-paid-before`. */
  checkpoint(name: string): void;
}

/** Runs in every worker: takes claimed orders through their steps, as far as they go without waiting. */
export function startOrderWorker({ db, jobs, log, steps, checkpoint }: Dependencies): BackgroundWork {
  const claims = createOrderClaims(db);
  const work: Work = async (claim, keep) => {
    while (await claims.hasWork(claim)) {
      const order = (await findOrder(db.em.fork(), claim.id))!;
      const step = steps[order.status];
      if (!step) throw new Error(`Order ${order.status} is due, but has no step.`);
      const name = `order-${order.status.toLowerCase()}`;
      await keep();
      checkpoint(`${name}-before`);
      await step(order, claim);
      checkpoint(`${name}-after`);
    }
    await claims.release(claim);
  };
  return startClaimedWork({ jobs, log, claims: { ...claims, giveBack: giveBackFailed }, job: advanceOrder, work, concurrency: AT_ONCE });

  /** The attempt counts every claim, so the pause follows from the failures of the present step instead. */
  async function giveBackFailed(claim: Claim, waitMs: number): Promise<void> {
    const failures = waitMs > 0 ? ((await findOrder(db.em.fork(), claim.id))?.failures ?? 0) : 0;
    await claims.giveBack(claim, waitMs > 0 ? Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** failures) : 0);
  }
}

const FIRST_WAIT_MS = 2000;
const LONGEST_WAIT_MS = 600_000;
