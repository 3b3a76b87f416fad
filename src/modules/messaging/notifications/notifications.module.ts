import { mailRetried } from "../../../events/mail-retried.event.js";
import { notificationCreated } from "../../../events/notification-created.event.js";
import { on } from "../../../platform/outbox/outbox.js";
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
import { Notification } from "./inbox/notification.entity.js";
import { createNotificationMail } from "./kinds/notification.mail.js";
import { NotificationPreference } from "./preferences/notification-preference.entity.js";
import { NotificationResolver } from "./inbox/notification.resolver.js";
import { notificationNodes } from "./notifications.nodes.js";
import { notificationsPersonalData } from "./notifications.personal-data.js";
import { notificationsRetention } from "./notifications.retention.js";
import { createNotificationsService } from "./inbox/notifications.service.js";
import { createNotify } from "./inbox/notify.js";
import { PushSubscription } from "./push/push-subscription.entity.js";
import { PushSubscriptionResolver } from "./push/push-subscription.resolver.js";
import { createPushSubscriptionsService } from "./push/push-subscriptions.service.js";
import { roleDecisionNotification } from "./kinds/role-decision.notification.js";
import { securityNotification } from "./kinds/security.notification.js";
import { ofDeclared } from "./mail/mail-kind.js";
import { orderMail, sendMail, startMailWorker } from "./mail/send-mail.job.js";
import { orderPushes, sendPush, startPushWorker } from "./push/send-push.job.js";
import { NotificationSettingsResolver } from "./preferences/notification-settings.resolver.js";
import { registrationRepeatedMail, suspensionMail } from "./kinds/security.mail.js";
import { organizationInvitationMail } from "./kinds/organization-invitation.mail.js";
import { welcomeMail } from "./kinds/welcome.mail.js";
import type { Module, Services } from "../../contracts/module.js";
import { createMailUrls } from "./mail/mail-urls.js";
import { createNotificationSettingsService } from "./preferences/notification-settings.service.js";
import { createMailProviderEvents, type MailProviderEvents } from "./delivery/resend-events.js";
import { createUnsubscriber, type Unsubscriber } from "./mail/unsubscribe.js";
import { notificationsPermissions } from "./notifications.permissions.js";

declare module "../../contracts/module.js" {
  interface Services {
    unsubscriber: Unsubscriber;
    /** Handles webhook events of the mail provider. */
    mailProviderEvents: MailProviderEvents;
  }
}

export default {
  name: "notifications",
  exports: ["delivery/mail-suppression.entity", "mail/mail-content"],
  entities: [Notification, NotificationPreference, DigestSchedule, PushSubscription, FailedMail, MailSuppression],
  permissions: notificationsPermissions,
  personalData: notificationsPersonalData,
  retention: notificationsRetention,
  notificationKinds: [roleDecisionNotification, securityNotification],
  resolvers: [NotificationResolver, NotificationSettingsResolver, PushSubscriptionResolver, FailedMailResolver, MailSuppressionResolver],
  jobs: [sendMail, sendPush],

  wire(platform, { mailedLinks: links }: Pick<Services, "mailedLinks">, { notificationKinds: kinds, mails: declared, checkpoint }) {
    const urls = createMailUrls(platform);
    const settings = createNotificationSettingsService({ ...platform, kinds });
    const own = { ...platform, links, urls, settings, kinds, checkpoint };
    const notifications = createNotificationsService(own);
    const pushes = createPushSubscriptionsService(platform);
    const suppressions = createMailSuppressionsService(platform);
    const notify = createNotify(own);
    const ownMails = [welcomeMail, linkMail, suspensionMail, registrationRepeatedMail, createNotificationMail(own), createDigestMail(own)];
    const mails = [...ownMails, ...[organizationInvitationMail, ...declared].map((mail) => ofDeclared(mail, platform))];
    return {
      services: {
        unsubscriber: createUnsubscriber(own),
        mailProviderEvents: createMailProviderEvents(suppressions, platform.log),
      },
      resolvers: [
        new NotificationResolver(notifications, own),
        new NotificationSettingsResolver(settings),
        new PushSubscriptionResolver(pushes),
        new FailedMailResolver(createFailedMailsService(platform)),
        new MailSuppressionResolver(suppressions),
      ],
      nodes: notificationNodes(notifications, pushes, settings),
      eventHandlers: [
        ...kinds.all().map((kind) => on(kind.event, `${kind.name}-notification`, (event, eventId) => notify(kind, event, eventId))),
        ...mails.map((kind) => on(kind.event, `${kind.name}-mail`, (event) => orderMail(platform, kind, event))),
        on(notificationCreated, "push", (event) => orderPushes(platform, event)),
        on(mailRetried, "retried-mail", async ({ kind: name, event }, eventId) => {
          const kind = mails.find((one) => one.name === name);
          if (kind) await orderMail(platform, kind, kind.event.parse(event), eventId);
        }),
      ],
      workers: [
        async () => startMailWorker({ ...own, kinds: mails }),
        async () => startPushWorker(own),
        async () => startDigestClock({ ...platform, tickMs: platform.env.DIGEST_TICK_MS }),
      ],
    };
  },
} satisfies Module;
