import { purgeRows } from "../../../platform/database/purge.js";
import type { RetentionRule } from "../../contracts/module.js";
import { retentionSetting } from "../../contracts/setting.js";

const purgeDays = purgeRows("active_days", "day < ?::date");

export const analyticsRetention: readonly RetentionRule[] = [
  {
    name: "active-days",
    days: retentionSetting("activeDays", {
      description: "Days for which it is kept on which days an account was active. Figures that were made of them stay.",
      default: 1100,
    }),
    async purge(em, before, limit) {
      // The trigger would have the figures computed without these days.
      await em.execute("select set_config('codequest.purging_active_days', 'on', true)");
      return purgeDays(em, before, limit);
    },
  },
];
