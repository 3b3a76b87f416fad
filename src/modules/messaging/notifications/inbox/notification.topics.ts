import * as z from "zod";
import { contract, type PayloadOf } from "../../../../kernel/contract.js";
import { anyObject, count, id, instant } from "../../../../kernel/schemas.js";
import type { Subject } from "../../../contracts/notification-kind.js";

/** A notification as read and published; texts are rendered for display. */
const notification = z.object({
  id,
  kind: z.string(),
  /** Parsed by its kind. */
  data: anyObject,
  subjectType: z.string().nullable(),
  subjectId: z.string().nullable(),
  createdAt: instant,
  readAt: instant.nullable(),
  /** The account's current locale. */
  locale: z.string(),
});

export type NotificationRow = z.infer<typeof notification>;

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

/** Columns for an account's unread count. Each change is counted after its commit, so the latest count is correct. */
export const countColumns = (user: string): string => `(
    select count(*)::int from notifications o where o.user_id = ${user} and o.read_at is null and 'IN_APP' = any(o.channels)
  ) as "unreadCount", (extract(epoch from statement_timestamp()) * 1000)::float8 as "countedAt"`;

export const SUBJECT_COLUMNS = `n.subject_type as "subjectType", n.subject_id as "subjectId"`;

/** Columns of a NotificationRow, from `notifications n join users u`. */
export const NOTIFICATION_COLUMNS = `n.id, n.kind, n.data, ${SUBJECT_COLUMNS}, n.created_at as "createdAt", n.read_at as "readAt", u.locale`;

/** An account has a new notification, or notifications were marked as read. By account. */
export const notificationsTopic = contract(
  "notifications",
  z.object({
    /** Null if only the count changed. */
    notification: notification.nullable(),
    unreadCount: count,
    /** Time of the count, in milliseconds on the database's clock: messages may arrive out of order. */
    countedAt: z.number(),
  }),
);

export type NotificationsChanged = PayloadOf<typeof notificationsTopic>;
