/** A subscription to what rows say: it reads them again whenever they may have changed. */
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
  /** Whether the rows are read at once, without a pause, such as for the end of the stream. Default: never. */
  urgent?(message: M): boolean;
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
  { pubSub, log, topic, concerns = () => true, urgent = () => false, capacity, rereadMs, read }: RereadStream<R, M>,
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
  let endPause: () => void = () => undefined;
  let isUrgent = false;
  const pause = () =>
    new Promise<void>((resolve) => {
      if (isUrgent) return resolve();
      const timer = setTimeout(resolve, PAUSE_MS).unref();
      endPause = () => {
        clearTimeout(timer);
        resolve();
      };
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
        isUrgent = false;
        await read(inbox);
        await pause();
      }
    } catch (error) {
      log.warn({ err: error, topic: topic.name }, "rows not read again");
    } finally {
      isReading = false;
    }
  };
  const onChange = () => void refresh();
  try {
    const onMessage = (message: M) => {
      if (!concerns(message)) return;
      onChange();
      if (!urgent(message)) return;
      isUrgent = true;
      endPause();
    };
    cleanups.push(await pubSub.subscribe(topic, id, onMessage));
    cleanups.push(pubSub.onReconnect(onChange));
    const timer = setInterval(onChange, rereadMs);
    cleanups.push(() => clearInterval(timer));
    await read(inbox);
  } catch (error) {
    await inbox.return();
    throw error;
  }
  isReading = false;
  if (again) onChange();
  return inbox;
}
