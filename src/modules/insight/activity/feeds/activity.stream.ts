import type { Inbox } from "../../../../graphql/inbox.js";
import { watchRereads } from "../../../../graphql/reread-stream.js";
import { firstIdAt } from "../../../../kernel/ids.js";
import { MINUTE_MS, SECOND_MS } from "../../../../kernel/units.js";
import type { Database } from "../../../../platform/database/database.js";
import type { PubSub } from "../../../../platform/redis/pub-sub.js";
import type { Logger } from "../../../../platform/telemetry/logger.js";
import type { ActivityRow } from "../entries/activity.rows.js";
import { activityTopic, EVERYONE } from "../entries/activity.topic.js";
import { followedIds, watchedSince } from "./feeds.js";

/** New entries that the reader has not read yet, oldest first. */
export interface ActivityBatch {
  id: string;
  entries: ActivityRow[];
  /** Entries were left out, because there were too many at once. */
  skipped: boolean;
}

interface Dependencies {
  db: Database;
  pubSub: PubSub;
  log: Logger;
}

const MOST_AT_ONCE = 50;
/** Redis rarely loses a message without losing the connection, and nothing waits for an entry. */
const REREAD_MS = MINUTE_MS;
/** Entries may be committed in a different order than their ids were made, and by processes with different clocks. */
const OVERLAP_MS = MINUTE_MS;
/** What others say about follows may be lost too. */
const FOLLOWS_MS = 30 * SECOND_MS;

/**
 * Runs in the API. Subscribes, then reads what there is, which is not sent: the first batch is empty and says that the subscription is
 * active. Then each new entry once. Messages only say that the feed should be read again, at most every 250 ms; so consent is checked at
 * that moment, and what Redis loses is read on a timer. A slow reader gets what it missed as one batch, the newest of it.
 */
export async function watchActivity({ db, pubSub, log }: Dependencies, viewerId: string): Promise<AsyncIterableIterator<ActivityBatch>> {
  let watched = new Set<string>();
  let followsReadAt = 0;
  let readAt: number | null = null;
  let seen = new Set<string>();
  let unread: ActivityBatch | null = null;

  const offer = (inbox: Inbox<ActivityBatch>, entries: ActivityRow[], skipped: boolean) => {
    const batch: ActivityBatch = unread ?? { id: viewerId, entries: [], skipped: false };
    const all = [...batch.entries, ...entries];
    batch.entries = all.slice(-MOST_AT_ONCE);
    batch.skipped ||= skipped || all.length > MOST_AT_ONCE;
    if (!unread) inbox.push((unread = batch));
  };

  const read = async (inbox: Inbox<ActivityBatch>) => {
    const now = Date.now();
    if (now - followsReadAt > FOLLOWS_MS) {
      followsReadAt = now;
      watched = new Set([viewerId, ...(await followedIds(db.em.fork(), viewerId))]);
    }
    const isFirst = readAt === null;
    const found = await watchedSince(db.em.fork(), viewerId, firstIdAt((readAt ?? now) - OVERLAP_MS), MOST_AT_ONCE);
    readAt = now;
    const added = found.filter(({ id }) => !seen.has(id));
    seen = new Set(found.map(({ id }) => id));
    if (isFirst) return offer(inbox, [], false);
    if (added.length > 0) offer(inbox, added, added.length === MOST_AT_ONCE);
  };

  const inbox = await watchRereads<ActivityBatch, { userId: string; change: string }>(EVERYONE, {
    ...{ pubSub, log, topic: activityTopic, capacity: 1, rereadMs: REREAD_MS, read },
    concerns({ userId, change }) {
      if (change === "FOLLOWS" && userId === viewerId) followsReadAt = 0;
      return watched.has(userId);
    },
  });
  const stream: AsyncIterableIterator<ActivityBatch> = {
    async next() {
      const result = await inbox.next();
      unread = null;
      return result;
    },
    return: () => inbox.return!(),
    [Symbol.asyncIterator]() {
      return stream;
    },
  };
  return stream;
}
