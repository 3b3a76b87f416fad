import { SECOND_MS } from "../../../../../kernel/units.js";
import { rows, type Database } from "../../../../../platform/database/database.js";
import { startRounds } from "../../../../../platform/jobs/rounds.js";
import type { Logger } from "../../../../../platform/telemetry/logger.js";
import type { BackgroundWork } from "../../../../contracts/module.js";
import type { DevelopmentStripe } from "./development-stripe.js";
import { renew } from "./subscription-life.js";

const TICK_MS = 10 * SECOND_MS;
const BATCH = 20;

/** Periods that have ended. Runs in every worker; the lock of the objects lets one renew a period. Returns how many. */
async function renewDue(db: Database, { change }: DevelopmentStripe): Promise<number> {
  const sql = `select id from development_billing_objects where due_at <= now() order by due_at limit ${BATCH}`;
  const due = await rows<{ id: string }>(db.em.fork(), sql);
  for (const { id } of due)
    await change(async (store) => {
      const subscription = await store.get("subscription", id);
      const isDue = subscription.ended_at === null && subscription.items.data[0].current_period_end <= store.now;
      if (isDue) await renew(store, subscription);
    });
  return due.length;
}

export function startRenewals(db: Database, log: Logger, stripe: DevelopmentStripe): BackgroundWork {
  const round = async (closing: AbortSignal) => {
    while (!closing.aborted && (await renewDue(db, stripe)) >= BATCH);
  };
  return startRounds(round, { everyMs: TICK_MS, log, failure: "periods of the built-in provider not renewed; will be retried" });
}
