import { solvedProblems, type BadgeRule } from "../badge-rule.js";

export const firstSolve: BadgeRule = {
  name: "first-solve",
  title: "First steps",
  description: "Solve a problem.",
  icon: "footprints",
  goal: 1,
  signals: ["xp"],
  progress: (users) => solvedProblems(users),
};
