import { purgeRows } from "../../../../platform/database/purge.js";
import type { RetentionRule } from "../../../contracts/module.js";
import { retentionSetting } from "../../../contracts/setting.js";

export const verificationsRetention: readonly RetentionRule[] = [
  {
    name: "verifications",
    days: retentionSetting("verifications", { description: "Days that reports of ended verifications are kept.", default: 365 }),
    purge: purgeRows("verifications", "status in ('FINISHED', 'CANCELLED', 'FAILED') and finished_at < ?"),
  },
];
