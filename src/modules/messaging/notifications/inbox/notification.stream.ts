import { setTimeout as delay } from "node:timers/promises";
import { createInbox } from "../../../../graphql/inbox.js";
import { toEdge } from "../../../../graphql/edges.js";
import type { Edge } from "../../../../graphql/pagination.js";
import { firstIdAt, madeAt } from "../../../../kernel/ids.js";
import { MINUTE_MS } from "../../../../kernel/units.js";
import type { Database } from "../../../../platform/database/database.js";
import type { Logger } from "../../../../platform/telemetry/logger.js";
import type { PubSub } from "../../../../platform/redis/pub-sub.js";
import { NEWEST_FIRST, type NotificationsService } from "./notifications.service.js";
import { notificationsTopic, type NotificationsChanged, type NotificationView } from "./notification.topics.js";

interface Dependencies {
  db: Database;
  pubSub: PubSub;
  notifications: NotificationsService;
  log: Logger;
}

/** An event as sent to clients. */
export interface NotificationEvent {
  edge: Edge<NotificationView> | null;
  notification: NotificationView | null;
  unreadCount: number;
  /** Number of new notifications skipped before this event; null for none. */
  skipped: number | null;
}

/** Re-read interval: Redis rarely loses a message without losing the connection, and nothing blocks on a notification. */
const REREAD_MS = 5 * MINUTE_MS;
/** Spreads the re-reads of all sockets after a reconnect. */
const SPREAD_MS = 2000;
/** Rows may be committed in a different order than their ids were created, and by processes with different clocks. */
const OVERLAP_MS = MINUTE_MS;
const MOST_MISSED = 100;
const MOST_REMEMBERED = 500;
const MOST_UNREAD = 64;

/**
 * Runs in the API. Subscribes, then reads a snapshot: the Redis subscription is confirmed before anything is read. First
 * sends notifications created after `after`, oldest first (and those of the minute before, which may have been committed
 * later), with the unread count; then each new notification once. Messages lost by Redis are read from the rows after a
 * reconnect and on a slow timer. Never ends by itself.
 */
export async function watchNotifications(
  { db, pubSub, notifications, log }: Dependencies,
  userId: string,
  after: string | null,
): Promise<AsyncIterableIterator<NotificationEvent>> {
  const cleanups: (() => void)[] = [];
  const closed = new AbortController();
  const inbox = createInbox<NotificationEvent>({
    capacity: MOST_UNREAD,
    keyOf: ({ notification }) => notification?.id ?? "count",
    onClose() {
      closed.abort();
      cleanups.forEach((cleanup) => cleanup());
    },
  });

  const seen = new Set<string>();
  let skipped: number | null = null;
  let latest = { unreadCount: -1, countedAt: 0 };
  const offer = ({ notification, unreadCount, countedAt }: NotificationsChanged) => {
    const isNew = notification !== null && !seen.has(notification.id);
    if (isNew) {
      seen.add(notification.id);
      if (seen.size > MOST_REMEMBERED) seen.delete(seen.values().next().value!);
    }
    const before = latest.unreadCount;
    if (countedAt >= latest.countedAt) latest = { unreadCount, countedAt };
    if (!isNew && latest.unreadCount === before) return;
    const edge = isNew ? toEdge(notification, NEWEST_FIRST, notifications.viewOf(notification)) : null;
    inbox.push({ edge, notification: edge?.node ?? null, unreadCount: latest.unreadCount, skipped });
    skipped = null;
  };

  const startedAt = Date.now();
  let readAt = startedAt;
  const newSince = async (fromId: string, known = fromId) => {
    const found = await notifications.since(userId, fromId, MOST_MISSED);
    if (found.length === MOST_MISSED) {
      const left = (await notifications.countAfter(userId, known)) - found.filter(({ id }) => id > known).length;
      skipped = left > 0 ? left : null;
    }
    const count = await notifications.count(db.em.fork(), userId);
    for (const notification of found.filter(({ id }) => id !== known)) offer({ notification, ...count });
    offer({ notification: null, ...count });
  };
  const reread = async () => {
    const from = Math.max(startedAt, readAt - OVERLAP_MS);
    readAt = Date.now();
    await newSince(firstIdAt(from));
  };
  const rereadQuietly = () => void reread().catch((error: unknown) => log.warn({ err: error }, "could not re-read notifications"));
  const rereadSoon = () => {
    delay(Math.random() * SPREAD_MS, undefined, { signal: closed.signal, ref: false }).then(rereadQuietly, () => undefined);
  };

  try {
    cleanups.push(await pubSub.subscribe(notificationsTopic, userId, offer));
    cleanups.push(pubSub.onReconnect(rereadSoon));
    const timer = setInterval(rereadQuietly, REREAD_MS);
    cleanups.push(() => clearInterval(timer));
    if (after !== null) await newSince(firstIdAt(madeAt(after) - OVERLAP_MS), after);
    else await reread();
  } catch (error) {
    await inbox.return();
    throw error;
  }
  return inbox;
}
