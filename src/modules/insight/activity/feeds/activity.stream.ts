import type { Inbox } from "../../../../graphql/inbox.js";
import { watchRereads } from "../../../../graphql/reread-stream.js";
import { firstIdAt } from "../../../../kernel/ids.js";
import { MINUTE_MS, SECOND_MS } from "../../../../kernel/units.js";
import type { PubSub } from "../../../../platform/redis/pub-sub.js";
import type { Logger } from "../../../../platform/telemetry/logger.js";
import type { ActivityRow } from "../entries/activity.rows.js";
import { activityTopic, EVERYONE } from "../entries/activity.topic.js";

/** New entries that the reader has not read yet, oldest first. */
export interface ActivityBatch {
  id: string;
  entries: ActivityRow[];
  /** Entries were left out, because there were too many at once. */
  skipped: boolean;
}

interface Dependencies {
  pubSub: PubSub;
  log: Logger;
  /** Ids of the accounts that the viewer follows. */
  followed(): Promise<string[]>;
  /** The newest entries that the viewer may see, with ids from `fromId` on; oldest first. */
  since(fromId: string, most: number): Promise<ActivityRow[]>;
}

const MOST_AT_ONCE = 50;
const MOST_REMEMBERED = 500;
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
export async function watchActivity(
  { followed, since, ...stream }: Dependencies,
  viewerId: string,
): Promise<AsyncIterableIterator<ActivityBatch>> {
  let watched = new Set<string>();
  let followsReadAt = 0;
  let readAt: number | null = null;
  const seen = new Set<string>();
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
      watched = new Set([viewerId, ...(await followed())]);
    }
    const isFirst = readAt === null;
    const found = await since(firstIdAt((readAt ?? now) - OVERLAP_MS), MOST_AT_ONCE);
    readAt = now;
    const added = found.filter(({ id }) => !seen.has(id));
    for (const { id } of found) seen.add(id);
    for (const id of seen) if (seen.size > MOST_REMEMBERED) seen.delete(id);
    if (isFirst) return offer(inbox, [], false);
    if (added.length > 0) offer(inbox, added, added.length === MOST_AT_ONCE);
  };

  const inbox = await watchRereads<ActivityBatch, { userId: string; change: string }>(EVERYONE, {
    ...stream,
    ...{ topic: activityTopic, capacity: 1, rereadMs: REREAD_MS, read },
    concerns({ userId, change }) {
      if (change === "FOLLOWS" && userId === viewerId) followsReadAt = 0;
      return watched.has(userId);
    },
  });
  const batches: AsyncIterableIterator<ActivityBatch> = {
    async next() {
      const result = await inbox.next();
      unread = null;
      return result;
    },
    return: () => inbox.return!(),
    [Symbol.asyncIterator]() {
      return batches;
    },
  };
  return batches;
}
