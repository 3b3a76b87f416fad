import { createHash } from "node:crypto";
import type { quizAttemptGraded } from "../../../../events/quiz-attempt-graded.event.js";
import type { PayloadOf } from "../../../../kernel/contract.js";
import { rows, type Database } from "../../../../platform/database/database.js";
import { recordEvidence } from "./evidence.js";

/** Shares are sums of decimal weights. */
const ALL_POINTS = 1 - 1e-9;

/**
 * Handler of quiz-attempt.graded. An answer is correct if it earned all points of its question. Quizzes that show solutions later than
 * with the attempt, or never, are left out: mastery would tell what was right.
 */
export function createLearnFromQuiz({
  db,
}: {
  db: Database;
}): (event: PayloadOf<typeof quizAttemptGraded>, eventId: string) => Promise<void> {
  return ({ attemptId, userId, questions }, eventId) =>
    db.transaction(async (em) => {
      const [attempt] = await rows<{ at: Date }>(
        em,
        `select a.ended_at as at from quiz_attempts a join quizzes q on q.id = a.quiz_id
         where a.id = ? and a.user_id = ? and not a.preview and q.reveal = 'AFTER_ATTEMPT'`,
        [attemptId, userId],
      );
      if (!attempt) return;
      for (const { questionId, share, topicIds } of questions) {
        await recordEvidence(em, {
          ...{ userId, topicIds, at: attempt.at, correct: share >= ALL_POINTS },
          ...{ sourceKind: "QUIZ_ANSWER" as const, sourceId: answerId(attemptId, questionId), revision: eventId },
        });
      }
    });
}

/** UUIDv8 (RFC 9562, section 5.8): always the same for an attempt and a question. */
function answerId(attemptId: string, questionId: string): string {
  const bytes = createHash("sha256").update(`${attemptId} ${questionId}`).digest().subarray(0, 16);
  bytes[6] = (bytes[6]! & 0x0f) | 0x80;
  bytes[8] = (bytes[8]! & 0x3f) | 0x80;
  const hex = bytes.toString("hex");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}
