import { purgeRows } from "../../../platform/database/purge.js";
import type { RetentionRule } from "../../contracts/module.js";
import { retentionSetting } from "../../contracts/setting.js";

export const notificationsRetention: readonly RetentionRule[] = [
  {
    name: "read-notifications",
    days: retentionSetting("readNotifications", { description: "Days that a notification stays after it was read.", default: 90 }),
    // The condition on created_at allows use of the age index: notifications are read after they are created.
    purge: purgeRows("notifications", "created_at < ? and read_at < ?"),
  },
  {
    // Redeliveries of an event come within days, so removed notifications are not created again.
    name: "notifications",
    days: retentionSetting("notifications", { description: "Days that a notification stays, read or not.", default: 180 }),
    purge: purgeRows("notifications", "created_at < ?"),
  },
  {
    name: "failed-mails",
    days: retentionSetting("failedMails", { description: "Days that a mail which was given up can be tried again.", default: 90 }),
    purge: purgeRows("failed_mails", "failed_at < ?"),
  },
];
