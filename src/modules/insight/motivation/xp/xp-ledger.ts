/** The ledger of XP. Runs in the worker, inside the transaction of an event handler. */
import { levelReached } from "../../../../events/level-reached.event.js";
import { xpChanged } from "../../../../events/xp-changed.event.js";
import { idOfParts, newId } from "../../../../kernel/ids.js";
import { rows, textArray, type EntityManager } from "../../../../platform/database/database.js";
import { announce } from "../../../../platform/outbox/outbox.js";
import type { Assessment } from "./causes/xp-cause.js";
import { levelOf } from "./levels.js";
import { ENTRY_TOPICS_MOST } from "./xp-entry.entity.js";

/** With all topics above them, as topics are now. */
const WITH_TOPICS_ABOVE = `array(
  with recursive above as (
    select id, parent_id from topics where id = any(?::uuid[]) union select t.id, t.parent_id from topics t join above a on t.id = a.parent_id
  )
  select id from above order by id limit ${ENTRY_TOPICS_MOST}
)::text[]`;

interface Present {
  count: number;
  points: number;
  /** Of the newest row with points; null without rows. */
  earnedAt: Date | null;
  topicIds: string[] | null;
}

/**
 * Makes the ledger agree with an assessment: adds a row if the subject's points are missing, or one that takes them away. Returns
 * whether it did. Idempotent and independent of the order of events, as the assessment has the present state and the account is locked.
 */
export async function settle(em: EntityManager, kind: string, assess: () => Promise<Assessment | null>, userId: string): Promise<boolean> {
  await em.execute(
    `insert into xp_totals (user_id, points) select id, 0 from users where id = ? and deleted_at is null
     on conflict (user_id) do update set points = xp_totals.points`,
    [userId],
  );
  // Read after the lock, so that it is as new as what it is compared with.
  const assessed = await assess();
  if (!assessed) return false;
  const { subjectId, earned } = assessed;
  const [present] = await rows<Present>(
    em,
    `select count(*)::int as count, coalesce(sum(points), 0)::int as points,
       (array_agg(earned_at order by id desc) filter (where points > 0))[1] as "earnedAt",
       (select topic_ids from xp_entries where user_id = ? and cause_kind = ? and subject_id = ? and points > 0 order by id desc limit 1) as "topicIds"
     from xp_entries where user_id = ? and cause_kind = ? and subject_id = ?`,
    [userId, kind, subjectId, userId, kind, subjectId],
  );
  const { count, points, earnedAt, topicIds } = present!;
  if (earned === points > 0) return false;
  const causeId = count === 0 ? subjectId : idOfParts(subjectId, String(count));
  const row = earned
    ? { points: assessed.points, at: assessed.at, topics: WITH_TOPICS_ABOVE, topicIds: assessed.topicIds }
    : { points: -points, at: earnedAt!, topics: "?::text[]", topicIds: topicIds! };
  const [written] = await rows<{ total: number; topicIds: string[] }>(
    em,
    `with entry as (
       insert into xp_entries (id, user_id, cause_kind, cause_id, subject_id, points, topic_ids, earned_at)
       values (?, ?, ?, ?, ?, ?, ${row.topics}, ?) returning user_id, points, topic_ids
     )
     update xp_totals t set points = t.points + entry.points from entry where t.user_id = entry.user_id returning t.points as total, entry.topic_ids as "topicIds"`,
    [newId(), userId, kind, causeId, subjectId, row.points, textArray(row.topicIds), row.at],
  );
  const { total, topicIds: changedTopics } = written!;
  announce(em, xpChanged, { userId, topicIds: changedTopics });
  const level = levelOf(total);
  if (level > levelOf(total - row.points)) announce(em, levelReached, { userId, level });
  return true;
}
