import { lessonCompleted } from "../../../../events/lesson-completed.event.js";
import { moduleCompleted } from "../../../../events/module-completed.event.js";
import { trackCompleted } from "../../../../events/track-completed.event.js";
import { rows, type Transaction } from "../../../../platform/database/database.js";
import { announce } from "../../../../platform/outbox/outbox.js";
import { BLOCKS_OF_LESSON, partsOf } from "./counted.js";

export interface LockedEnrollment {
  id: string;
  userId: string;
  trackId: string;
}

/**
 * Completes what is complete: lessons whose counted blocks are all done, then modules and the track. Each at most once, as `completed_at` is never
 * overwritten. The caller holds the lock on the row of the enrolment, so that concurrent changes see each other and a track is completed
 * by one of them. Announces each completion in the same transaction. Returns whether anything was completed.
 */
export async function settle(tx: Transaction, { id, userId, trackId }: LockedEnrollment): Promise<boolean> {
  const lessons = await rows<{ lessonId: string }>(
    tx,
    `insert into lesson_progress as lp (user_id, lesson_id, completed_at)
     select e.user_id, l.id, clock_timestamp() from enrollments e join lessons l on l.track_id = e.track_id and l.status = 'PUBLISHED'
     cross join lateral ${BLOCKS_OF_LESSON} blocks
     left join lesson_progress known on known.user_id = e.user_id and known.lesson_id = l.id
     where e.id = ? and known.completed_at is null and blocks.total > 0 and blocks.done = blocks.total
     on conflict (user_id, lesson_id) do update set completed_at = excluded.completed_at returning lesson_id as "lessonId"`,
    [id],
  );
  const modules = await rows<{ moduleId: string }>(
    tx,
    `insert into module_completions (user_id, module_id)
     select ?, part.module_id from (${partsOf("e.id = ?")}) part group by part.module_id having bool_and(part.complete) and bool_or(part.is_lesson)
     on conflict do nothing returning module_id as "moduleId"`,
    [userId, id, id],
  );
  const [completed] = await rows<{ completedAt: Date }>(
    tx,
    `update enrollments set completed_at = clock_timestamp()
     where id = ? and completed_at is null and (select bool_and(part.complete) and bool_or(part.is_lesson) from (${partsOf("e.id = ?")}) part)
     returning completed_at as "completedAt"`,
    [id, id, id],
  );
  for (const { lessonId } of lessons) announce(tx, lessonCompleted, { userId, lessonId });
  for (const { moduleId } of modules) announce(tx, moduleCompleted, { userId, moduleId });
  if (completed) announce(tx, trackCompleted, { userId, trackId, completedAt: completed.completedAt.toISOString() });
  return lessons.length > 0 || completed !== undefined;
}
