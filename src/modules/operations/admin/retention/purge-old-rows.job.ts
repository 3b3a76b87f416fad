import * as z from "zod";
import { day } from "../../../../kernel/schemas.js";
import { DAY_MS, HOUR_MS, MINUTE_MS } from "../../../../kernel/units.js";
import { rows, type Database } from "../../../../platform/database/database.js";
import { startRounds } from "../../../../platform/jobs/rounds.js";
import { defineJob } from "../../../../platform/jobs/job.js";
import type { Jobs } from "../../../../platform/jobs/jobs.js";
import type { Logger } from "../../../../platform/telemetry/logger.js";
import { record } from "../../../base/audit/record.js";
import type { BackgroundWork, RetentionRule } from "../../../contracts/module.js";
import { KEPT_FOR_EVER } from "../../../contracts/setting.js";
import type { Settings } from "../../../base/settings/settings.service.js";

/** Runs once per UTC day. Idempotent. */
export const purgeOldRows = defineJob({
  name: "purge-old-rows",
  description: "Removes data older than its retention period, once a day.",
  // Added again every hour until the day's run has succeeded.
  renewed: true,
  payload: z.object({ day }),
  options: { attempts: 5, backoff: { type: "exponential", delay: 5000 } },
});

/** Rows per transaction. */
const BATCH = 1000;
/** Per rule and day; the rest is removed the next day. */
const MOST_BATCHES = 1000;

interface Dependencies {
  db: Database;
  jobs: Jobs;
  settings: Settings;
  log: Logger;
  /** Rules of all modules; complete after startup. */
  rules: readonly RetentionRule[];
}

/** Runs in every worker. Any worker may queue a day's job; one executes it. */
export function startRetention({ db, jobs, settings, log, rules }: Dependencies): BackgroundWork {
  const stopping = new AbortController();
  const worker = jobs.process(purgeOldRows, { concurrency: 1, lockMs: MINUTE_MS }, async ({ day }) => {
    // Reads the current settings: a default must not remove what an admin has chosen to keep.
    await settings.refresh();
    const removed: Record<string, number> = {};
    const failures: unknown[] = [];
    for (const rule of rules) {
      const days = settings.get(rule.days);
      if (days === KEPT_FOR_EVER) continue;
      const before = new Date(Date.now() - days * DAY_MS);
      try {
        await purge(rule, before, (count) => (removed[rule.name] = (removed[rule.name] ?? 0) + count));
      } catch (error) {
        // A failing rule does not block the others.
        failures.push(error);
        log.warn({ rule: rule.name, err: error }, "old rows not removed");
      }
    }
    await db.transaction(async (em) => {
      const sql = "insert into retention_runs (day, removed) values (?::date, ?::jsonb) on conflict do nothing";
      if (failures.length === 0) await em.execute(sql, [day, JSON.stringify(removed)]);
      if (Object.keys(removed).length > 0)
        record(em, { actorId: null, action: "retention.applied", subject: { type: "retention", id: null }, details: { day, removed } });
    });
    log.info({ day, removed }, "old rows removed");
    if (failures.length > 0) throw new AggregateError(failures, "some old rows were not removed");
  });

  async function purge(rule: RetentionRule, before: Date, onRemoved: (count: number) => void): Promise<void> {
    for (let batch = 0; batch < MOST_BATCHES; batch++) {
      stopping.signal.throwIfAborted();
      const gone = await db.transaction((em) => rule.purge(em, before, BATCH));
      if (gone > 0) onRemoved(gone);
      if (gone < BATCH) break;
    }
  }

  const look = async () => {
    const day = new Date().toISOString().slice(0, 10);
    const done = await rows(db.em.fork(), "select from retention_runs where day = ?::date", [day]);
    if (done.length === 0 && jobs.reachable()) await jobs.add(purgeOldRows, { day }, `purge-${day}`);
  };
  const looks = startRounds(look, { everyMs: HOUR_MS, log, failure: "retention not run; will be retried" });
  return {
    async close() {
      stopping.abort(new Error("The worker is stopping."));
      await looks.close();
      await worker.close();
    },
  };
}
