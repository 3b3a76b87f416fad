import { lessonCompleted } from "../../../../events/lesson-completed.event.js";
import { mayOpenTrack } from "../../../../access/premium.js";
import type { SignedIn } from "../../../../access/viewer.js";
import { AppError, badInput, notFound, nullIfNotFound } from "../../../../kernel/errors.js";
import { isId } from "../../../../kernel/ids.js";
import { rows, unlessDeleted, type Database, type EntityManager, type Transaction } from "../../../../platform/database/database.js";
import { announce } from "../../../../platform/outbox/outbox.js";
import { assignmentSql, type AssignmentRow } from "../../content/assignments/assignment.loaders.js";
import { readOpenLesson, type LessonRow } from "../../content/lessons/lesson.rows.js";
import { readTrack, trackLocked } from "../../content/tracks/track-access.js";
import type { ProgressChanges } from "../enrollments/progress-changes.js";
import { BLOCKS_OF_LESSON, BY_RESULT } from "./counted.js";

/** All are idempotent. NOT_FOUND for what the viewer may not read, CONFLICT without an enrolment. */
export interface CompletionService {
  /** BAD_USER_INPUT for a block that the lesson does not have, or that results complete. */
  completeBlock(viewer: SignedIn, lessonId: string, key: string): Promise<LessonRow>;
  /** Takes back the completion of the lesson too. */
  reopenBlock(viewer: SignedIn, lessonId: string, key: string): Promise<LessonRow>;
  /** Completes all blocks that results do not complete. CONFLICT while a problem or a quiz is not done; then nothing changes. */
  completeLesson(viewer: SignedIn, lessonId: string): Promise<LessonRow>;
  reopenLesson(viewer: SignedIn, lessonId: string): Promise<LessonRow>;
  /** Of a task. BAD_USER_INPUT for other assignments. */
  completeAssignment(viewer: SignedIn, assignmentId: string): Promise<AssignmentRow>;
  reopenAssignment(viewer: SignedIn, assignmentId: string): Promise<AssignmentRow>;
}

export function createCompletion({ db, changes }: { db: Database; changes: ProgressChanges }): CompletionService {
  const inLesson = async (viewer: SignedIn, lessonId: string, apply: (tx: Transaction) => Promise<boolean>) => {
    const lesson = await readOpenLesson(db.em.fork(), viewer, lessonId);
    await unlessDeleted("lesson", changes.change(viewer.id, lesson.trackId, apply));
    return lesson;
  };

  const inAssignment = async (viewer: SignedIn, assignmentId: string, apply: (tx: Transaction) => Promise<boolean>) => {
    const em = db.em.fork();
    const [assignment] = isId(assignmentId) ? await rows<AssignmentRow>(em, `${assignmentSql} where a.id = ?`, [assignmentId]) : [];
    const track = assignment && (await nullIfNotFound(readTrack(em, viewer, { id: assignment.trackId })));
    if (!track) throw notFound("assignment");
    if (!mayOpenTrack(viewer, track.id, track)) throw trackLocked();
    if (assignment.kind !== "TASK") throw badInput("input.assignmentId", "It is complete when its problems are solved.");
    await unlessDeleted("assignment", changes.change(viewer.id, assignment.trackId, apply));
    return assignment;
  };

  return {
    completeBlock: (viewer, lessonId, key) =>
      inLesson(viewer, lessonId, async (tx) => {
        await expectMarkable(tx, lessonId, key);
        return changed(
          tx,
          "insert into block_completions (user_id, lesson_id, block_key) values (?, ?, ?) on conflict do nothing returning 1",
          [viewer.id, lessonId, key],
        );
      }),

    reopenBlock: (viewer, lessonId, key) =>
      inLesson(viewer, lessonId, async (tx) => {
        await expectMarkable(tx, lessonId, key);
        const sql = "delete from block_completions where user_id = ? and lesson_id = ? and block_key = ? returning 1";
        const removed = await changed(tx, sql, [viewer.id, lessonId, key]);
        return (await withdraw(tx, viewer, lessonId)) || removed;
      }),

    completeLesson: (viewer, lessonId) =>
      inLesson(viewer, lessonId, async (tx) => {
        const marked = await changed(
          tx,
          `insert into block_completions (user_id, lesson_id, block_key)
           select ?, b.lesson_id, b.key from lesson_blocks b where b.lesson_id = ? and b.kind not in (?) on conflict do nothing returning 1`,
          [viewer.id, lessonId, BY_RESULT],
        );
        await expectResults(tx, viewer, lessonId);
        const completed = await changed(
          tx,
          `insert into lesson_progress as lp (user_id, lesson_id, completed_at) values (?, ?, clock_timestamp())
           on conflict (user_id, lesson_id) do update set completed_at = excluded.completed_at where lp.completed_at is null returning 1`,
          [viewer.id, lessonId],
        );
        if (completed) announce(tx, lessonCompleted, { userId: viewer.id, lessonId });
        return marked || completed;
      }),

    reopenLesson: (viewer, lessonId) =>
      inLesson(viewer, lessonId, async (tx) => {
        const sql = "delete from block_completions where user_id = ? and lesson_id = ? returning 1";
        const removed = await changed(tx, sql, [viewer.id, lessonId]);
        return (await withdraw(tx, viewer, lessonId)) || removed;
      }),

    completeAssignment: (viewer, assignmentId) =>
      inAssignment(viewer, assignmentId, (tx) =>
        changed(tx, "insert into assignment_completions (user_id, assignment_id) values (?, ?) on conflict do nothing returning 1", [
          viewer.id,
          assignmentId,
        ]),
      ),

    reopenAssignment: (viewer, assignmentId) =>
      inAssignment(viewer, assignmentId, (tx) =>
        changed(tx, "delete from assignment_completions where user_id = ? and assignment_id = ? returning 1", [viewer.id, assignmentId]),
      ),
  };
}

/** For a statement that returns a row for each change. */
async function changed(em: EntityManager, sql: string, params: readonly unknown[]): Promise<boolean> {
  return (await rows(em, sql, params)).length > 0;
}

function withdraw(em: EntityManager, { id }: SignedIn, lessonId: string): Promise<boolean> {
  const sql = `update lesson_progress set completed_at = null where user_id = ? and lesson_id = ? and completed_at is not null returning 1`;
  return changed(em, sql, [id, lessonId]);
}

async function expectMarkable(em: EntityManager, lessonId: string, key: string): Promise<void> {
  const sql = "select kind from lesson_blocks where lesson_id = ? and key = ?";
  const [block] = await rows<{ kind: string }>(em, sql, [lessonId, key]);
  if (!block) throw badInput("input.key", "The lesson has no such block.", "UNKNOWN_VALUE");
  if (BY_RESULT.includes(block.kind)) throw badInput("input.key", "It is complete when the problem is solved, or the quiz is graded.");
}

async function expectResults(em: EntityManager, { id }: SignedIn, lessonId: string): Promise<void> {
  const [lesson] = await rows<{ awaitsResult: boolean }>(
    em,
    `select blocks."awaitsResult" from enrollments e join lessons l on l.track_id = e.track_id cross join lateral ${BLOCKS_OF_LESSON} blocks
     where e.user_id = ? and l.id = ?`,
    [id, lessonId],
  );
  if (lesson?.awaitsResult) throw new AppError("CONFLICT", "Solve the problems and take the quizzes of the lesson first.");
}
