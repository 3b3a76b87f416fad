/**
 * Streaks as a pure function of the days on which a learner practised. A day is the learner's local date at the time, in the zone of the
 * profile at the time. How zones and travel are treated, and why: docs/decisions/0036-xp-and-streaks.md.
 */
import { HOUR_MS } from "../../../../kernel/units.js";
import { dayAfter, daysBetween, hasDay, localDay } from "../../../../kernel/local-day.js";

/** A freeze day is earned with every seventh practised day of a streak. */
export const DAYS_PER_FREEZE = 7;
/** Freeze days that a learner can hold. */
export const FREEZES_MOST = 2;

/** A local date with practice: its first and last moment, and the zones of the profile then. */
export interface PracticeDay {
  day: string;
  firstAt: Date;
  firstZone: string;
  lastAt: Date;
  lastZone: string;
}

export interface Streak {
  /** Practised days of the current streak; frozen days do not count. */
  length: number;
  /** The longest streak so far. */
  longest: number;
  /** Freeze days that are left. */
  freezes: number;
  /** The newest practised day. */
  last: PracticeDay;
}

/** Nobody can have missed a whole local day in less time. */
const SHORTEST_MISS_MS = 24 * HOUR_MS;
/** A gap of more days is not looked at day by day. */
const LONG_GAP = 40;

/** Days strictly between two dates that the zone had. */
function wholeDays(zone: string, from: string, to: string): number {
  const between = daysBetween(from, to) - 1;
  if (between <= 0 || between > LONG_GAP) return Math.max(0, between);
  return Array.from({ length: between }, (_, n) => dayAfter(from, n + 1)).filter((day) => hasDay(zone, day)).length;
}

/**
 * Local days that the learner has missed between two practised ones. A day is missed only if it was missed on the calendar of the zone
 * that the learner left and of the one that the learner came to, so no journey loses a day.
 */
export function missedDays(before: PracticeDay, after: Pick<PracticeDay, "day" | "firstAt" | "firstZone">): number {
  if (daysBetween(before.day, after.day) <= 1) return 0;
  if (after.firstAt.getTime() - before.lastAt.getTime() < SHORTEST_MISS_MS) return 0;
  const missedIn = (zone: string) => wholeDays(zone, localDay(before.lastAt, zone), localDay(after.firstAt, zone));
  const byDates = wholeDays(after.firstZone, before.day, after.day);
  return Math.min(byDates, missedIn(before.lastZone), missedIn(after.firstZone));
}

/** The streak with one more day, which is later than its last one. `frozen`: freeze days spent on the days before. */
export function withDay(streak: Streak | null, day: PracticeDay): { streak: Streak; frozen: number } {
  if (!streak) return { streak: { length: 1, longest: 1, freezes: 0, last: day }, frozen: 0 };
  const missed = missedDays(streak.last, day);
  const survives = missed <= streak.freezes;
  const length = survives ? streak.length + 1 : 1;
  const frozen = survives ? missed : 0;
  const earned = length % DAYS_PER_FREEZE === 0 ? 1 : 0;
  const freezes = Math.min(FREEZES_MOST, streak.freezes - frozen + earned);
  return { streak: { length, longest: Math.max(streak.longest, length), freezes, last: day }, frozen };
}

/** The streak of all days, which are in order, with the freeze days spent before each. */
export function streakOf(days: readonly PracticeDay[]): { streak: Streak | null; frozen: number[] } {
  const frozen: number[] = [];
  let streak: Streak | null = null;
  for (const day of days) {
    const next = withDay(streak, day);
    streak = next.streak;
    frozen.push(next.frozen);
  }
  return { streak, frozen };
}

export interface StreakNow {
  days: number;
  longestDays: number;
  /** Left after the days that are frozen until now. */
  freezes: number;
  practicedToday: boolean;
}

/** The streak as it stands: today still counts as open, and missed days take freeze days, or end the streak. */
export function streakNow(streak: Streak, now: Date, zone: string): StreakNow {
  const today = localDay(now, zone);
  const missed = missedDays(streak.last, { day: today, firstAt: now, firstZone: zone });
  const alive = missed <= streak.freezes;
  return {
    days: alive ? streak.length : 0,
    longestDays: streak.longest,
    freezes: alive ? streak.freezes - missed : streak.freezes,
    // After a journey to the west, the last day may be ahead of today.
    practicedToday: daysBetween(streak.last.day, today) <= 0,
  };
}
