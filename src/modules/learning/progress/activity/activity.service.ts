import type { SignedIn } from "../../../../access/viewer.js";
import { badInput } from "../../../../kernel/errors.js";
import { rows, unlessDeleted, type Database, type EntityManager } from "../../../../platform/database/database.js";
import { readOpenLesson, type LessonRow } from "../../content/lessons/lesson.rows.js";
import type { ProgressChanges } from "../enrollments/progress-changes.js";

/** What one report is worth at most: a learner who comes back after an hour has not read for an hour. */
export const MOST_CREDITED_SECONDS = 60;
const INT_MAX = 2_147_483_647;

export interface ActivityService {
  /** NOT_FOUND for a hidden lesson, ENTITLEMENT_REQUIRED for a locked one, BAD_USER_INPUT for a key that it does not have, CONFLICT without an enrolment. */
  record(viewer: SignedIn, lessonId: string, blockKey: string | null): Promise<LessonRow>;
}

export function createActivity({ db, changes }: { db: Database; changes: ProgressChanges }): ActivityService {
  return {
    async record(viewer, lessonId, blockKey) {
      const lesson = await readOpenLesson(db.em.fork(), viewer, lessonId);
      const writing = changes.change(viewer.id, lesson.trackId, async (tx, enrollment) => {
        if (blockKey !== null) await expectBlock(tx, lessonId, blockKey);
        const creditedMs = await credit(tx, viewer.id);
        await tx.execute(
          `insert into lesson_progress as lp (user_id, lesson_id, active_ms, last_viewed_at) values (?, ?, ?, clock_timestamp())
           on conflict (user_id, lesson_id) do update set last_viewed_at = excluded.last_viewed_at,
             active_ms = least(lp.active_ms::int8 + excluded.active_ms, ${INT_MAX})`,
          [viewer.id, lessonId, creditedMs],
        );
        await tx.execute(
          `update enrollments set last_block_key = case when ?::uuid is null and last_lesson_id = ? then last_block_key else ? end, last_lesson_id = ?
           where id = ?`,
          [blockKey, lessonId, blockKey, lessonId, enrollment.id],
        );
        return true;
      });
      await unlessDeleted("lesson", writing);
      return lesson;
    },
  };
}

/**
 * Milliseconds since the account's last report in any lesson, at most the limit; 0 for the first. On the database's clock, read after the
 * lock on the row, so that reports of several tabs together never count more than the time that has passed.
 */
async function credit(em: EntityManager, userId: string): Promise<number> {
  const [clock] = await rows<{ creditedMs: number }>(
    em,
    `insert into activity_clocks as clock (user_id, last_at) values (?, clock_timestamp())
     on conflict (user_id) do update set last_at = greatest(clock.last_at, clock_timestamp()), credited_ms = least(
       greatest(floor(extract(epoch from clock_timestamp() - clock.last_at) * 1000), 0), ${MOST_CREDITED_SECONDS * 1000})::int
     returning credited_ms as "creditedMs"`,
    [userId],
  );
  return clock!.creditedMs;
}

async function expectBlock(em: EntityManager, lessonId: string, key: string): Promise<void> {
  const [block] = await rows(em, "select 1 from lesson_blocks where lesson_id = ? and key = ?", [lessonId, key]);
  if (!block) throw badInput("input.blockKey", "The lesson has no such block.", "UNKNOWN_VALUE");
}
