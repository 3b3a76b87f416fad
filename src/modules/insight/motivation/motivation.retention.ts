import { purgeRows } from "../../../platform/database/purge.js";
import type { RetentionRule } from "../../contracts/module.js";
import { integerSetting } from "../../contracts/setting.js";
import { OLDEST_PRACTICE_DAYS } from "./streaks/record-practice.js";

/** The ledger, days and badges are kept while the account exists: XP, heat map and streak are made of them. */
export const motivationRetention: readonly RetentionRule[] = [
  {
    name: "practice-entries",
    days: integerSetting({
      name: "retention.practiceEntriesDays",
      description: `Days that single pieces of practice are kept, so that none counts twice; days and streaks stay. At least ${2 * OLDEST_PRACTICE_DAYS}, as practice is counted for ${OLDEST_PRACTICE_DAYS} days.`,
      default: 2 * OLDEST_PRACTICE_DAYS,
      minimum: 2 * OLDEST_PRACTICE_DAYS,
      maximum: 36_500,
    }),
    purge: purgeRows("practice_entries", "at < ?"),
  },
];
