import { quizAttemptGraded } from "../../../../../events/quiz-attempt-graded.event.js";
import { rows } from "../../../../../platform/database/database.js";
import { xpCause } from "./xp-cause.js";

export const QUIZ_PASSED = "quiz-passed";

export const QUIZ_POINTS = 15;
/** Share of the points of a quiz. */
export const PASSING_PERCENT = 60;

/**
 * Once per quiz, however often it is repeated. None for previews and for quizzes that reveal their results later than with the attempt,
 * or never. A regrade that leaves no passing attempt takes the points away.
 */
export const quizPassed = xpCause({
  kind: QUIZ_PASSED,
  description: `First attempt at a quiz with at least ${PASSING_PERCENT} % of its points: ${QUIZ_POINTS} XP. None for your own quizzes.`,
  event: quizAttemptGraded,
  async assess(em, { userId, quizId, questions }) {
    const [found] = await rows<{ earned: boolean; at: Date | null }>(
      em,
      `select coalesce(bool_or(passed), false) as earned, min(ended_at) filter (where passed) as at from (
         select a.ended_at, a.status = 'GRADED' and a.max_score > 0 and a.score * 100 >= a.max_score * ${PASSING_PERCENT} as passed
         from quiz_attempts a join quizzes q on q.id = a.quiz_id join users u on u.id = a.user_id
         where a.user_id = ? and a.quiz_id = ? and not a.preview and q.reveal = 'AFTER_ATTEMPT' and u.deleted_at is null
           and q.owner_id <> a.user_id and not exists (select from quiz_co_authors c where c.quiz_id = q.id and c.user_id = a.user_id)
       ) attempts`,
      [userId, quizId],
    );
    const topicIds = questions.flatMap((question) => question.topicIds);
    return { userId, subjectId: quizId, earned: found?.earned ?? false, points: QUIZ_POINTS, at: found?.at ?? new Date(), topicIds };
  },
});
