import { announcementDue } from "../../../events/announcement-due.event.js";
import { SECOND_MS } from "../../../kernel/units.js";
import { rows, type Database } from "../../../platform/database/database.js";
import { startRounds } from "../../../platform/jobs/rounds.js";
import type { Logger } from "../../../platform/telemetry/logger.js";
import { announce } from "../../../platform/outbox/outbox.js";
import type { BackgroundWork } from "../../contracts/module.js";

const TICK_MS = 2 * SECOND_MS;
/** Accounts per event. */
const SHARE = 500;

/**
 * Runs in every worker. Creates the notification events of announcements that have started: one per batch of accounts,
 * all in the transaction that marks the announcement, so each batch is created once. No transaction covers all accounts,
 * and if a worker dies, its batch is repeated without duplicates.
 */
export function startAnnouncementClock({ db, log }: { db: Database; log: Logger }): BackgroundWork {
  const round = async (closing: AbortSignal) => {
    while (!closing.aborted && (await orderOne(db)));
  };
  return startRounds(round, { everyMs: TICK_MS, log, failure: "announcements not checked; will be retried" });
}

/** True if an announcement was due. */
async function orderOne(db: Database): Promise<boolean> {
  return db.transaction(async (em) => {
    const [due] = await rows<{ id: string }>(
      em,
      `update announcements set notified_at = now() where id = (
         select id from announcements where notify and notified_at is null and withdrawn_at is null and starts_at <= now()
           and (ends_at is null or ends_at > now()) order by starts_at limit 1 for update skip locked)
       returning id`,
    );
    if (!due) return false;
    const ends = await rows<{ id: string }>(
      em,
      `select id from (select id, row_number() over (order by id) as place from users) account where place % ${SHARE} = 0 order by id`,
    );
    // The last batch is open-ended, for accounts created in the meantime.
    const limits = [null, ...ends.map(({ id }) => id), null];
    for (let i = 0; i + 1 < limits.length; i++) {
      announce(em, announcementDue, { announcementId: due.id, after: limits[i]!, until: limits[i + 1]! });
    }
    await em.flush();
    return true;
  });
}
