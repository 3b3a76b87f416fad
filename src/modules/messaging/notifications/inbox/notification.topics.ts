import type { Topic } from "../../../../platform/redis/topics.js";
import type { Subject } from "../../../contracts/notification-kind.js";

/** A notification as read and published; texts are rendered for display. */
export interface NotificationRow {
  id: string;
  kind: string;
  data: object;
  subjectType: string | null;
  subjectId: string | null;
  createdAt: Date;
  readAt: Date | null;
  /** The account's current locale. */
  locale: string;
}

/** A notification as shown to clients. */
export interface NotificationView {
  id: string;
  kind: string;
  title: string;
  body: string;
  subject: Subject | null;
  createdAt: Date;
  readAt: Date | null;
}

/** An account has a new notification, or notifications were marked as read. */
export interface NotificationsChanged {
  /** Null if only the count changed. */
  notification: NotificationRow | null;
  unreadCount: number;
  /** Time of the count, in milliseconds on the database's clock: messages may arrive out of order. */
  countedAt: number;
}

/** Columns for an account's unread count. Each change is counted after its commit, so the latest count is correct. */
export const countColumns = (user: string): string => `(
    select count(*)::int from notifications o where o.user_id = ${user} and o.read_at is null and 'IN_APP' = any(o.channels)
  ) as "unreadCount", (extract(epoch from statement_timestamp()) * 1000)::float8 as "countedAt"`;

export const SUBJECT_COLUMNS = `n.subject_type as "subjectType", n.subject_id as "subjectId"`;

/** Columns of a NotificationRow, from `notifications n join users u`. */
export const NOTIFICATION_COLUMNS = `n.id, n.kind, n.data, ${SUBJECT_COLUMNS}, n.created_at as "createdAt", n.read_at as "readAt", u.locale`;

/** By account. */
export const notificationsTopic: Topic<NotificationsChanged> = {
  name: "notifications",
  parse(payload) {
    const { notification, unreadCount, countedAt } = payload as NotificationsChanged;
    if (!Number.isInteger(unreadCount) || typeof countedAt !== "number" || typeof notification !== "object")
      throw new Error("not a change of notifications");
    if (notification === null) return { notification, unreadCount, countedAt };
    if (typeof notification.id !== "string" || typeof notification.kind !== "string") throw new Error("not a notification");
    const { createdAt, readAt } = notification;
    return {
      unreadCount,
      countedAt,
      notification: { ...notification, createdAt: new Date(createdAt), readAt: readAt && new Date(readAt) },
    };
  },
};
