/** A subscription to one row: its present state, then each change. */
import { setTimeout as delay } from "node:timers/promises";
import type { PubSub, PubSubTopic } from "../platform/redis/pub-sub.js";
import type { Logger } from "../platform/telemetry/logger.js";
import { createInbox } from "./inbox.js";

/** Between two reads of one watcher: rows may change much faster. */
const PAUSE_MS = 250;
/** In case Redis loses an event without losing the connection. */
const REREAD_MS = 10_000;

interface RowStream<R> {
  pubSub: PubSub;
  log: Logger;
  /** Its messages say that the row should be read again. */
  topic: PubSubTopic<unknown>;
  read(id: string): Promise<R | undefined>;
  /** The stream ends after this state, or when the row is gone. */
  isFinal(row: R): boolean;
}

/**
 * Runs in the API. Subscribes, then reads: events, reconnects and a timer only say that the row should be read again, one read at a
 * time. So states are in order, and the last one is never missed.
 */
export async function watchRow<R extends { id: string }>(
  id: string,
  { pubSub, log, topic, read, isFinal }: RowStream<R>,
): Promise<AsyncIterableIterator<R>> {
  const cleanups: (() => void)[] = [];
  let open = true;
  const inbox = createInbox<R>({
    capacity: 1,
    keyOf: (row) => row.id,
    onClose() {
      open = false;
      cleanups.forEach((cleanup) => cleanup());
    },
  });
  let sent = "";
  const offer = (row: R | undefined) => {
    const text = JSON.stringify(row);
    if (row && text !== sent) inbox.push(row);
    sent = text;
    if (!row || isFinal(row)) inbox.end();
  };
  let isReading = true;
  let again = false;
  const refresh = async () => {
    again = true;
    if (isReading) return;
    isReading = true;
    try {
      while (again && open) {
        again = false;
        offer(await read(id));
        await delay(PAUSE_MS, undefined, { ref: false });
      }
    } catch (error) {
      log.warn({ err: error, topic: topic.name }, "row not read again");
    } finally {
      isReading = false;
    }
  };
  const onChange = () => void refresh();
  try {
    cleanups.push(await pubSub.subscribe(topic, id, onChange));
    cleanups.push(pubSub.onReconnect(onChange));
    const timer = setInterval(onChange, REREAD_MS);
    cleanups.push(() => clearInterval(timer));
    offer(await read(id));
  } catch (error) {
    await inbox.return!();
    throw error;
  }
  isReading = false;
  if (again) onChange();
  return inbox;
}
