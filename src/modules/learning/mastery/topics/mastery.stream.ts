import { setTimeout as delay } from "node:timers/promises";
import { createInbox } from "../../../../graphql/inbox.js";
import { rows, type Database } from "../../../../platform/database/database.js";
import type { PubSub } from "../../../../platform/redis/pub-sub.js";
import type { Logger } from "../../../../platform/telemetry/logger.js";
import { masteryTopic } from "./mastery.topic.js";
import { FROM_MASTERIES, MASTERY_COLUMNS, type TopicMasteryRow } from "./topic-mastery.rows.js";

/** Between two reads of one watcher: a graded quiz counts many answers. */
const PAUSE_MS = 250;
/** In case Redis loses an event without losing the connection. */
const REREAD_MS = 30_000;
/** An account has at most as many rows as there are topics: a few dozen. */
const MOST_UNREAD = 64;

/**
 * Runs in the API. Subscribes, then reads: first each topic that the account has answers on, then each of them whenever its answers
 * change. The latest state of a topic is never missed, as events, reconnects and a timer only say that the rows should be read again.
 * Never ends by itself.
 */
export async function watchMastery(
  { db, pubSub, log }: { db: Database; pubSub: PubSub; log: Logger },
  userId: string,
): Promise<AsyncIterableIterator<TopicMasteryRow>> {
  const cleanups: (() => void)[] = [];
  let open = true;
  const inbox = createInbox<TopicMasteryRow>({
    capacity: MOST_UNREAD,
    keyOf: ({ id }) => id,
    onClose() {
      open = false;
      cleanups.forEach((cleanup) => cleanup());
    },
  });

  const sent = new Map<string, string>();
  const read = async () => {
    const sql = `select ${MASTERY_COLUMNS} ${FROM_MASTERIES} where m.user_id = ? order by m.last_answered_at, m.id`;
    for (const row of await rows<TopicMasteryRow>(db.em.fork(), sql, [userId])) {
      // Answers of others change the estimate too, by little and all the time: they are no event.
      const state = JSON.stringify([row.pair, row.lastAnsweredAt]);
      if (sent.get(row.id) === state) continue;
      sent.set(row.id, state);
      inbox.push(row);
    }
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
        await read();
        await delay(PAUSE_MS, undefined, { ref: false });
      }
    } catch (error) {
      log.warn({ err: error }, "mastery not read again");
    } finally {
      isReading = false;
    }
  };
  const onChange = () => void refresh();

  try {
    cleanups.push(await pubSub.subscribe(masteryTopic, userId, onChange));
    cleanups.push(pubSub.onReconnect(onChange));
    const timer = setInterval(onChange, REREAD_MS);
    cleanups.push(() => clearInterval(timer));
    await read();
  } catch (error) {
    await inbox.return!();
    throw error;
  }
  isReading = false;
  if (again) onChange();
  return inbox;
}
