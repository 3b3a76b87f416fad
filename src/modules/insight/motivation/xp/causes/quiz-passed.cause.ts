import { quizAttemptGraded } from "../../../../../events/quiz-attempt-graded.event.js";
import { passedQuiz, PASSING_PERCENT } from "../../../../learning/quizzes/attempts/passed-quiz.js";
import { xpCause } from "./xp-cause.js";

export const QUIZ_PASSED = "quiz-passed";

export const QUIZ_POINTS = 15;

/**
 * Once per quiz, however often it is repeated. None for previews. A regrade that leaves no passing attempt takes the points away.
 */
export const quizPassed = xpCause({
  kind: QUIZ_PASSED,
  description: `First attempt at a quiz with at least ${PASSING_PERCENT} % of its points: ${QUIZ_POINTS} XP. None for your own quizzes.`,
  event: quizAttemptGraded,
  async assess(em, { userId, quizId, questions }) {
    const { passed, at } = await passedQuiz(em, userId, quizId);
    const topicIds = questions.flatMap((question) => question.topicIds);
    return { userId, subjectId: quizId, earned: passed, points: QUIZ_POINTS, at: at ?? new Date(), topicIds };
  },
});
