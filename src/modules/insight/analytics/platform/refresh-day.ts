import { firstIdAt } from "../../../../kernel/ids.js";
import { dayAfter } from "../../../../kernel/local-day.js";
import { rows, type Transaction } from "../../../../platform/database/database.js";
import { take } from "../changes/changes.js";
import { ACTIVE_DAYS, COHORT_WEEKS, mondayOf, type DayFigures, type Percentiles } from "./day-figures.js";

const DAY = /^\d{4}-\d\d-\d\d$/;

const TIMES = (column: string) =>
  `percentile_cont(array[0.5, 0.95]) within group (order by ${column}) filter (where ${column} is not null) as "${column}"`;

function percentiles(found: readonly number[] | null): Percentiles | null {
  const [median, p95] = found ?? [];
  return median === undefined || p95 === undefined ? null : { median: Math.round(median), p95: Math.round(p95) };
}

/** Accounts, submissions, verdicts and times of a day. */
export async function refreshDay(tx: Transaction, day: string): Promise<void> {
  await take(tx, "DAY", [day]);
  if (!DAY.test(day)) return;
  // By the primary key, as ids have the time of their creation; a day earlier and later, as clocks differ.
  const [accounts] = await rows<{ created: number; kept: number }>(
    tx,
    `select count(*)::int as created, (count(*) filter (where deleted_at is null))::int as kept from users
     where id >= ?::uuid and id < ?::uuid and created_at >= ? and created_at < ?`,
    [
      firstIdAt(Date.parse(dayAfter(day, -1))),
      firstIdAt(Date.parse(dayAfter(day, 2))),
      new Date(Date.parse(day)),
      new Date(Date.parse(dayAfter(day))),
    ],
  );
  const [sums] = await rows<{ submissions: number; wait_ms: number[] | null; judging_ms: number[] | null }>(
    tx,
    `select count(*)::int as submissions, ${TIMES("wait_ms")}, ${TIMES("judging_ms")} from analytics_attempts where day = ?::date`,
    [day],
  );
  const figures: DayFigures = {
    newAccounts: accounts!.created,
    keptAccounts: accounts!.kept,
    submissions: sums!.submissions,
    verdicts: await rows(
      tx,
      `select verdict, count(*)::int as count from analytics_attempts where day = ?::date and verdict is not null group by verdict order by count desc, verdict`,
      [day],
    ),
    languages: await rows(
      tx,
      `select language, count(*)::int as count from analytics_attempts where day = ?::date group by language order by count desc, language`,
      [day],
    ),
    queueWaitMs: percentiles(sums!.wait_ms),
    judgingMs: percentiles(sums!.judging_ms),
  };
  await tx.execute(
    `insert into analytics_days (day, figures, refreshed_at) values (?::date, ?::jsonb, now())
     on conflict (day) do update set figures = excluded.figures, refreshed_at = excluded.refreshed_at`,
    [day, JSON.stringify(figures)],
  );
}

/** Active accounts of the day, of the windows that it is part of, and of its week by the age of the accounts. */
export async function refreshActiveDay(tx: Transaction, day: string): Promise<void> {
  await take(tx, "ACTIVE_DAY", [day]);
  if (!DAY.test(day)) return;
  await tx.execute(
    `insert into analytics_days (day, active_accounts, monthly_accounts, refreshed_at)
     select d.day, (select count(*) from active_days a where a.day = d.day),
       (select count(distinct a.user_id) from active_days a where a.day > d.day - ${ACTIVE_DAYS} and a.day <= d.day), now()
     from (select each::date as day from generate_series(?::date, least(?::date + ${ACTIVE_DAYS - 1}, greatest(?::date, (now() at time zone 'UTC')::date)), '1 day') as each) d
     on conflict (day) do update set active_accounts = excluded.active_accounts, monthly_accounts = excluded.monthly_accounts,
       refreshed_at = excluded.refreshed_at`,
    [day, day, day],
  );
  const week = mondayOf(day);
  await tx.execute("delete from analytics_retention where week = ?::date", [week]);
  await tx.execute(
    `insert into analytics_retention (cohort, week, accounts)
     select date_trunc('week', u.created_at at time zone 'UTC')::date, ?::date, count(distinct a.user_id)
     from active_days a join users u on u.id = a.user_id
     where a.day >= ?::date and a.day < ?::date + 7 and u.deleted_at is null
       and u.id >= ?::uuid and u.created_at >= ? and u.created_at < ?
     group by 1`,
    [
      ...[week, week, week, firstIdAt(Date.parse(dayAfter(week, -7 * COHORT_WEEKS - 1)))],
      ...[new Date(Date.parse(dayAfter(week, -7 * COHORT_WEEKS))), new Date(Date.parse(dayAfter(week, 7)))],
    ],
  );
}
