import { purgeRows } from "../../../platform/database/purge.js";
import type { RetentionRule } from "../../contracts/module.js";
import { retentionSetting } from "../../contracts/setting.js";

/** Settings, follows and blocks are choices of their owners and stay. */
export const activityRetention: readonly RetentionRule[] = [
  {
    name: "activity",
    days: retentionSetting("activity", { description: "Days that entries of feeds are kept.", default: 365 }),
    purge: purgeRows("activities", "at < ?"),
  },
];
