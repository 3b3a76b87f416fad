import type { Database } from "../../../platform/database/database.js";
import { prepared } from "../../../platform/database/prepared.js";
import type { Jobs } from "../../../platform/jobs/jobs.js";
import type { Logger } from "../../../platform/telemetry/logger.js";
import { startClaimedWork, type Work } from "../../contracts/claimed-work.js";
import type { Claim, Claims } from "../../contracts/claims.js";
import type { BackgroundWork } from "../../contracts/module.js";
import { advanceOrder } from "./order-changes.js";
import { CLAIMED_COLUMNS, findOrder, type ClaimedOrder } from "./order.rows.js";
import type { Step } from "./order-steps.js";
import type { OrderStatus } from "./order-status.js";

/** Orders of a worker; each waits for the database and the provider most of the time. */
const AT_ONCE = 8;
const LEASE = "interval '15 seconds'";
const IS_DUE = "due_at <= now() and (leased_until is null or leased_until < now())";

export interface OrderClaim extends Claim {
  /** As it is claimed. */
  order: ClaimedOrder;
}

/** Claims of orders. Unlike other work, an order is claimed again for each wait between its steps: what ends a step ends the lease. */
export function createOrderClaims(db: Database): Claims<OrderClaim> & { next(claim: Claim): Promise<ClaimedOrder | null> } {
  const run = <T extends object>(sql: string, params: readonly unknown[]) => prepared<T>(db.em, sql, params);
  return {
    waiting: async (limit) =>
      (await run<{ id: string }>(`select id from orders where ${IS_DUE} order by due_at limit ?`, [limit])).map(({ id }) => id),

    async take(id) {
      const sql = `update orders o set attempt = o.attempt + 1, leased_until = now() + ${LEASE} where o.id = ? and ${IS_DUE}
        returning ${CLAIMED_COLUMNS}, o.attempt`;
      const [taken] = await run<ClaimedOrder & Claim>(sql, [id]);
      return taken ? { id, userId: taken.userId, attempt: taken.attempt, order: taken } : null;
    },

    /** The order, if it has more to do and nobody else has claimed it since. */
    async next({ id, attempt }) {
      const sql = `update orders o set leased_until = now() + ${LEASE} where o.id = ? and o.attempt = ? and o.due_at <= now()
        returning ${CLAIMED_COLUMNS}`;
      return (await run<ClaimedOrder>(sql, [id, attempt]))[0] ?? null;
    },

    renew: async ({ id, attempt }) =>
      (await run(`update orders set leased_until = now() + ${LEASE} where id = ? and attempt = ? returning 1`, [id, attempt])).length > 0,

    /** Without a wait, as when the worker stops, it is no failure. An order that has ended meanwhile stays ended: it is never due. */
    async giveBack({ id, attempt }, waitMs) {
      await run(
        `update orders set leased_until = null, failures = failures + case when ?::int > 0 then 1 else 0 end,
           due_at = case when due_at is not null then greatest(due_at, now() + ?::int * interval '1 millisecond') end
         where id = ? and attempt = ? returning 1`,
        [waitMs, waitMs, id, attempt],
      );
    },
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
  const work: Work<OrderClaim> = async (claim, keep) => {
    let order: ClaimedOrder | null = claim.order;
    while (order) {
      const step: Step | undefined = steps[order.status];
      if (!step) throw new Error(`Order ${order.status} is due, but has no step.`);
      const name = `order-${order.status.toLowerCase()}`;
      await keep();
      checkpoint(`${name}-before`);
      const more = await step(order, claim);
      checkpoint(`${name}-after`);
      order = more ? await claims.next(claim) : null;
    }
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
