import { digestDue } from "../../../../events/digest-due.event.js";
import { messagesIn } from "../../../../messages/messages.js";
import { rows } from "../../../../platform/database/database.js";
import { markup } from "../mail/markup.js";
import { contentOf } from "../mail/mail-content.js";
import { mailKind, type MailKind } from "../mail/mail-kind.js";
import { DIGEST_SCOPE, type MailUrls } from "../mail/mail-urls.js";
import type { MailContent, NotificationKinds, NotificationText } from "../../../contracts/notification-kind.js";
import { oneLine } from "../kinds/notification.mail.js";
import { recipientOf, type Recipient } from "../push/reachable.js";

/** More items are only counted. */
const MOST_SHOWN = 50;

export interface DigestItem extends NotificationText {
  createdAt: Date;
}

export function digestContent(reader: Recipient, items: readonly DigestItem[], total: number, url: string): MailContent {
  const { language, timezone, username } = reader;
  const { greeting: hello, closing, digest: words } = messagesIn(language);
  const format = new Intl.DateTimeFormat(language, { dateStyle: "medium", timeStyle: "short", timeZone: timezone });
  const shown = items.map(({ title, body, createdAt }) => ({ title: oneLine(title), body: oneLine(body), time: format.format(createdAt) }));
  const left = total - items.length;
  return contentOf({
    language,
    closing: closing.digest,
    subject: words.subject(total),
    text: [
      `${hello} ${username},`,
      words.lead,
      ...shown.map(({ title, body, time }) => [`* ${title} (${time})`, ...(body ? [`  ${body}`] : [])].join("\n")),
      ...(left > 0 ? [words.more(left)] : []),
      `${words.open}: ${url}`,
    ],
    html: [
      markup`<p>${hello} <strong>${username}</strong>,</p>`,
      markup`<p>${words.lead}</p>`,
      markup`<ul>${shown.map(({ title, body, time }) => markup`<li><strong>${title}</strong> <small>${time}</small><br>${body}</li>`)}</ul>`,
      ...(left > 0 ? [markup`<p>${words.more(left)}</p>`] : []),
      markup`<p><a href="${url}">${words.open}</a></p>`,
    ],
  });
}

/** A period's unread notifications that had no mail of their own. No mail if there are none. */
export function createDigestMail({ kinds, urls }: { kinds: NotificationKinds; urls: MailUrls }): MailKind {
  return mailKind({
    name: "digest",
    event: digestDue,
    about: ({ userId, period }) => `${userId}.${period}`,
    async write(em, { userId, since, until }) {
      const reader = await recipientOf(em, userId);
      if (!reader) return null;
      const found = await rows<{ kind: string; data: object; createdAt: Date; total: number }>(
        em,
        `select n.kind, n.data, n.created_at as "createdAt", (count(*) over ())::int as total
         from notifications n join digest_schedules d on d.user_id = n.user_id
         where n.user_id = ? and n.read_at is null and 'IN_APP' = any(n.channels) and not 'EMAIL' = any(n.channels)
           and n.created_at >= ?::timestamptz and n.created_at < ?::timestamptz
         order by n.id desc limit ${MOST_SHOWN}`,
        [userId, since, until],
      );
      const items = found.flatMap(({ kind, data, createdAt }) => {
        const text = kinds.get(kind)?.text(data, reader.language);
        return text ? [{ ...text, createdAt }] : [];
      });
      if (items.length === 0) return null;
      const unsubscribeUrl = urls.unsubscribe({ userId, scope: DIGEST_SCOPE });
      return { to: reader.email, unsubscribeUrl, ...digestContent(reader, items, found[0]!.total, urls.notifications()) };
    },
  });
}
