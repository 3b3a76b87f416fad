import type { BadgeRule } from "../badge-rule.js";

export const fiveTopics: BadgeRule = {
  name: "five-topics",
  title: "Explorer",
  description: "Earn XP in 5 topics.",
  icon: "compass",
  goal: 5,
  signals: ["xp"],
  progress: (users) => `
    select user_id, count(*)::int as progress from (
      select e.user_id, t.topic from xp_entries e cross join lateral unnest(e.topic_ids) as t (topic)
      where e.user_id = any(${users}) group by 1, 2 having sum(e.points) > 0
    ) topics group by user_id`,
};
