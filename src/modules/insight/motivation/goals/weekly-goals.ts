import { rows, type EntityManager } from "../../../../platform/database/database.js";
import { startOfWeek } from "../../../../kernel/local-day.js";
import type { GoalKind } from "./weekly-goal.entity.js";

export interface GoalRow {
  kind: GoalKind;
  target: number;
  progress: number;
  weekStart: string;
}

/** Goals of an account with the progress of its present week, which begins on Monday at midnight in its time zone. */
export async function goalsOf(em: EntityManager, userId: string, zone: string): Promise<GoalRow[]> {
  const week = startOfWeek(new Date(), zone);
  const found = await rows<Omit<GoalRow, "weekStart">>(
    em,
    `select g.kind, g.target, greatest(0, case g.kind when 'XP' then w.points else w.problems end)::int as progress
     from weekly_goals g cross join lateral (
       select coalesce(sum(e.points), 0) as points, coalesce(sum(sign(e.points)) filter (where e.cause_kind = 'problem-solved'), 0) as problems
       from xp_entries e where e.user_id = g.user_id and e.earned_at >= ?
     ) w where g.user_id = ? order by g.kind`,
    [week.at, userId],
  );
  return found.map((goal) => ({ ...goal, weekStart: week.day }));
}

export async function setGoal(em: EntityManager, userId: string, kind: GoalKind, target: number): Promise<void> {
  await em.execute(
    `insert into weekly_goals (user_id, kind, target) values (?, ?, ?)
     on conflict (user_id, kind) do update set target = excluded.target, updated_at = now()`,
    [userId, kind, target],
  );
}

export async function removeGoal(em: EntityManager, userId: string, kind: GoalKind): Promise<void> {
  await em.execute("delete from weekly_goals where user_id = ? and kind = ?", [userId, kind]);
}
