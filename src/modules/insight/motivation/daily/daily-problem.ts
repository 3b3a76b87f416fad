import { rows, type EntityManager } from "../../../../platform/database/database.js";
import { publicSql } from "../../../base/authorship/authored.js";

export interface DailyRow {
  date: string;
  problemId: string;
}

/** No problem is chosen twice within so many days, while there are others. */
export const REST_DAYS = 365;

const READ = `select day::text as date, problem_id as "problemId" from daily_problems where day = ?::date`;

/**
 * The problem of a UTC day, as YYYY-MM-DD; null if there is none. The first reader of today chooses it: among problems that are
 * published for everyone and not premium, those chosen longest ago or never come first, then the least hash of day and problem. So
 * the choice is the same in all processes, and the row of the day is written once.
 */
export async function dailyProblemOf(em: EntityManager, day: string, today: string): Promise<DailyRow | null> {
  const [stored] = await rows<DailyRow>(em, READ, [day]);
  if (stored || day !== today) return stored ?? null;
  await em.execute(
    `insert into daily_problems (day, problem_id)
     select ?::date, p.id from problems p
       left join lateral (select max(d.day) as day from daily_problems d where d.problem_id = p.id) used on true
     where ${publicSql("p")} and not p.premium
     order by case when used.day > ?::date - ${REST_DAYS} then used.day end nulls first, md5(?::text || p.id) limit 1
     on conflict do nothing`,
    [day, day, day],
  );
  return (await rows<DailyRow>(em, READ, [day]))[0] ?? null;
}
