import type { GuestRetired } from "../../../../events/guest-retired.event.js";
import { newId } from "../../../../kernel/ids.js";
import type { Database } from "../../../../platform/database/database.js";

/** Schedules the deletion of a guest, due now; the sweeper starts it. Safe to repeat, and without effect on accounts of people. */
export function createRetireGuest({ db }: { db: Database }): (event: GuestRetired) => Promise<void> {
  return async ({ userId }) => {
    await db.em.fork().execute(
      `insert into account_deletions (id, user_id, requested_by_id, reason, status, due_at, attempt, done, total)
       select ?, u.id, u.id, '', 'SCHEDULED', now(), 0, 0, 0 from users u where u.id = ? and u.guest and u.deleted_at is null
       on conflict (user_id) where status in ('SCHEDULED', 'RUNNING') do nothing`,
      [newId(), userId],
    );
  };
}
