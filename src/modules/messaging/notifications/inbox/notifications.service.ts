import type { SignedIn } from "../../../../access/viewer.js";
import { readConnection, newestFirst, type ListSql } from "../../../../graphql/keyset-list.js";
import type { Connection, PageArgs } from "../../../../graphql/pagination.js";
import { badInput } from "../../../../kernel/errors.js";
import { rows, type Database, type EntityManager } from "../../../../platform/database/database.js";
import type { Logger } from "../../../../platform/telemetry/logger.js";
import type { PubSub } from "../../../../platform/redis/pub-sub.js";
import { messageLanguageOf } from "../../../../messages/messages.js";
import type { NotificationKinds } from "../../../contracts/notification-kind.js";
import {
  countColumns,
  NOTIFICATION_COLUMNS,
  notificationsTopic,
  type NotificationRow,
  type NotificationView,
} from "./notification.topics.js";

export interface NotificationsService {
  list(em: EntityManager, viewer: SignedIn, page: PageArgs, filter: NotificationsFilter): Promise<Connection<NotificationView>>;
  count(em: EntityManager, userId: string): Promise<{ unreadCount: number; countedAt: number }>;
  /** The account's notifications created at or after `fromId`, oldest first; only the newest if there are more than `most`. */
  since(userId: string, fromId: string, most: number): Promise<NotificationRow[]>;
  /** The account's notifications with these ids, newest first. */
  read(em: EntityManager, viewer: SignedIn, ids: readonly string[]): Promise<NotificationView[]>;
  /** Number of notifications created after the one with this id. */
  countAfter(userId: string, id: string): Promise<number>;
  /**
   * Marks the given or all notifications as read. Ignores those already read and those of other accounts. Notifies the
   * account's other clients.
   */
  markRead(viewer: SignedIn, which: { ids: readonly string[] } | "all"): Promise<MarkedRead>;
  viewOf(row: NotificationRow): NotificationView;
}

export interface MarkedRead {
  /** Newest first: the given ones, or the newest of those marked. */
  notifications: NotificationView[];
  unreadCount: number;
  markedCount: number;
}

export interface NotificationsFilter {
  unread?: boolean | null;
  kinds?: readonly string[] | null;
}

/** UUIDv7 ids sort by time. */
export const NEWEST_FIRST = newestFirst<NotificationRow>("n.id");

const SHOWN = "'IN_APP' = any(n.channels)";

export function createNotificationsService({
  db,
  pubSub,
  kinds,
  log,
}: {
  db: Database;
  pubSub: PubSub;
  kinds: NotificationKinds;
  log: Logger;
}): NotificationsService {
  const viewOf = ({ subjectType, subjectId, data, locale, ...row }: NotificationRow): NotificationView => {
    // Rows of a removed kind have no text.
    const text = kinds.get(row.kind)?.text(data, messageLanguageOf(locale)) ?? { title: row.kind, body: "" };
    return { ...row, ...text, subject: subjectType && subjectId ? { type: subjectType, id: subjectId } : null };
  };

  const count: NotificationsService["count"] = async (em, userId) => {
    const [answer] = await rows<{ unreadCount: number; countedAt: number }>(em, `select ${countColumns("?")}`, [userId]);
    return answer!;
  };

  const read: NotificationsService["read"] = async (em, viewer, ids) => {
    const found = await rows<NotificationRow>(
      em,
      `select ${NOTIFICATION_COLUMNS} from notifications n join users u on u.id = n.user_id
       where n.user_id = ? and ${SHOWN} and n.id in (?) order by n.id desc`,
      [viewer.id, ids],
    );
    return found.map(viewOf);
  };

  return {
    viewOf,
    count,

    async list(em, viewer, args, { unread, kinds: names }) {
      for (const name of names ?? []) {
        if (!kinds.get(name))
          throw badInput(
            "filter.kinds",
            `There is no kind ${name}. Use one from \`notificationSettings { kinds { kind } }\`.`,
            "UNKNOWN_VALUE",
          );
      }
      const list: ListSql = {
        select: NOTIFICATION_COLUMNS,
        from: "from notifications n join users u on u.id = n.user_id",
        conditions: [
          { sql: `n.user_id = ? and ${SHOWN}`, params: [viewer.id] },
          ...(unread == null ? [] : [{ sql: `n.read_at is ${unread ? "" : "not "}null`, params: [] }]),
          ...(names == null ? [] : [{ sql: "n.kind = any(?::text[])", params: [`{${names.join(",")}}`] }]),
        ],
      };
      return readConnection(em, list, args, NEWEST_FIRST, viewOf);
    },

    since: (userId, fromId, most) =>
      rows<NotificationRow>(
        db.em.fork(),
        `select * from (select ${NOTIFICATION_COLUMNS} from notifications n join users u on u.id = n.user_id
         where n.user_id = ? and ${SHOWN} and n.id >= ?::uuid order by n.id desc limit ${most}) newest order by id`,
        [userId, fromId],
      ),

    read,
    async countAfter(userId, id) {
      const counted = `select count(*)::int as count from notifications n where n.user_id = ? and ${SHOWN} and n.id > ?::uuid`;
      return (await rows<{ count: number }>(db.em.fork(), counted, [userId, id]))[0]!.count;
    },

    async markRead(viewer, which) {
      const em = db.em.fork();
      const [named, params] = which === "all" ? ["", []] : ["and n.id = any(?::uuid[])", [`{${which.ids.join(",")}}`]];
      const marked = await rows<{ id: string }>(
        em,
        `update notifications n set read_at = now() where n.user_id = ? and n.read_at is null and ${SHOWN} ${named} returning n.id`,
        [viewer.id, ...params],
      );
      const left = await count(em, viewer.id);
      if (marked.length > 0) {
        pubSub
          .publish(notificationsTopic, viewer.id, { notification: null, ...left })
          .catch((error: unknown) => log.warn({ err: error }, "count of unread notifications not published"));
      }
      const shown = which === "all" ? newestOf(marked) : which.ids;
      const notifications = shown.length > 0 ? await read(em, viewer, shown) : [];
      return { notifications, unreadCount: left.unreadCount, markedCount: marked.length };
    },
  };
}

const MOST_SHOWN_MARKED = 100;

const newestOf = (marked: readonly { id: string }[]) =>
  marked
    .map(({ id }) => id)
    .sort()
    .reverse()
    .slice(0, MOST_SHOWN_MARKED);
