import type { NodeLookups } from "../../../graphql/context.js";
import { nodesById } from "../../../graphql/node-lookup.js";
import { rows } from "../../../platform/database/database.js";
import { FAILED_MAIL_COLUMNS, type FailedMailRow } from "./delivery/failed-mails.service.js";
import { SUPPRESSION_COLUMNS, type MailSuppressionRow } from "./delivery/mail-suppressions.service.js";
import type { NotificationsService } from "./inbox/notifications.service.js";
import type { PushSubscriptionsService } from "./push/push-subscriptions.service.js";
import type { NotificationSettingsService } from "./preferences/notification-settings.service.js";

export function notificationNodes(
  notifications: NotificationsService,
  pushes: PushSubscriptionsService,
  settings: NotificationSettingsService,
): NodeLookups {
  return {
    Notification: nodesById("notification:read", ({ em, signedIn }, ids) => notifications.read(em, signedIn, ids)),
    // An account has a few.
    PushSubscription: nodesById("notification:read", ({ em, signedIn }) => pushes.list(em, signedIn)),
    NotificationSettings: nodesById("notification:read", async ({ em, signedIn }, ids) =>
      ids.includes(signedIn.id) ? [await settings.read(em, signedIn.id)] : [],
    ),
    FailedMail: nodesById("mail:operate", ({ em }, ids) =>
      rows<FailedMailRow>(em, `select ${FAILED_MAIL_COLUMNS} from failed_mails f where f.id in (?)`, [ids]),
    ),
    MailSuppression: nodesById("mail:operate", ({ em }, ids) =>
      rows<MailSuppressionRow>(em, `select ${SUPPRESSION_COLUMNS} from mail_suppressions s where s.id in (?)`, [ids]),
    ),
  };
}
