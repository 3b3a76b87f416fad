import { purgeRows } from "../../../../platform/database/purge.js";
import type { RetentionRule } from "../../../contracts/module.js";
import { retentionSetting } from "../../../contracts/setting.js";

/** Only who, when and why: judgements that count stay. */
export const rejudgingsRetention: readonly RetentionRule[] = [
  {
    name: "rejudgings",
    days: retentionSetting("rejudgings", {
      description: "Days that a rejudging stays listed after it was applied or cancelled.",
      default: 730,
    }),
    purge: purgeRows("rejudgings", "status in ('APPLIED', 'CANCELLED') and decided_at < ?"),
  },
];
