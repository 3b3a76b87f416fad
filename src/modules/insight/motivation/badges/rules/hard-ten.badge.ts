import { solvedProblems, type BadgeRule } from "../badge-rule.js";

export const hardTen: BadgeRule = {
  name: "hard-ten",
  title: "Hard as nails",
  description: "Solve 10 hard problems.",
  icon: "mountain",
  goal: 10,
  signals: ["xp"],
  // By the present difficulty of the problem.
  progress: (users) => solvedProblems(users, "exists (select from problems p where p.id = e.subject_id and p.difficulty = 'HARD')"),
};
