import { mailRetried } from "../../../events/mail-retried.event.js";
import { notificationCreated } from "../../../events/notification-created.event.js";
import type { Env } from "../../../config/env.js";
import type { LoaderFactory } from "../../../graphql/context.js";
import type { ObjectKey } from "../../../kernel/global-id.js";
import type { Database } from "../../../platform/database/database.js";
import type { Jobs } from "../../../platform/jobs/jobs.js";
import type { Logger } from "../../../platform/telemetry/logger.js";
import type { Mailer } from "../../../platform/mail/mail.js";
import { on } from "../../../platform/outbox/outbox.js";
import type { PushSender } from "../../../platform/push/push.js";
import type { Topics } from "../../../platform/redis/topics.js";
import type { Module } from "../../contracts/module.js";
import { startDigestClock } from "./digest/digest-clock.js";
import { createDigestMail } from "./digest/digest.mail.js";
import { DigestSchedule } from "./digest/digest-schedule.entity.js";
import { MailSuppression } from "./delivery/mail-suppression.entity.js";
import { MailSuppressionResolver } from "./delivery/mail-suppression.resolver.js";
import { createMailSuppressionsService } from "./delivery/mail-suppressions.service.js";
import { FailedMail } from "./delivery/failed-mail.entity.js";
import { FailedMailResolver } from "./delivery/failed-mail.resolver.js";
import { createFailedMailsService } from "./delivery/failed-mails.service.js";
import { linkMail } from "./mail/link.mail.js";
import type { MailTools } from "./mail/mail-kind.js";
import type { MailUrls } from "./mail/mail-urls.js";
import { Notification } from "./inbox/notification.entity.js";
import { kindsOf, type NotificationKind } from "../../contracts/notification-kind.js";
import { createNotificationMail } from "./kinds/notification.mail.js";
import { NotificationPreference } from "./preferences/notification-preference.entity.js";
import { NotificationResolver } from "./inbox/notification.resolver.js";
import { watchNotifications } from "./inbox/notification.stream.js";
import { notificationNodes } from "./notifications.nodes.js";
import { notificationsPersonalData } from "./notifications.personal-data.js";
import { notificationsRetention } from "./notifications.retention.js";
import { createNotificationsService } from "./inbox/notifications.service.js";
import { createNotify, type NotifyCheckpoint } from "./inbox/notify.js";
import { PushSubscription } from "./push/push-subscription.entity.js";
import { PushSubscriptionResolver } from "./push/push-subscription.resolver.js";
import { createPushSubscriptionsService } from "./push/push-subscriptions.service.js";
import { roleDecisionNotification } from "./kinds/role-decision.notification.js";
import { securityNotification } from "./kinds/security.notification.js";
import { orderMail, sendMail, startMailWorker } from "./mail/send-mail.job.js";
import { orderPushes, sendPush, startPushWorker } from "./push/send-push.job.js";
import type { SettingsService } from "./preferences/settings.service.js";
import { NotificationSettingsResolver } from "./preferences/settings.resolver.js";
import { registrationRepeatedMail, suspensionMail } from "./kinds/security.mail.js";
import { welcomeMail } from "./kinds/welcome.mail.js";

export const notificationEntities = [Notification, NotificationPreference, DigestSchedule, PushSubscription, FailedMail, MailSuppression];

interface Dependencies {
  db: Database;
  topics: Topics;
  jobs: Jobs;
  mailer: Mailer;
  push: PushSender;
  env: Env;
  log: Logger;
  links: MailTools["links"];
  urls: MailUrls;
  settings: SettingsService;
  /** Of all modules, and complete once the program is put together. */
  kinds: readonly NotificationKind[];
  /** Objects of all modules. */
  nodes: LoaderFactory<ObjectKey, object | null>;
  checkpoint?: ((name: NotifyCheckpoint) => void) | undefined;
}

export function notificationsModule(dependencies: Dependencies): Module {
  const kinds = kindsOf(dependencies.kinds);
  const own = { ...dependencies, kinds };
  const notifications = createNotificationsService(own);
  const pushes = createPushSubscriptionsService(dependencies);
  const notify = createNotify(dependencies);
  const mails = [welcomeMail, linkMail, suspensionMail, registrationRepeatedMail, createNotificationMail(own), createDigestMail(own)];
  return {
    personalData: notificationsPersonalData(own),
    retention: notificationsRetention,
    notificationKinds: [roleDecisionNotification, securityNotification],
    resolvers: [
      new NotificationResolver(notifications, dependencies.nodes),
      new NotificationSettingsResolver(dependencies.settings),
      new PushSubscriptionResolver(pushes),
      new FailedMailResolver(createFailedMailsService(dependencies)),
      new MailSuppressionResolver(createMailSuppressionsService(dependencies)),
    ],
    nodes: notificationNodes(notifications, pushes, dependencies.settings),
    streams: {
      notificationReceived: ({ after }, { signedIn }) =>
        watchNotifications({ ...own, notifications }, signedIn.id, (after as string | null | undefined) ?? null),
    },
    get eventHandlers() {
      return [
        ...kinds.all().map((kind) => on(kind.event, `${kind.name}-notification`, (event, eventId) => notify(kind, event, eventId))),
        ...mails.map((kind) => on(kind.event, `${kind.name}-mail`, (event) => orderMail(dependencies, kind, event))),
        on(notificationCreated, "push", (event) => orderPushes(dependencies, event)),
        on(mailRetried, "retried-mail", async ({ kind: name, event }) => {
          const kind = mails.find((one) => one.name === name);
          if (kind) await orderMail(dependencies, kind, kind.event.parse(event));
        }),
      ];
    },
    // A schema is built without a platform, to be looked at.
    jobs: [sendMail(dependencies.env?.MAIL_ATTEMPTS ?? 1), sendPush],
    workers: [
      async () => startMailWorker({ ...dependencies, kinds: mails }),
      async () => startPushWorker(own),
      async () => startDigestClock({ ...dependencies, tickMs: dependencies.env.DIGEST_TICK_MS }),
    ],
  };
}
