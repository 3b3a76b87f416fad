import { notificationCreated } from "../../../../events/notification-created.event.js";
import { messagesIn } from "../../../../messages/messages.js";
import { rows } from "../../../../platform/database/database.js";
import { letter } from "../mail/mail-content.js";
import { mailKind, type MailKind } from "../mail/mail-kind.js";
import type { MailUrls } from "../mail/mail-urls.js";
import { isChannelOn, type NotificationKinds } from "../../../contracts/notification-kind.js";
import { recipientOf, saidOn } from "../push/reachable.js";

/** Removes characters that are allowed in a title but not in a subject line. */
export const oneLine = (text: string): string => text.replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, " ").trim();

/** The e-mail channel: one mail per notification, rendered when it is sent, for the account and its settings at that time. */
export function createNotificationMail({ kinds, urls }: { kinds: NotificationKinds; urls: MailUrls }): MailKind {
  return mailKind({
    name: "notification",
    event: notificationCreated,
    isDue: ({ byMail }) => byMail,
    about: ({ notificationId }) => notificationId,
    async write(em, { notificationId, userId }) {
      const [row] = await rows<{ kind: string; data: object; readAt: Date | null }>(
        em,
        `select kind, data, read_at as "readAt" from notifications where id = ?`,
        [notificationId],
      );
      const kind = row && kinds.get(row.kind);
      const reader = kind && (await recipientOf(em, userId));
      if (!reader || !isChannelOn(kind, "EMAIL", await saidOn(em, userId, kind.name, "EMAIL"))) return null;
      const locked = kind.channels.EMAIL === "ALWAYS";
      // Read, or superseded by a newer one, before the mail was sent.
      if (row.readAt && !locked) return null;
      const unsubscribeUrl = locked ? undefined : urls.unsubscribe({ userId, scope: kind.name });
      if (kind.mail) return { to: reader.email, unsubscribeUrl, ...kind.mail(row.data, reader) };
      const { username: name, language } = reader;
      const { notification, closing } = messagesIn(language);
      const { title, body } = kind.text(row.data, language);
      const lines = [title, ...(body ? [body] : []), { label: notification.open, url: urls.notification(notificationId) }];
      return {
        to: reader.email,
        unsubscribeUrl,
        ...letter({ language, subject: oneLine(title), name, lines, closing: closing.preferences }),
      };
    },
  });
}
