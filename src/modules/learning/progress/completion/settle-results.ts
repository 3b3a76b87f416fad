import type { ProblemStatusChanged } from "../../../../events/problem-status-changed.event.js";
import type { quizAttemptGraded } from "../../../../events/quiz-attempt-graded.event.js";
import type { PayloadOf } from "../../../../kernel/contract.js";
import { rows, type Database } from "../../../../platform/database/database.js";
import type { ProgressChanges } from "../enrollments/progress-changes.js";

interface Dependencies {
  db: Database;
  changes: ProgressChanges;
}

/**
 * Handlers of problem-status.changed and quiz-attempt.graded. They only say where to look again: what is done is read from the results
 * themselves, so repeated, late and out-of-order events are harmless.
 */
export function createSettleProblem({ db, changes }: Dependencies): (event: ProblemStatusChanged) => Promise<void> {
  return async ({ userId, problemId }) => {
    const found = await rows<{ id: string }>(
      db.em.fork(),
      `select e.id from enrollments e where e.user_id = ? and (
         exists (select from lesson_blocks b join lessons l on l.id = b.lesson_id where b.problem_id = ? and l.track_id = e.track_id)
         or exists (select from assignment_problems ap join assignments a on a.id = ap.assignment_id
           join track_modules m on m.id = a.module_id where ap.problem_id = ? and m.track_id = e.track_id)) order by e.id`,
      [userId, problemId, problemId],
    );
    await changes.settle(
      found.map(({ id }) => id),
      true,
    );
  };
}

export function createSettleQuiz({ db, changes }: Dependencies): (event: PayloadOf<typeof quizAttemptGraded>) => Promise<void> {
  return async ({ userId, quizId }) => {
    const found = await rows<{ id: string }>(
      db.em.fork(),
      `select e.id from enrollments e where e.user_id = ?
         and exists (select from lesson_blocks b join lessons l on l.id = b.lesson_id where b.quiz_id = ? and l.track_id = e.track_id)
       order by e.id`,
      [userId, quizId],
    );
    await changes.settle(
      found.map(({ id }) => id),
      true,
    );
  };
}
