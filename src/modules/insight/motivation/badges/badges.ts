import type { BadgeRule } from "./badge-rule.js";
import { fiftySolves } from "./rules/fifty-solves.badge.js";
import { firstSolve } from "./rules/first-solve.badge.js";
import { fiveTopics } from "./rules/five-topics.badge.js";
import { hardTen } from "./rules/hard-ten.badge.js";
import { levelTen } from "./rules/level-ten.badge.js";
import { streakHundred } from "./rules/streak-hundred.badge.js";
import { streakMonth } from "./rules/streak-month.badge.js";
import { streakWeek } from "./rules/streak-week.badge.js";
import { tenQuizzes } from "./rules/ten-quizzes.badge.js";

/** Every badge, in the order in which clients list them. A new badge is one file and one line. */
export const BADGES: readonly BadgeRule[] = [
  firstSolve,
  fiftySolves,
  hardTen,
  fiveTopics,
  tenQuizzes,
  levelTen,
  streakWeek,
  streakMonth,
  streakHundred,
];

export function badgeNamed(name: string): BadgeRule | undefined {
  return BADGES.find((badge) => badge.name === name);
}
