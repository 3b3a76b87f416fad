import type { JudgementFinished } from "../../../../events/judgement-finished.event.js";
import type { quizAttemptGraded } from "../../../../events/quiz-attempt-graded.event.js";
import type { PayloadOf } from "../../../../kernel/contract.js";
import { rows, type Database } from "../../../../platform/database/database.js";
import { saveGrades } from "./compute-grades.js";

const OF_PROBLEM = `select a.id from class_assignment_problems i join class_assignments a on a.id = i.assignment_id
  join class_members m on m.class_id = a.class_id and m.role = 'LEARNER' where i.problem_id = ? and m.user_id = ? order by a.id`;
const OF_QUIZ = `select a.id from class_assignments a join class_members m on m.class_id = a.class_id and m.role = 'LEARNER'
  where a.quiz_id = ? and m.user_id = ? order by a.id`;

export interface GradeAttempts {
  /** Handler of judgement.finished, also for rejudges. */
  judged(event: JudgementFinished): Promise<void>;
  /** Handler of quiz-attempt.graded. */
  quizGraded(event: PayloadOf<typeof quizAttemptGraded>): Promise<void>;
}

/** Grades follow verdicts. They are computed from rows, so an event that comes twice or late changes nothing. */
export function createGradeAttempts({ db }: { db: Database }): GradeAttempts {
  const grade = async (sql: string, about: string, userId: string) => {
    for (const { id } of await rows<{ id: string }>(db.em.fork(), sql, [about, userId]))
      await db.transaction((tx) => saveGrades(tx, id, [userId]));
  };
  return {
    judged: ({ problemId, userId }) => grade(OF_PROBLEM, problemId, userId),
    quizGraded: ({ quizId, userId }) => grade(OF_QUIZ, quizId, userId),
  };
}
