import { listOfRows, removal, type PersonalData } from "../../contracts/personal-data.js";
import { messageLanguageOf } from "../../../messages/messages.js";

const NOTIFICATIONS = "from notifications n join users u on u.id = n.user_id where n.user_id = ?";

const notifications = listOfRows({
  name: "notifications",
  description: "Your notifications, as long as they are kept.",
  select: `n.id, n.kind, n.channels, n.data, n.subject_type as "subjectType", n.subject_id as "subjectId", n.created_at as "createdAt",
    n.read_at as "readAt", u.locale`,
  from: NOTIFICATIONS,
  key: "n.id",
});

export const notificationsPersonalData: PersonalData = {
  columns: {
    "notifications.user_id": { export: "notifications", deletion: "removed" },
    "notification_preferences.user_id": { export: "notification-settings", deletion: "removed" },
    "digest_schedules.user_id": { export: "digests", deletion: "removed" },
    "push_subscriptions.user_id": { export: "push-subscriptions", deletion: "removed" },
    "failed_mails.user_id": {
      export: { not: "It tells operators that a mail was not delivered, without its text." },
      deletion: "removed",
    },
  },
  exports: [
    {
      ...notifications,
      async *objects(reader) {
        for await (const row of notifications.objects(reader)) {
          const { locale, data, ...rest } = row as { kind: string; locale: string; data: object };
          yield { ...rest, ...reader.kinds.get(rest.kind)?.text(data, messageLanguageOf(locale)) };
        }
      },
    },
    listOfRows({
      name: "notification-settings",
      description: "Kinds of notifications that you turned on or off, by channel.",
      select: "p.kind, p.channel, p.enabled",
      from: "from notification_preferences p where p.user_id = ?",
      key: "(p.kind || ' ' || p.channel)",
      before: "",
    }),
    listOfRows({
      name: "digests",
      description: "Frequency of your digest; empty if it is off.",
      select: `d.frequency, d.covered_until as "coveredUntil"`,
      from: "from digest_schedules d where d.user_id = ?",
      key: "d.user_id",
    }),
    listOfRows({
      name: "push-subscriptions",
      description: "Browsers that receive push messages, with their push service but without the endpoint.",
      select: `s.id, split_part(s.endpoint, '/', 3) as service, s.created_at as "createdAt"`,
      from: "from push_subscriptions s where s.user_id = ?",
      key: "s.id",
    }),
    listOfRows({
      name: "mail-suppressions",
      description: "Why your address receives no mail, if it is suppressed.",
      select: `m.reason, m.detail, m.created_at as "createdAt"`,
      from: "from mail_suppressions m join users u on u.email = m.email where u.id = ?",
      key: "m.id",
    }),
  ],
  erasures: [
    removal("notifications"),
    removal("notification_preferences"),
    removal("digest_schedules"),
    removal("push_subscriptions"),
    removal("failed_mails"),
  ],
};
