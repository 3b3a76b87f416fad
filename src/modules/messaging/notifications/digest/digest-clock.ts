import { digestDue } from "../../../../events/digest-due.event.js";
import { MINUTE_MS, SECOND_MS } from "../../../../kernel/units.js";
import { rows, type Database } from "../../../../platform/database/database.js";
import { startRounds } from "../../../../platform/jobs/rounds.js";
import type { Logger } from "../../../../platform/telemetry/logger.js";
import { announce } from "../../../../platform/outbox/outbox.js";
import type { BackgroundWork } from "../../../contracts/module.js";
import { periodOf } from "./digest-period.js";

const BATCH = 200;

interface Due {
  userId: string;
  period: string;
  since: Date;
  until: Date;
}

/**
 * Runs in every worker. Claims accounts whose period has ended: updates the row and creates the digest event in one
 * transaction, so each period has exactly one digest, regardless of the number of workers and crashes. After days without
 * a worker, only the last period's digest is sent.
 */
export function startDigestClock({ db, log, tickMs = MINUTE_MS }: { db: Database; log: Logger; tickMs?: number }): BackgroundWork {
  const round = async (closing: AbortSignal) => {
    while (!closing.aborted && (await takeDue(db)) === BATCH);
  };
  return startRounds(round, { everyMs: Math.max(SECOND_MS, tickMs), log, failure: "digests not checked; will be retried" });
}

/** Returns the number of claimed accounts. */
async function takeDue(db: Database): Promise<number> {
  const now = new Date();
  return db.transaction(async (em) => {
    const zones = await rows<{ timezone: string }>(
      em,
      "select distinct u.timezone from digest_schedules d join users u on u.id = d.user_id",
    );
    if (zones.length === 0) return 0;
    const periods = zones.flatMap(({ timezone }) =>
      (["DAILY", "WEEKLY"] as const).map((frequency) => ({ timezone, frequency, period: periodOf(now, timezone, frequency) })),
    );
    // Only forward: after a move to a western time zone, this period's digest has already been sent.
    const due = await rows<Due>(
      em,
      `with due as (
         select d.user_id, p.period, d.covered_until from digest_schedules d join users u on u.id = d.user_id
         join jsonb_to_recordset(?::jsonb) as p (timezone text, frequency text, period date)
           on p.timezone = u.timezone and p.frequency = d.frequency
         where d.period < p.period limit ${BATCH} for update of d skip locked
       )
       update digest_schedules d set period = due.period, covered_until = now() from due where d.user_id = due.user_id
       returning d.user_id as "userId", d.period::text as period, due.covered_until as since, d.covered_until as until`,
      [JSON.stringify(periods)],
    );
    for (const { userId, period, since, until } of due) {
      announce(em, digestDue, { userId, period, since: since.toISOString(), until: until.toISOString() });
    }
    await em.flush();
    return due.length;
  });
}
