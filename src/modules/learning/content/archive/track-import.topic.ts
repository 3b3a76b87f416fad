import * as z from "zod";
import { contract } from "../../../../kernel/contract.js";
import { id } from "../../../../kernel/schemas.js";
import type { PubSub } from "../../../../platform/redis/pub-sub.js";
import type { Logger } from "../../../../platform/telemetry/logger.js";

/** An import has changed. Watchers read the row. */
export const trackImportTopic = contract("track-import", z.object({ importId: id }));

/** Not awaited: watchers also read on a timer. */
export function publishTrackImport({ pubSub, log }: { pubSub: PubSub; log: Logger }, importId: string): void {
  pubSub
    .publish(trackImportTopic, importId, { importId })
    .catch((error: unknown) => log.warn({ err: error }, "import of a track not published"));
}
