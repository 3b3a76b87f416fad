import * as z from "zod";
import { contract } from "../../../../kernel/contract.js";
import { id } from "../../../../kernel/schemas.js";
import type { PubSub } from "../../../../platform/redis/pub-sub.js";
import type { Logger } from "../../../../platform/telemetry/logger.js";

/** A verification has changed. Watchers read the row. */
export const verificationTopic = contract("verification", z.object({ verificationId: id }));

/** Not awaited: watchers also read on a timer. */
export function publishVerification({ pubSub, log }: { pubSub: PubSub; log: Logger }, verificationId: string): void {
  pubSub
    .publish(verificationTopic, verificationId, { verificationId })
    .catch((error: unknown) => log.warn({ err: error }, "verification not published"));
}
