import { solvedProblems, type BadgeRule } from "../badge-rule.js";

export const fiftySolves: BadgeRule = {
  name: "fifty-solves",
  title: "Problem solver",
  description: "Solve 50 problems.",
  icon: "puzzle",
  goal: 50,
  signals: ["xp"],
  progress: (users) => solvedProblems(users),
};
