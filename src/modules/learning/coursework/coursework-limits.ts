export const TITLE_MAX = 120;
export const INSTRUCTIONS_MAX = 20_000;
/** Of a class. */
export const CLASS_ASSIGNMENTS_MAX = 100;
/** Of an assignment. */
export const PROBLEMS_MAX = 30;
export const POINTS_MAX = 10_000;
export const WEIGHT_MAX = 1000;
export const REMIND_HOURS_MAX = 168;
export const DROP_LOWEST_MAX = 20;
/** Changes of one policy that are not applied; older ones are removed. */
export const STAGED_CHANGES_MAX = 10;
export const GROUPS_MAX = 500;
export const GROUP_MEMBERS_MAX = 20;
export const GROUP_NAME_MAX = 60;
export const REASON_MAX = 1000;
export const COMMENT_MAX = 5000;
/** Days after the release of grades in which learners may ask for a regrade. */
export const REGRADE_DAYS_MAX = 60;
export const REGRADE_TEXT_MAX = 5000;
/** Free submissions by one learner for one assignment. */
export const SUBMISSIONS_MAX = 100;
export const SUBMISSION_TEXT_MAX = 50_000;
export const SUBMISSION_FILES_MAX = 5;
/** Grades from which on learners see statistics: with fewer, a learner could work out the grades of others. */
export const STATISTICS_MIN = 5;
export const CRITERIA_MAX = 20;
export const CRITERION_TITLE_MAX = 120;
