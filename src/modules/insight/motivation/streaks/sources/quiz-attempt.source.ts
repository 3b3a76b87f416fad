import { quizAttemptGraded } from "../../../../../events/quiz-attempt-graded.event.js";
import { rows } from "../../../../../platform/database/database.js";
import { practiceSource } from "./practice-source.js";

/** A finished attempt with at least one point, in a quiz that the learner has not written. */
export const quizAttempt = practiceSource({
  kind: "quiz-attempt",
  event: quizAttemptGraded,
  async read(em, { attemptId, userId, score }) {
    if (score <= 0) return null;
    const [found] = await rows<{ at: Date }>(
      em,
      `select a.ended_at as at from quiz_attempts a join quizzes q on q.id = a.quiz_id
       where a.id = ? and a.user_id = ? and not a.preview and q.owner_id <> a.user_id
         and not exists (select from quiz_co_authors c where c.quiz_id = q.id and c.user_id = a.user_id)`,
      [attemptId, userId],
    );
    return found ? { userId, causeId: attemptId, at: found.at } : null;
  },
});
