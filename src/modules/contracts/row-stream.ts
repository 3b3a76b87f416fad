import { setTimeout as delay } from "node:timers/promises";
import { createInbox } from "../../graphql/inbox.js";
import type { Contract } from "../../kernel/contract.js";
import type { PubSub } from "../../platform/redis/pub-sub.js";
import type { Logger } from "../../platform/telemetry/logger.js";

/** Between two reads of one watcher: rows may change much faster. */
const PAUSE_MS = 250;
/** In case Redis loses an event without losing the connection. */
const REREAD_MS = 10_000;

interface Options<Row> {
  pubSub: PubSub;
  log: Logger;
  /** Its messages only say that the row has changed. */
  topic: Contract<unknown>;
  /** Undefined if the row is gone. */
  read(id: string): Promise<Row | undefined>;
  isFinal(row: Row): boolean;
}

/** A row as it is, then each change. Ends with the row's final state. */
export type RowStream<Row> = (id: string) => Promise<AsyncIterableIterator<Row>>;

/**
 * Runs in the API. Subscribes, then reads: events, reconnects and a timer only say that the row should be read again, one read at a
 * time. So states are in order, and the last one is never missed.
 */
export function createRowStream<Row extends { id: string }>({ pubSub, log, topic, read, isFinal }: Options<Row>): RowStream<Row> {
  return async (id) => {
    const cleanups: (() => void)[] = [];
    let open = true;
    const inbox = createInbox<Row>({
      capacity: 1,
      keyOf: (row) => row.id,
      onClose() {
        open = false;
        cleanups.forEach((cleanup) => cleanup());
      },
    });
    let sent = "";
    const offer = (row: Row | undefined) => {
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
        log.warn({ topic: topic.name, err: error }, "watched row not read again");
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
  };
}
