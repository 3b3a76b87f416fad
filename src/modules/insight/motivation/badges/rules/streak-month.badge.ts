import type { BadgeRule } from "../badge-rule.js";

export const streakMonth: BadgeRule = {
  name: "streak-month",
  title: "Thirty days in a row",
  description: "Practice on 30 days without a break. Frozen days do not break it and do not count.",
  icon: "calendar-days",
  goal: 30,
  signals: ["practice"],
  progress: (users) => `select user_id, longest as progress from streaks where user_id = any(${users})`,
};
