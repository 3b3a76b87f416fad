/** A subscription to what rows say: it reads them again whenever they may have changed. */
import { setTimeout as delay } from "node:timers/promises";
import type { PubSub, PubSubTopic } from "../platform/redis/pub-sub.js";
import type { Logger } from "../platform/telemetry/logger.js";
import { createInbox, type Inbox } from "./inbox.js";

/** Between two reads of one watcher: rows may change much faster. */
const PAUSE_MS = 250;

interface RereadStream<R, M> {
  pubSub: PubSub;
  log: Logger;
  /** Its messages say that the rows should be read again. */
  topic: PubSubTopic<M>;
  /** Of a channel that many watchers share: whether the message is of interest to this one. Default: all are. */
  concerns?(message: M): boolean;
  /** Unread states that are kept; older states of the same row go first. */
  capacity: number;
  /** In case Redis loses an event without losing the connection. */
  rereadMs: number;
  /** Reads once and pushes what is new. */
  read(inbox: Inbox<R>): Promise<void>;
}

/**
 * Runs in the API. Subscribes, then reads: events, reconnects and a timer only say that the rows should be read again, one read at a
 * time. So states are in order, and the last one is never missed. A failure of the first read is thrown, later ones are logged.
 */
export async function watchRereads<R extends { id: string }, M = unknown>(
  id: string,
  { pubSub, log, topic, concerns = () => true, capacity, rereadMs, read }: RereadStream<R, M>,
): Promise<AsyncIterableIterator<R>> {
  const cleanups: (() => void)[] = [];
  let open = true;
  const inbox = createInbox<R>({
    capacity,
    keyOf: (row) => row.id,
    onClose() {
      open = false;
      cleanups.forEach((cleanup) => cleanup());
    },
  });
  let isReading = true;
  let again = false;
  const refresh = async () => {
    again = true;
    if (isReading) return;
    isReading = true;
    try {
      while (again && open) {
        again = false;
        await read(inbox);
        await delay(PAUSE_MS, undefined, { ref: false });
      }
    } catch (error) {
      log.warn({ err: error, topic: topic.name }, "rows not read again");
    } finally {
      isReading = false;
    }
  };
  const onChange = () => void refresh();
  try {
    cleanups.push(await pubSub.subscribe(topic, id, (message) => concerns(message) && onChange()));
    cleanups.push(pubSub.onReconnect(onChange));
    const timer = setInterval(onChange, rereadMs);
    cleanups.push(() => clearInterval(timer));
    await read(inbox);
  } catch (error) {
    await inbox.return!();
    throw error;
  }
  isReading = false;
  if (again) onChange();
  return inbox;
}
