import type { quizAttemptGraded } from "../../../../events/quiz-attempt-graded.event.js";
import type { PayloadOf } from "../../../../kernel/contract.js";
import { idOfParts } from "../../../../kernel/ids.js";
import { rows, type Database } from "../../../../platform/database/database.js";
import type { PubSub } from "../../../../platform/redis/pub-sub.js";
import type { Logger } from "../../../../platform/telemetry/logger.js";
import { publishMastery } from "../topics/mastery.topic.js";
import { recordEvidence } from "./evidence.js";

interface Platform {
  db: Database;
  pubSub: PubSub;
  log: Logger;
}

/** Shares are sums of decimal weights. */
const ALL_POINTS = 1 - 1e-9;

/**
 * Handler of quiz-attempt.graded. An answer is correct if it earned all points of its question. Quizzes that show solutions later than
 * with the attempt, or never, are left out: mastery would tell what was right.
 */
export function createLearnFromQuiz(platform: Platform): (event: PayloadOf<typeof quizAttemptGraded>, eventId: string) => Promise<void> {
  return ({ attemptId, userId, questions }, eventId) =>
    platform.db.transaction(async (em) => {
      const [attempt] = await rows<{ at: Date }>(
        em,
        `select a.ended_at as at from quiz_attempts a join quizzes q on q.id = a.quiz_id
         where a.id = ? and a.user_id = ? and not a.preview and q.reveal = 'AFTER_ATTEMPT'`,
        [attemptId, userId],
      );
      if (!attempt) return;
      em.afterCommit(() => publishMastery(platform, userId));
      for (const { questionId, share, topicIds } of questions) {
        await recordEvidence(em, {
          ...{ userId, topicIds, at: attempt.at, correct: share >= ALL_POINTS },
          ...{ sourceKind: "QUIZ_ANSWER" as const, sourceId: idOfParts(attemptId, questionId), revision: eventId },
        });
      }
    });
}
