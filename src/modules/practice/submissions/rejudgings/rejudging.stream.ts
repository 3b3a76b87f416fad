import { setTimeout as delay } from "node:timers/promises";
import { createInbox } from "../../../../graphql/inbox.js";
import { rows, type Database } from "../../../../platform/database/database.js";
import type { PubSub } from "../../../../platform/redis/pub-sub.js";
import type { Logger } from "../../../../platform/telemetry/logger.js";
import { FROM_REJUDGINGS, REJUDGING_COLUMNS, type RejudgingRow } from "./rejudging.rows.js";
import { rejudgingTopic } from "./rejudging.topic.js";

/** Between two reads of one watcher: judgements may finish much faster. */
const PAUSE_MS = 250;
/** In case Redis loses an event without losing the connection. */
const REREAD_MS = 10_000;

export interface RejudgingStreams {
  /** The set as it is, then each change. Ends when it is applied or cancelled. */
  watch(rejudgingId: string): Promise<AsyncIterableIterator<RejudgingRow>>;
}

interface Dependencies {
  db: Database;
  pubSub: PubSub;
  log: Logger;
}

/**
 * Runs in the API. Subscribes, then reads: events, reconnects and a timer only say that the row should be read again, one read at a
 * time. So states are in order, and the last one is never missed.
 */
export function createRejudgingStreams({ db, pubSub, log }: Dependencies): RejudgingStreams {
  const readRow = async (id: string) =>
    (await rows<RejudgingRow>(db.em.fork(), `select ${REJUDGING_COLUMNS} ${FROM_REJUDGINGS} where r.id = ?`, [id]))[0];

  return {
    async watch(rejudgingId) {
      const cleanups: (() => void)[] = [];
      let open = true;
      const inbox = createInbox<RejudgingRow>({
        capacity: 1,
        keyOf: ({ id }) => id,
        onClose() {
          open = false;
          cleanups.forEach((cleanup) => cleanup());
        },
      });
      let sent = "";
      const offer = (row: RejudgingRow | undefined) => {
        const text = JSON.stringify(row);
        if (row && text !== sent) inbox.push(row);
        sent = text;
        if (!row || row.status === "APPLIED" || row.status === "CANCELLED") inbox.end();
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
            offer(await readRow(rejudgingId));
            await delay(PAUSE_MS, undefined, { ref: false });
          }
        } catch (error) {
          log.warn({ err: error }, "rejudging not read again");
        } finally {
          isReading = false;
        }
      };
      const onChange = () => void refresh();
      try {
        cleanups.push(await pubSub.subscribe(rejudgingTopic, rejudgingId, onChange));
        cleanups.push(pubSub.onReconnect(onChange));
        const timer = setInterval(onChange, REREAD_MS);
        cleanups.push(() => clearInterval(timer));
        offer(await readRow(rejudgingId));
      } catch (error) {
        await inbox.return!();
        throw error;
      }
      isReading = false;
      if (again) onChange();
      return inbox;
    },
  };
}
