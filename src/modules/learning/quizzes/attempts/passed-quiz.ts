import { rows, type EntityManager } from "../../../../platform/database/database.js";

/** Share of the points of a quiz. */
export const PASSING_PERCENT = 60;

/**
 * Whether an account has passed a quiz, and when first; as of now, so it does not depend on the order of events. Previews do not count,
 * nor own quizzes. When the quiz reveals its solutions does not matter: learners see the score whenever it is final.
 */
export async function passedQuiz(em: EntityManager, userId: string, quizId: string): Promise<{ passed: boolean; at: Date | null }> {
  const [found] = await rows<{ passed: boolean; at: Date | null }>(
    em,
    `select coalesce(bool_or(passed), false) as passed, min(ended_at) filter (where passed) as at from (
       select a.ended_at, a.status = 'GRADED' and a.max_score > 0 and a.score * 100 >= a.max_score * ${PASSING_PERCENT} as passed
       from quiz_attempts a join quizzes q on q.id = a.quiz_id join users u on u.id = a.user_id
       where a.user_id = ? and a.quiz_id = ? and not a.preview and u.deleted_at is null
         and q.owner_id <> a.user_id and not exists (select from quiz_co_authors c where c.quiz_id = q.id and c.user_id = a.user_id)
     ) attempts`,
    [userId, quizId],
  );
  return found ?? { passed: false, at: null };
}
