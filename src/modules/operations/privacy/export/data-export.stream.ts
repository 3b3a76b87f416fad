import { createInbox } from "../../../../graphql/inbox.js";
import { SECOND_MS } from "../../../../kernel/units.js";
import type { Logger } from "../../../../platform/telemetry/logger.js";
import type { PubSub } from "../../../../platform/redis/pub-sub.js";
import { dataExportTopic, isLaterExport, isOver, type DataExportRow } from "./data-export.rows.js";

const MOST_UNREAD = 16;
const REREAD_MS = 10 * SECOND_MS;

interface Dependencies {
  pubSub: PubSub;
  log: Logger;
}

/**
 * Runs in the API. Subscribes, then reads a snapshot: Redis confirms the subscription before the row is read. Only newer
 * states pass, and the stream ends with the export. The row is re-read after a Redis reconnect and on a slow timer.
 */
export async function watchDataExport(
  { pubSub, log }: Dependencies,
  exportId: string,
  read: () => Promise<DataExportRow>,
): Promise<AsyncIterableIterator<DataExportRow>> {
  const cleanups: (() => void)[] = [];
  const inbox = createInbox<DataExportRow>({
    capacity: MOST_UNREAD,
    keyOf: ({ id }) => id,
    onClose: () => cleanups.forEach((cleanup) => cleanup()),
  });
  let latest: DataExportRow | undefined;
  const offer = (row: DataExportRow) => {
    if (latest && !isLaterExport(row, latest)) return;
    latest = row;
    inbox.push(row);
    if (isOver(row)) inbox.end();
  };
  const reread = () => {
    read().then(offer, (error: unknown) => log.warn({ exportId, err: error }, "could not re-read an export"));
  };
  try {
    cleanups.push(await pubSub.subscribe(dataExportTopic, exportId, offer));
    cleanups.push(pubSub.onReconnect(reread));
    const timer = setInterval(reread, REREAD_MS);
    cleanups.push(() => clearInterval(timer));
    offer(await read());
  } catch (error) {
    await inbox.return();
    throw error;
  }
  return inbox;
}
