import { watchRereads } from "../../../../graphql/reread-stream.js";
import { rows, type Database } from "../../../../platform/database/database.js";
import type { PubSub } from "../../../../platform/redis/pub-sub.js";
import type { Logger } from "../../../../platform/telemetry/logger.js";
import { masteryTopic } from "./mastery.topic.js";
import { FROM_MASTERIES, MASTERY_COLUMNS, type TopicMasteryRow } from "./topic-mastery.rows.js";

const REREAD_MS = 30_000;
/** An account has at most as many rows as there are topics: a few dozen. */
const MOST_UNREAD = 64;

/**
 * Runs in the API. First each topic that the account has answers on, then each of them whenever its answers change; the latest state of a
 * topic is never missed: see watchRereads. Never ends by itself.
 */
export async function watchMastery(
  { db, pubSub, log }: { db: Database; pubSub: PubSub; log: Logger },
  userId: string,
): Promise<AsyncIterableIterator<TopicMasteryRow>> {
  const sent = new Map<string, string>();
  return watchRereads<TopicMasteryRow>(userId, {
    ...{ pubSub, log, topic: masteryTopic, capacity: MOST_UNREAD, rereadMs: REREAD_MS },
    async read(inbox) {
      const sql = `select ${MASTERY_COLUMNS} ${FROM_MASTERIES} where m.user_id = ? order by m.last_answered_at, m.id`;
      for (const row of await rows<TopicMasteryRow>(db.em.fork(), sql, [userId])) {
        // Answers of others change the estimate too, by little and all the time: they are no event.
        const state = JSON.stringify([row.pair, row.lastAnsweredAt]);
        if (sent.get(row.id) === state) continue;
        sent.set(row.id, state);
        inbox.push(row);
      }
    },
  });
}
