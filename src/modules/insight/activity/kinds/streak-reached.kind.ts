import { streakReached, type StreakReached } from "../../../../events/streak-reached.event.js";
import { idOfParts } from "../../../../kernel/ids.js";
import { messagesIn } from "../../../../messages/messages.js";
import { activityKind } from "./activity-kind.js";

export interface ReachedStreak {
  streakDays: number;
}

/** Again for each new streak. */
export const reachedStreak = activityKind<StreakReached, ReachedStreak>({
  name: "STREAK_REACHED",
  title: "Streaks",
  description: "Practised for 7, 30, 100, 365 or 1,000 days in a row.",
  events: [streakReached],
  about: ({ userId, days, day }) => `${userId} ${days} ${day}`,
  assess: async (_em, { userId, days, day }) => {
    return { userId, causeId: idOfParts("streak", String(days), day), holds: true, at: new Date(), data: { streakDays: days } };
  },
  text: ({ data }, language) => messagesIn(language).activity.streakReached(data.streakDays),
});
