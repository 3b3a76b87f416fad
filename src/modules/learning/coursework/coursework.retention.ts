import { purgeRows } from "../../../platform/database/purge.js";
import type { RetentionRule } from "../../contracts/module.js";
import { retentionSetting } from "../../contracts/setting.js";

export const courseworkRetention: readonly RetentionRule[] = [
  {
    name: "coursework-reminders",
    days: retentionSetting("courseworkReminders", { description: "Days that sent reminders of coursework are remembered.", default: 30 }),
    purge: purgeRows("coursework_reminders", "due_at < ?"),
  },
  {
    name: "grading-changes",
    days: retentionSetting("gradingChanges", {
      description: "Days that decided changes of grading policies are kept, with what they moved.",
      default: 730,
    }),
    purge: purgeRows("grading_changes", "status <> 'STAGED' and decided_at < ?"),
  },
];
