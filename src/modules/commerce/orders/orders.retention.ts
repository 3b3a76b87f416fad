import { purgeRows } from "../../../platform/database/purge.js";
import type { RetentionRule } from "../../contracts/module.js";
import { retentionSetting } from "../../contracts/setting.js";

export const ordersRetention: readonly RetentionRule[] = [
  {
    name: "orders",
    days: retentionSetting("orders", {
      description: "Days that ended orders are kept, with lines and history. Ten years by default, for accounting.",
      default: 3660,
    }),
    purge: purgeRows("orders", "finished_at < ?"),
  },
];
