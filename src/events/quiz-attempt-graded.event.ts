import * as z from "zod";
import { contract } from "../kernel/contract.js";
import { id } from "../kernel/schemas.js";

/** The result of a learner's attempt at a quiz is final. Announced again if staff change a grade. Never for previews. */
export const quizAttemptGraded = contract(
  "quiz-attempt.graded",
  z.object({
    attemptId: id,
    userId: id,
    quizId: id,
    score: z.number(),
    maxScore: z.number(),
    /** `share`: of the points, -1 to 1, before the quiz's penalty. `topicIds`: topics of the question when it was graded. */
    questions: z.array(z.object({ questionId: id, share: z.number(), topicIds: z.array(id) })),
  }),
);
