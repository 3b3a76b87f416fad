/**
 * Levels: level L needs 25 · L · (L − 1) XP in all, so each level needs 50 XP more than the one before. Level 1 needs none, level 2
 * 50, level 3 150, level 10 2,250, level 50 61,250. The schema publishes the formula.
 */
const STEP = 25;

/** XP with which a level begins. */
export function xpOfLevel(level: number): number {
  return STEP * level * (level - 1);
}

/** The highest level that the points reach; at least 1. */
export function levelOf(points: number): number {
  const level = Math.max(1, Math.floor((1 + Math.sqrt(1 + (4 * Math.max(0, points)) / STEP)) / 2));
  // The root may be off by one unit in the last place at the border.
  if (xpOfLevel(level + 1) <= points) return level + 1;
  return level > 1 && xpOfLevel(level) > points ? level - 1 : level;
}
