import { listOfRows, removal, statement, type PersonalData } from "../../contracts/personal-data.js";

/**
 * Figures of problems, tracks and days hold nothing of single people. Removed rows change them at the next refresh: triggers note each removal.
 */
export const analyticsPersonalData: PersonalData = {
  columns: {
    "active_days.user_id": { export: "active-days", deletion: "removed" },
    "analytics_attempts.user_id": {
      export: { not: "It is counted from `submissions`." },
      deletion: { kept: "It is the account of the submission, whose row is kept. Texts of outputs and compilers are erased." },
    },
  },
  exports: [
    listOfRows({
      name: "active-days",
      description: "Days (UTC) on which you submitted code, viewed a lesson, started a quiz or signed in.",
      select: `d.day::text as day`,
      from: "from active_days d where d.user_id = ?",
      key: "d.day",
      before: "-infinity",
      page: 1000,
    }),
  ],
  erasures: [
    removal("active_days"),
    statement(
      "texts of analytics_attempts by user_id",
      `update analytics_attempts set text = null, text_key = null where submission_id = any(array(
         select submission_id from analytics_attempts where user_id = ? and text_key is not null limit 500))`,
    ),
  ],
};
