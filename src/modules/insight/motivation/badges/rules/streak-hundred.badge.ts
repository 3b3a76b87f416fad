import type { BadgeRule } from "../badge-rule.js";

export const streakHundred: BadgeRule = {
  name: "streak-hundred",
  title: "One hundred days in a row",
  description: "Practice on 100 days without a break. Frozen days do not break it and do not count.",
  icon: "trophy",
  goal: 100,
  signals: ["practice"],
  progress: (users) => `select user_id, longest as progress from streaks where user_id = any(${users})`,
};
