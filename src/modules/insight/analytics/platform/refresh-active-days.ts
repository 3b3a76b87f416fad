import { firstIdAt } from "../../../../kernel/ids.js";
import { dayAfter } from "../../../../kernel/local-day.js";
import type { Transaction } from "../../../../platform/database/database.js";
import { take } from "../changes/changes.js";
import { ACTIVE_DAYS, COHORT_WEEKS, isDay, mondayOf } from "./day-figures.js";

/** From the first to the last day of a transaction. Each reads `ACTIVE_DAYS` more on both sides. */
const SPAN_DAYS = 62;
/** Sorts the days of an account in memory, up to about a million. */
const WORK_MEMORY = "64MB";

/** Parts of the list that one transaction computes. The deletion of an account changes all of its days at once. */
export function spansOf(sortedDays: readonly string[]): string[][] {
  const spans: string[][] = [];
  for (const day of sortedDays) {
    const first = spans.at(-1)?.[0];
    if (first !== undefined && isDay(first) && day < dayAfter(first, SPAN_DAYS)) spans.at(-1)!.push(day);
    else spans.push([day]);
  }
  return spans;
}

/**
 * Active accounts of the days and of all windows that have one of them. Reads each day once, however many windows it is part of: an account
 * that was active on a day is in the windows that end from then until the day before its next one, at most `ACTIVE_DAYS`. So each day of an
 * account adds one where these windows begin and takes it away behind the last one, and a window has the sum of what is before its end.
 */
const WINDOWS = `
  with wanted as (
    select distinct each::date as day from unnest(?::date[]) as k (day),
      generate_series(k.day, least(k.day + ${ACTIVE_DAYS - 1}, greatest(k.day, (now() at time zone 'UTC')::date)), '1 day') as each
  ), counted as (
    select s.day, sum(s.change) as change from (
      select a.day as first, least(a.day + ${ACTIVE_DAYS}, lead(a.day) over (partition by a.user_id order by a.day)) as behind
      from active_days a where a.day > ?::date - ${ACTIVE_DAYS} and a.day < ?::date + ${ACTIVE_DAYS}) w
    cross join lateral (values (w.first, 1), (w.behind, -1)) as s (day, change) group by s.day
  )
  insert into analytics_days (day, active_accounts, monthly_accounts, refreshed_at)
  select w.day, (select count(*) from active_days a where a.day = w.day), coalesce((select sum(c.change) from counted c where c.day <= w.day), 0), now()
  from wanted w
  on conflict (day) do update set active_accounts = excluded.active_accounts, monthly_accounts = excluded.monthly_accounts,
    refreshed_at = excluded.refreshed_at`;

/** Figures of the days, of the windows that they are part of, and of their weeks by the age of the accounts. Days are in order. */
export async function refreshActiveDays(tx: Transaction, keys: readonly string[]): Promise<void> {
  await take(tx, "ACTIVE_DAY", keys);
  const days = keys.filter(isDay);
  if (days.length === 0) return;
  await tx.execute(`set local work_mem = '${WORK_MEMORY}'`);
  await tx.execute(WINDOWS, [`{${days.join(",")}}`, days[0], days.at(-1)]);
  for (const week of new Set(days.map(mondayOf))) await refreshWeek(tx, week);
}

async function refreshWeek(tx: Transaction, week: string): Promise<void> {
  await tx.execute("delete from analytics_retention where week = ?::date", [week]);
  await tx.execute(
    `insert into analytics_retention (cohort, week, accounts)
     select date_trunc('week', u.created_at at time zone 'UTC')::date, ?::date, count(distinct a.user_id)
     from active_days a join users u on u.id = a.user_id
     where a.day >= ?::date and a.day < ?::date + 7 and u.deleted_at is null and not u.guest
       and u.id >= ?::uuid and u.created_at >= ? and u.created_at < ?
     group by 1`,
    [
      ...[week, week, week, firstIdAt(Date.parse(dayAfter(week, -7 * COHORT_WEEKS - 1)))],
      ...[new Date(Date.parse(dayAfter(week, -7 * COHORT_WEEKS))), new Date(Date.parse(dayAfter(week, 7)))],
    ],
  );
}
