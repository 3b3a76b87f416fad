import type { BadgeRule } from "../badge-rule.js";

export const streakWeek: BadgeRule = {
  name: "streak-week",
  title: "Seven days in a row",
  description: "Practice on 7 days without a break. Frozen days do not break it and do not count.",
  icon: "flame",
  goal: 7,
  signals: ["practice"],
  progress: (users) => `select user_id, longest as progress from streaks where user_id = any(${users})`,
};
