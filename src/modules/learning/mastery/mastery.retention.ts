import { purgeRows } from "../../../platform/database/purge.js";
import type { RetentionRule } from "../../contracts/module.js";
import { KEPT_FOR_EVER, retentionSetting } from "../../contracts/setting.js";

/**
 * Old answers and reviews can go without a change of any estimate: states and cards contain them. A rejudge of a submission whose answer
 * is gone would count it again, so the default keeps them.
 */
export const masteryRetention: readonly RetentionRule[] = [
  {
    name: "mastery-evidence",
    days: retentionSetting("masteryEvidence", {
      description: "Days that single answers of learners are kept; what they say about mastery stays. Do not rejudge older submissions.",
      default: KEPT_FOR_EVER,
    }),
    purge: purgeRows("mastery_evidence", "at < ?"),
  },
  {
    name: "reviews",
    days: retentionSetting("reviews", {
      description: "Days that single reviews are kept, for their history and undo; cards keep their schedule.",
      default: 1095,
    }),
    purge: purgeRows("reviews", "at < ?"),
  },
];
