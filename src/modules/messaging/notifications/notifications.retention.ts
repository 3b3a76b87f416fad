import { purgeRows } from "../../../platform/database/purge.js";
import type { RetentionRule } from "../../contracts/module.js";
import { retentionSetting } from "../../contracts/setting.js";

export const notificationsRetention: readonly RetentionRule[] = [
  {
    name: "read-notifications",
    days: retentionSetting("readNotifications", { description: "Days for which a read notification is kept.", default: 90 }),
    // The condition on created_at allows use of the age index: notifications are read after they are created.
    purge: purgeRows("notifications", "created_at < ? and read_at < ?"),
  },
  {
    // Redeliveries of an event come within days, so removed notifications are not created again.
    name: "notifications",
    days: retentionSetting("notifications", { description: "Days for which a notification is kept, read or not.", default: 180 }),
    purge: purgeRows("notifications", "created_at < ?"),
  },
  {
    name: "failed-mails",
    days: retentionSetting("failedMails", { description: "Days for which a failed mail can be retried.", default: 90 }),
    purge: purgeRows("failed_mails", "failed_at < ?"),
  },
];
