/** Writes practice and keeps the streak in step with it. Runs in the worker, inside the transaction of an event handler. */
import { streakReached } from "../../../../events/streak-reached.event.js";
import { DAY_MS } from "../../../../kernel/units.js";
import { rows, type EntityManager } from "../../../../platform/database/database.js";
import { announce } from "../../../../platform/outbox/outbox.js";
import { localDay } from "../../../../kernel/local-day.js";
import type { Practice } from "./sources/practice-source.js";
import { streakOf, withDay, type PracticeDay, type Streak } from "./streak.js";

/** Older practice counts for nothing, so that a rejudge of old submissions finds no forgotten entries to count again. */
export const OLDEST_PRACTICE_DAYS = 30;

/** Lengths of a streak that are announced, in days. A streak that grows past several at once announces the longest. */
const MILESTONES = [7, 30, 100, 365, 1000];

export const DAY_COLUMNS = `d.day::text as day, d.first_at as "firstAt", d.first_zone as "firstZone", d.last_at as "lastAt", d.last_zone as "lastZone"`;

interface StreakRow {
  length: number;
  longest: number;
  freezes: number;
  lastDay: string | null;
}

/** Returns whether the practice was new. Idempotent, and independent of the order of events. */
export async function recordPractice(em: EntityManager, kind: string, { userId, causeId, at }: Practice): Promise<boolean> {
  if (at.getTime() < Date.now() - OLDEST_PRACTICE_DAYS * DAY_MS) return false;
  // Locks the account's streak before anything is read.
  const [before] = await rows<StreakRow & { zone: string }>(
    em,
    `insert into streaks as s (user_id, length, longest, freezes) select id, 0, 0, 0 from users where id = ? and deleted_at is null
     on conflict (user_id) do update set length = s.length
     returning s.length, s.longest, s.freezes, s.last_day::text as "lastDay", (select timezone from users where id = s.user_id) as zone`,
    [userId],
  );
  if (!before) return false;
  const day = localDay(at, before.zone);
  const [added] = await rows<PracticeDay & { count: number }>(
    em,
    `with entry as (
       insert into practice_entries (user_id, kind, cause_id, at) values (?, ?, ?, ?) on conflict do nothing returning user_id, at
     )
     insert into practice_days as d (user_id, day, count, first_at, first_zone, last_at, last_zone)
     select user_id, ?::date, 1, at, ?, at, ? from entry
     on conflict (user_id, day) do update set count = d.count + 1,
       first_at = least(d.first_at, excluded.first_at),
       first_zone = case when excluded.first_at < d.first_at then excluded.first_zone else d.first_zone end,
       last_at = greatest(d.last_at, excluded.last_at),
       last_zone = case when excluded.last_at >= d.last_at then excluded.last_zone else d.last_zone end
     returning count, ${DAY_COLUMNS}`,
    [userId, kind, causeId, at, day, before.zone, before.zone],
  );
  if (!added) return false;
  if (added.count > 1) return true;
  const streak = before.lastDay !== null && day < before.lastDay ? await countAgain(em, userId) : await addDay(em, userId, before, added);
  const reached = MILESTONES.findLast((days) => streak.length >= days);
  if (reached && before.length < reached) announce(em, streakReached, { userId, days: reached, day: streak.last.day });
  return true;
}

async function addDay(em: EntityManager, userId: string, before: StreakRow, added: PracticeDay): Promise<Streak> {
  const last = before.lastDay === null ? undefined : (await readDays(em, userId, before.lastDay))[0];
  const { streak, frozen } = withDay(last ? { ...before, last } : null, added);
  await writeStreak(em, userId, streak);
  if (frozen > 0) await writeFrozen(em, userId, [added], [frozen]);
  return streak;
}

/** A day came late, or a journey to the west repeats a date. */
async function countAgain(em: EntityManager, userId: string): Promise<Streak> {
  const days = await readDays(em, userId);
  const { streak, frozen } = streakOf(days);
  await writeStreak(em, userId, streak!);
  await writeFrozen(em, userId, days, frozen);
  return streak!;
}

function readDays(em: EntityManager, userId: string, from = "0001-01-01"): Promise<PracticeDay[]> {
  return rows<PracticeDay>(em, `select ${DAY_COLUMNS} from practice_days d where d.user_id = ? and d.day >= ?::date order by d.day`, [
    userId,
    from,
  ]);
}

async function writeStreak(em: EntityManager, userId: string, { length, longest, freezes, last }: Streak): Promise<void> {
  await em.execute("update streaks set length = ?, longest = ?, freezes = ?, last_day = ?::date where user_id = ?", [
    length,
    longest,
    freezes,
    last.day,
    userId,
  ]);
}

async function writeFrozen(em: EntityManager, userId: string, days: readonly PracticeDay[], frozen: readonly number[]): Promise<void> {
  await em.execute(
    `update practice_days d set frozen = n.frozen from unnest(?::date[], ?::int[]) as n (day, frozen)
     where d.user_id = ? and d.day = n.day and d.frozen <> n.frozen`,
    [`{${days.map(({ day }) => day).join(",")}}`, `{${frozen.join(",")}}`, userId],
  );
}
