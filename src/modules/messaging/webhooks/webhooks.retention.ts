import { purgeRows } from "../../../platform/database/purge.js";
import type { RetentionRule } from "../../contracts/module.js";
import { retentionSetting } from "../../contracts/setting.js";
import { RETENTION_DAYS } from "./webhook-limits.js";

export const webhooksRetention: readonly RetentionRule[] = [
  {
    name: "webhook-deliveries",
    days: retentionSetting("webhookDeliveries", {
      description: "Days for which events sent to webhook endpoints are listed and can be sent again, with their payloads.",
      default: RETENTION_DAYS,
    }),
    purge: purgeRows("webhook_deliveries", "created_at < ?"),
  },
];
