import type { BadgeRule } from "../badge-rule.js";

export const tenQuizzes: BadgeRule = {
  name: "ten-quizzes",
  title: "Quick thinker",
  description: "Pass 10 quizzes.",
  icon: "lightbulb",
  goal: 10,
  signals: ["xp"],
  progress: (users) => `
    select user_id, count(*)::int as progress from (
      select e.user_id, e.subject_id from xp_entries e
      where e.user_id = any(${users}) and e.cause_kind = 'quiz-passed' group by 1, 2 having sum(e.points) > 0
    ) passed group by user_id`,
};
