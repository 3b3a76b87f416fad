import * as z from "zod";
import { contract } from "../../../../kernel/contract.js";
import { id } from "../../../../kernel/schemas.js";
import type { PubSub } from "../../../../platform/redis/pub-sub.js";
import type { Logger } from "../../../../platform/telemetry/logger.js";

/** Something about a candidate or the sitting has changed. Watchers read again; the message carries no content. */
export const candidateTopic = contract("assessment-candidate", z.object({ candidateId: id }));

/** Best effort: watchers read again by themselves after a while. */
export function publishCandidate({ pubSub, log }: { pubSub: PubSub; log: Logger }, candidateId: string): void {
  pubSub
    .publish(candidateTopic, candidateId, { candidateId })
    .catch((error: unknown) => log.warn({ err: error }, "candidate not published"));
}
