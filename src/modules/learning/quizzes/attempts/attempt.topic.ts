import * as z from "zod";
import { contract } from "../../../../kernel/contract.js";
import { id } from "../../../../kernel/schemas.js";
import type { PubSub } from "../../../../platform/redis/pub-sub.js";
import type { Logger } from "../../../../platform/telemetry/logger.js";

/** An attempt has changed. Watchers read the row. */
export const attemptTopic = contract("quiz-attempt", z.object({ attemptId: id }));

/** Not awaited: watchers also read on a timer. */
export function publishAttempt({ pubSub, log }: { pubSub: PubSub; log: Logger }, attemptId: string): void {
  pubSub.publish(attemptTopic, attemptId, { attemptId }).catch((error: unknown) => log.warn({ err: error }, "quiz attempt not published"));
}
