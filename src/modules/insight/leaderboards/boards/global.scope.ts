import { NO_SCOPE_ID, type LeaderboardScope } from "./scope.js";

export const globalScope: LeaderboardScope = {
  name: "GLOBAL",
  description: "All XP of all accounts.",
  type: null,
  check: async () => undefined,
  boards: async () => [NO_SCOPE_ID],
  entries: `select e.user_id, '${NO_SCOPE_ID}' as scope_id, e.points, e.earned_at from xp_entries e`,
  totals: `select t.user_id, '${NO_SCOPE_ID}' as scope_id, t.points, null::timestamptz as earned_at from xp_totals t`,
};
