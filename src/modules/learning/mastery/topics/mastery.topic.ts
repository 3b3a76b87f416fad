import * as z from "zod";
import { contract } from "../../../../kernel/contract.js";
import { id } from "../../../../kernel/schemas.js";
import type { PubSub } from "../../../../platform/redis/pub-sub.js";
import type { Logger } from "../../../../platform/telemetry/logger.js";

/** Answers of an account were counted. Watchers read its rows. */
export const masteryTopic = contract("mastery", z.object({ userId: id }));

/** Not awaited: watchers also read on a timer. */
export function publishMastery({ pubSub, log }: { pubSub: PubSub; log: Logger }, userId: string): void {
  pubSub.publish(masteryTopic, userId, { userId }).catch((error: unknown) => log.warn({ err: error }, "mastery not published"));
}
