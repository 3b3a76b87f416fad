import { quizAttemptGraded } from "../../../../events/quiz-attempt-graded.event.js";
import { messagesIn } from "../../../../messages/messages.js";
import { passedQuiz } from "../../../learning/quizzes/attempts/passed-quiz.js";
import { activityKind } from "./activity-kind.js";

/** Once per quiz. A regrade that leaves no passing attempt removes the entry. */
export const quizPassed = activityKind({
  name: "QUIZ_PASSED",
  title: "Quizzes passed",
  description: "Passed a quiz for the first time.",
  events: [quizAttemptGraded],
  subject: "Quiz",
  about: ({ userId, quizId }) => `${userId} ${quizId}`,
  async assess(em, { userId, quizId }) {
    const { passed, at } = await passedQuiz(em, userId, quizId);
    return { userId, causeId: quizId, holds: passed, at: at ?? new Date(), subjectId: quizId };
  },
  text: ({ title }, language) => messagesIn(language).activity.quizPassed(title),
});
