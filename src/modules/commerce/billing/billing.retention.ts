import { purgeRows } from "../../../platform/database/purge.js";
import type { RetentionRule } from "../../contracts/module.js";
import { retentionSetting } from "../../contracts/setting.js";

export const billingRetention: readonly RetentionRule[] = [
  {
    name: "invoices",
    days: retentionSetting("invoices", {
      description: "Days that invoices are kept, with their payments and refunds. Ten years by default, for accounting.",
      default: 3660,
    }),
    purge: purgeRows("invoices", "created_at < ? and state not in ('DRAFT', 'OPEN')"),
  },
  {
    name: "subscriptions",
    days: retentionSetting("subscriptions", {
      description: "Days that ended subscriptions are kept. Ten years by default.",
      default: 3660,
    }),
    purge: purgeRows("subscriptions", "ended_at < ? and state = 'CANCELED'"),
  },
];
