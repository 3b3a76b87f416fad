import { xpOfLevel } from "../../xp/levels.js";
import type { BadgeRule } from "../badge-rule.js";

export const levelTen: BadgeRule = {
  name: "level-ten",
  title: "Level 10",
  description: `Reach level 10, with ${xpOfLevel(10)} XP.`,
  icon: "star",
  goal: xpOfLevel(10),
  signals: ["xp"],
  progress: (users) => `select user_id, points as progress from xp_totals where user_id = any(${users})`,
};
