import * as z from "zod";
import { contract } from "../../../../kernel/contract.js";
import { id } from "../../../../kernel/schemas.js";
import type { PubSub } from "../../../../platform/redis/pub-sub.js";
import type { Logger } from "../../../../platform/telemetry/logger.js";

/** Something about a candidate or the sitting has changed. Watchers read again; the message carries no content. */
export const candidateTopic = contract("assessment-candidate", z.object({ candidateId: id }));

/** The assessment, or how far its candidates are, has changed. */
export const assessmentTopic = contract("assessment", z.object({ assessmentId: id }));

interface Others {
  pubSub: PubSub;
  log: Logger;
}

/** Best effort: watchers read again by themselves after a while. */
export function publishAssessment({ pubSub, log }: Others, assessmentId: string): void {
  pubSub
    .publish(assessmentTopic, assessmentId, { assessmentId })
    .catch((error: unknown) => log.warn({ err: error }, "assessment not published"));
}

/** For the candidate and for those who run the assessment. */
export function publishCandidate(others: Others, { candidateId, assessmentId }: { candidateId: string; assessmentId: string }): void {
  others.pubSub
    .publish(candidateTopic, candidateId, { candidateId })
    .catch((error: unknown) => others.log.warn({ err: error }, "candidate not published"));
  publishAssessment(others, assessmentId);
}
