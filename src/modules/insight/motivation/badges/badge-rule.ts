/** What may move the progress towards a badge. */
export type Signal = "xp" | "practice";

/**
 * A badge and when accounts get it: one file in rules/ and one line in badges.ts. Accounts that have already reached the goal of a new
 * badge get it from badge-sweep.ts.
 */
export interface BadgeRule {
  /** Unique and permanent: rows refer to it. Letters, digits and -, at most 40. */
  name: string;
  title: string;
  description: string;
  /** Icon name in the Lucide set. */
  icon: string;
  /** Progress with which the badge is awarded. */
  goal: number;
  /** Evaluated after these changes of the account. */
  signals: readonly Signal[];
  /**
   * SQL that selects `user_id` and `progress` (integer) of the accounts in `users`, an array of ids that it contains exactly once.
   * Accounts without progress may be missing.
   */
  progress(users: string): string;
}

/** Problems that accounts have solved, by the ledger: the sum of rows of a problem is positive while it is solved. */
export const solvedProblems = (users: string, condition = "true") => `
  select user_id, count(*)::int as progress from (
    select e.user_id, e.subject_id from xp_entries e
    where e.user_id = any(${users}) and e.cause_kind = 'problem-solved' and ${condition} group by 1, 2 having sum(e.points) > 0
  ) solved group by user_id`;
