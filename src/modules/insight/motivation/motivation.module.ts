import { nodesById } from "../../../graphql/node-lookup.js";
import type { Module } from "../../contracts/module.js";
import { AwardedBadge } from "./badges/awarded-badge.entity.js";
import { badgeNotification } from "./badges/badge.notification.js";
import { BadgeResolver } from "./badges/badge.resolver.js";
import { BadgeSweep } from "./badges/badge-sweep.entity.js";
import { startBadgeSweep } from "./badges/badge-sweep.js";
import { DailyProblem } from "./daily/daily-problem.entity.js";
import { DailyProblemResolver } from "./daily/daily-problem.resolver.js";
import { WeeklyGoal } from "./goals/weekly-goal.entity.js";
import { WeeklyGoalResolver } from "./goals/weekly-goal.resolver.js";
import { motivationHandlers } from "./motivation-events.js";
import { motivationPermissions } from "./motivation.permissions.js";
import { motivationPersonalData } from "./motivation.personal-data.js";
import { motivationRetention } from "./motivation.retention.js";
import { PracticeEntry } from "./streaks/practice-entry.entity.js";
import { StoredPracticeDay } from "./streaks/practice-day.entity.js";
import { StoredStreak } from "./streaks/streak.entity.js";
import { StreakResolver } from "./streaks/streak.resolver.js";
import { XpEntry } from "./xp/xp-entry.entity.js";
import { XpTotal } from "./xp/xp-total.entity.js";
import { UserXpResolver, xpEntriesById, XpResolver } from "./xp/xp.resolver.js";

export default {
  name: "motivation",
  entities: [XpEntry, XpTotal, PracticeEntry, StoredPracticeDay, StoredStreak, AwardedBadge, BadgeSweep, DailyProblem, WeeklyGoal],
  permissions: motivationPermissions,
  fieldCosts: {
    "Query.badges": { weight: 10, items: 20 },
    "User.badges": { items: 20 },
    "User.practiceDays": { weight: 10, items: 366 },
    "Query.xpCauses": { items: 5 },
    "Query.myWeeklyGoals": { items: 2 },
  },
  resolvers: [XpResolver, UserXpResolver, StreakResolver, BadgeResolver, DailyProblemResolver, WeeklyGoalResolver],
  retention: motivationRetention,
  notificationKinds: [badgeNotification],
  personalData: motivationPersonalData,

  wire({ db, log }) {
    return {
      nodes: { XpEntry: nodesById("motivation:read", ({ em, signedIn }, ids) => xpEntriesById(em, signedIn.id, ids)) },
      eventHandlers: motivationHandlers({ db }),
      workers: [async () => startBadgeSweep({ db, log })],
    };
  },
} satisfies Module;
