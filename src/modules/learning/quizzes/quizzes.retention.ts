import { purgeRows } from "../../../platform/database/purge.js";
import type { RetentionRule } from "../../contracts/module.js";
import { KEPT_FOR_EVER, retentionSetting } from "../../contracts/setting.js";

export const quizzesRetention: readonly RetentionRule[] = [
  {
    name: "quiz-previews",
    days: retentionSetting("quizPreviews", { description: "Days that editors' previews of quizzes are kept.", default: 30 }),
    purge: purgeRows("quiz_attempts", "preview and started_at < ?"),
  },
  {
    name: "quiz-attempts",
    days: retentionSetting("quizAttempts", {
      description: "Days that graded attempts at quizzes are kept, with their answers and results.",
      default: KEPT_FOR_EVER,
    }),
    purge: purgeRows("quiz_attempts", "not preview and status = 'GRADED' and graded_at < ?"),
  },
];
