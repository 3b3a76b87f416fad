import type { JudgementFinished } from "../../../../events/judgement-finished.event.js";
import { rows, type Database, type EntityManager } from "../../../../platform/database/database.js";
import { WRITTEN_BY } from "../../../practice/problems/list/problem-conditions.js";
import type { PubSub } from "../../../../platform/redis/pub-sub.js";
import type { Logger } from "../../../../platform/telemetry/logger.js";
import { publishMastery } from "../topics/mastery.topic.js";
import { recordEvidence } from "./evidence.js";

/** They say nothing about what the learner knows of a topic: failures of the system, withdrawn code, and code that does not compile. */
const NOT_COUNTED = new Set(["SYSTEM_ERROR", "CANCELLED", "COMPILATION_ERROR"]);
const ACCEPTED = "ACCEPTED";

export interface LearnersVerdict {
  submittedAt: Date;
  topicIds: string[];
}

/**
 * Null if the verdict is not for its sender to learn from: the problem is a draft, or the sender is one of its authors.
 */
export async function readLearnersVerdict(
  em: EntityManager,
  { submissionId, userId, problemId }: JudgementFinished,
): Promise<LearnersVerdict | null> {
  const [found] = await rows<LearnersVerdict>(
    em,
    `select s.created_at as "submittedAt", array(select topic_id from problem_topics where problem_id = p.id)::text[] as "topicIds"
     from submissions s join problems p on p.id = s.problem_id
     where s.id = ? and s.user_id = ? and p.id = ? and p.status <> 'DRAFT' and not ${WRITTEN_BY}`,
    [submissionId, userId, problemId, userId, userId],
  );
  return found ?? null;
}

interface Platform {
  db: Database;
  pubSub: PubSub;
  log: Logger;
}

/** Handler of judgement.finished. */
export function createLearnFromVerdict(platform: Platform): (event: JudgementFinished) => Promise<void> {
  return async (event) => {
    if (NOT_COUNTED.has(event.verdict)) return;
    await platform.db.transaction(async (em) => {
      const learned = await readLearnersVerdict(em, event);
      if (!learned || learned.topicIds.length === 0) return;
      const changed = await recordEvidence(em, {
        userId: event.userId,
        topicIds: learned.topicIds,
        sourceKind: "SUBMISSION",
        sourceId: event.submissionId,
        revision: event.judgementId,
        correct: event.verdict === ACCEPTED,
        at: learned.submittedAt,
      });
      if (changed.length > 0) em.afterCommit(() => publishMastery(platform, event.userId));
    });
  };
}
