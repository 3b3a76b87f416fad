import { mailRetried } from "../../events/mail-retried.event.js";
import { notificationCreated } from "../../events/notification-created.event.js";
import type { Env } from "../../config/env.js";
import type { LoaderFactory } from "../../graphql/context.js";
import type { ObjectKey } from "../../kernel/global-id.js";
import type { Database } from "../../platform/database.js";
import type { Jobs } from "../../platform/jobs.js";
import type { Logger } from "../../platform/logger.js";
import type { Mailer } from "../../platform/mail.js";
import { on } from "../../platform/outbox/outbox.js";
import type { PushSender } from "../../platform/push.js";
import type { Topics } from "../../platform/topics.js";
import type { Module } from "../module.js";
import { startDigestClock } from "./digest-clock.js";
import { createDigestMail } from "./digest.mail.js";
import { DigestSchedule } from "./digest-schedule.entity.js";
import { MailSuppression } from "./mail-suppression.entity.js";
import { MailSuppressionResolver } from "./mail-suppression.resolver.js";
import { createMailSuppressionsService } from "./mail-suppressions.service.js";
import { FailedMail } from "./failed-mail.entity.js";
import { FailedMailResolver } from "./failed-mail.resolver.js";
import { createFailedMailsService } from "./failed-mails.service.js";
import { linkMail } from "./link.mail.js";
import type { MailTools } from "./mail-kind.js";
import type { MailUrls } from "./mail-urls.js";
import { Notification } from "./notification.entity.js";
import { kindsOf, type NotificationKind } from "./notification-kind.js";
import { createNotificationMail } from "./notification.mail.js";
import { NotificationPreference } from "./notification-preference.entity.js";
import { NotificationResolver } from "./notification.resolver.js";
import { watchNotifications } from "./notification.stream.js";
import { notificationNodes } from "./notifications.nodes.js";
import { notificationsPersonalData } from "./notifications.personal-data.js";
import { notificationsRetention } from "./notifications.retention.js";
import { createNotificationsService } from "./notifications.service.js";
import { createNotify, type NotifyCheckpoint } from "./notify.js";
import { PushSubscription } from "./push-subscription.entity.js";
import { PushSubscriptionResolver } from "./push-subscription.resolver.js";
import { createPushSubscriptionsService } from "./push-subscriptions.service.js";
import { roleDecisionNotification } from "./role-decision.notification.js";
import { securityNotification } from "./security.notification.js";
import { orderMail, sendMail, startMailWorker } from "./send-mail.job.js";
import { orderPushes, sendPush, startPushWorker } from "./send-push.job.js";
import type { SettingsService } from "./settings.service.js";
import { NotificationSettingsResolver } from "./settings.resolver.js";
import { registrationRepeatedMail, suspensionMail } from "./security.mail.js";
import { welcomeMail } from "./welcome.mail.js";

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
