import { classEnding } from "../../../../events/class-ending.event.js";
import { SECOND_MS } from "../../../../kernel/units.js";
import { rows, type Database } from "../../../../platform/database/database.js";
import { startRounds } from "../../../../platform/jobs/rounds.js";
import { announce } from "../../../../platform/outbox/outbox.js";
import type { Logger } from "../../../../platform/telemetry/logger.js";
import { record } from "../../../base/audit/record.js";
import type { BackgroundWork } from "../../../contracts/module.js";
import { NOTICE_DAYS } from "../class-limits.js";

const TICK_MS = 5 * SECOND_MS;

/**
 * Runs in every worker. Asks the present rows, so a date that moves takes its notice with it. Nothing is deleted: archiving makes a class
 * read-only, and reopening it makes it active again.
 */
export function startTermClock({ db, log }: { db: Database; log: Logger }): BackgroundWork {
  const round = async (closing: AbortSignal) => {
    for (const step of [tellOne, archiveOne]) while (!closing.aborted && (await step(db))) continue;
  };
  return startRounds(round, { everyMs: TICK_MS, log, failure: "ends of terms not checked; will be retried" });
}

/** True if there was one. */
function tellOne(db: Database): Promise<boolean> {
  return db.transaction(async (tx) => {
    const [ending] = await rows<{ id: string; archivesAt: Date }>(
      tx,
      `update classes set ending_notified_at = now() where id = (select id from classes where archived_at is null and ending_notified_at is null
         and archives_at <= now() + interval '${NOTICE_DAYS} days' order by archives_at limit 1 for update skip locked)
       returning id, archives_at as "archivesAt"`,
    );
    if (ending) announce(tx, classEnding, { classId: ending.id, archivesAt: ending.archivesAt.toISOString() });
    return ending !== undefined;
  });
}

/** Only classes whose instructors were told. A code of an archived class must not work again by itself. */
function archiveOne(db: Database): Promise<boolean> {
  return db.transaction(async (tx) => {
    const [ended] = await rows<{ id: string }>(
      tx,
      `update classes set archived_at = now(), join_code = null, join_code_expires_at = null, version = version + 1, updated_at = now()
       where id = (select id from classes where archived_at is null and ending_notified_at is not null and archives_at <= now()
         order by archives_at limit 1 for update skip locked) returning id`,
    );
    if (ended) record(tx, { actorId: null, action: "class.archived", subject: { type: "class", id: ended.id }, details: { by: "TERM" } });
    return ended !== undefined;
  });
}
