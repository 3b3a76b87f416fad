import { newId } from "../../../../kernel/ids.js";
import { DAY_MS } from "../../../../kernel/units.js";
import { rows, type Database, type EntityManager } from "../../../../platform/database/database.js";
import { on, type EventHandler } from "../../../../platform/outbox/outbox.js";
import type { PubSub } from "../../../../platform/redis/pub-sub.js";
import type { ActivityKind, Occurrence } from "../kinds/activity-kind.js";
import { ACTIVITY_KINDS } from "../kinds/kinds.js";
import { activityTopic, EVERYONE } from "./activity.topic.js";

/** Older occurrences are no news: an edit of a problem must not bring back an entry that retention has removed. */
export const OLDEST_DAYS = 30;

/**
 * Handlers of the events of all kinds. Each is one transaction, in the worker. Idempotent and independent of the order of events: an
 * assessment reads the present state behind a lock, and entries are unique per cause.
 */
export function activityHandlers({ db, pubSub }: { db: Database; pubSub: PubSub }): EventHandler[] {
  return ACTIVITY_KINDS.flatMap((kind) =>
    kind.events.map((event) =>
      on(event, `activity-${kind.name}-${event.name}`, (payload) =>
        db.transaction(async (tx) => {
          await rows(tx, "select pg_advisory_xact_lock(hashtextextended('activity:' || ?, 0))", [`${kind.name} ${kind.about(payload)}`]);
          const occurrence = await kind.assess(tx, payload);
          if (!occurrence || !(await record(tx, kind, occurrence))) return;
          tx.afterCommit(() => pubSub.publish(activityTopic, EVERYONE, { userId: occurrence.userId, change: "ENTRY" }));
        }),
      ),
    ),
  );
}

/** Returns whether there is a new entry. None for accounts that have paused recording; removals apply to them as well. */
export async function record(em: EntityManager, { name }: ActivityKind, occurrence: Occurrence): Promise<boolean> {
  const { userId, causeId, holds, at, subjectId = null, data = {} } = occurrence;
  if (!holds) {
    await em.execute("delete from activities where user_id = ? and kind = ? and cause_id = ?", [userId, name, causeId]);
    return false;
  }
  if (at.getTime() < Date.now() - OLDEST_DAYS * DAY_MS) return false;
  const made = await rows(
    em,
    `insert into activities (id, user_id, kind, cause_id, subject_id, data, at)
     select ?, u.id, ?, ?, ?, ?::jsonb, ? from users u left join activity_settings s on s.user_id = u.id
     where u.id = ? and u.deleted_at is null and coalesce(s.recording, true)
     on conflict on constraint activities_cause_unique do nothing returning 1`,
    [newId(), name, causeId, subjectId, JSON.stringify(data), at, userId],
  );
  return made.length > 0;
}
