import { firstIdAt } from "../../../../kernel/ids.js";
import { dayAfter } from "../../../../kernel/local-day.js";
import { rows, type Transaction } from "../../../../platform/database/database.js";
import { take } from "../changes/changes.js";
import { isDay, type DayFigures, type Percentiles } from "./day-figures.js";

const TIMES = (column: string) =>
  `percentile_cont(array[0.5, 0.95]) within group (order by ${column}) filter (where ${column} is not null) as "${column}"`;

function percentiles(found: readonly number[] | null): Percentiles | null {
  const [median, p95] = found ?? [];
  return median === undefined || p95 === undefined ? null : { median: Math.round(median), p95: Math.round(p95) };
}

/** Accounts, submissions, verdicts and times of a day. */
export async function refreshDay(tx: Transaction, day: string): Promise<void> {
  await take(tx, "DAY", [day]);
  if (!isDay(day)) return;
  // By the primary key, as ids have the time of their creation; a day earlier and later, as clocks differ.
  const [accounts] = await rows<{ created: number; kept: number }>(
    tx,
    `select count(*)::int as created, (count(*) filter (where deleted_at is null))::int as kept from users
     where id >= ?::uuid and id < ?::uuid and created_at >= ? and created_at < ? and not guest`,
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
