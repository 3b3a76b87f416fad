import { listOfRows, removal, type PersonalData } from "../../contracts/personal-data.js";

export const motivationPersonalData: PersonalData = {
  columns: {
    "xp_entries.user_id": { export: "xp-entries", deletion: "removed" },
    "xp_totals.user_id": { export: { not: "It is the sum of the entries in `xp-entries`." }, deletion: "removed" },
    "practice_entries.user_id": { export: { not: "They are counted in `practice-days`." }, deletion: "removed" },
    "practice_days.user_id": { export: "practice-days", deletion: "removed" },
    "streaks.user_id": { export: { not: "They follow from `practice-days`." }, deletion: "removed" },
    "awarded_badges.user_id": { export: "badges", deletion: "removed" },
    "weekly_goals.user_id": { export: "weekly-goals", deletion: "removed" },
  },
  exports: [
    listOfRows({
      name: "xp-entries",
      description: "Your XP, line by line.",
      select: `e.id, e.cause_kind as cause, e.subject_id as "subjectId", e.points, e.topic_ids as "topicIds", e.earned_at as "earnedAt",
        e.created_at as "createdAt"`,
      from: "from xp_entries e where e.user_id = ?",
      key: "e.id",
    }),
    listOfRows({
      name: "practice-days",
      description: "Days on which you practised, with the time zones that your profile had.",
      select: `d.day::text as day, d.count, d.first_at as "firstAt", d.first_zone as "firstZone", d.last_at as "lastAt",
        d.last_zone as "lastZone", d.frozen as "frozenBefore"`,
      from: "from practice_days d where d.user_id = ?",
      key: "d.day::text",
      before: "",
    }),
    listOfRows({
      name: "badges",
      description: "Badges that you got.",
      select: `b.badge, b.awarded_at as "awardedAt"`,
      from: "from awarded_badges b where b.user_id = ?",
      key: "b.badge",
      before: "",
    }),
    listOfRows({
      name: "weekly-goals",
      description: "Goals that you set for your weeks.",
      select: `g.kind, g.target, g.updated_at as "updatedAt"`,
      from: "from weekly_goals g where g.user_id = ?",
      key: "g.kind",
      before: "",
    }),
  ],
  erasures: [
    removal("xp_entries"),
    removal("xp_totals"),
    removal("practice_entries"),
    removal("practice_days"),
    removal("streaks"),
    removal("awarded_badges"),
    removal("weekly_goals"),
  ],
};
