import * as z from "zod";
import { contract } from "../../../../kernel/contract.js";
import { id } from "../../../../kernel/schemas.js";
import type { PubSub } from "../../../../platform/redis/pub-sub.js";
import type { Logger } from "../../../../platform/telemetry/logger.js";

/** A set has changed, or one of its submissions was judged. Watchers read the row: counts are not worth a statement per judgement. */
export const rejudgingTopic = contract("rejudging", z.object({ rejudgingId: id }));

/** Not awaited: watchers also read on a timer. */
export function publishRejudging({ pubSub, log }: { pubSub: PubSub; log: Logger }, rejudgingId: string): void {
  pubSub
    .publish(rejudgingTopic, rejudgingId, { rejudgingId })
    .catch((error: unknown) => log.warn({ err: error }, "rejudging not published"));
}
