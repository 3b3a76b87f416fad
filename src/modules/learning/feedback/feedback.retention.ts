import { purgeRows } from "../../../platform/database/purge.js";
import type { RetentionRule } from "../../contracts/module.js";
import { retentionSetting } from "../../contracts/setting.js";

export const feedbackRetention: readonly RetentionRule[] = [
  {
    name: "deleted-line-comments",
    days: retentionSetting("deletedLineComments", {
      description: "Days that the places of deleted comments on work are kept, without text, so that watchers hear of the deletion.",
      default: 30,
    }),
    purge: purgeRows("line_comments", "deleted_at < ?"),
  },
  {
    name: "wrong-answer-groups",
    days: retentionSetting("wrongAnswerGroups", {
      description: "Days that groups of wrong answers and their hints are kept after the last answer.",
      default: 730,
    }),
    purge: purgeRows("wrong_answer_groups", "last_joined_at < ?"),
  },
];
