import { badInput } from "../../../../kernel/errors.js";
import { DAY_MS } from "../../../../kernel/units.js";
import { rows, type EntityManager } from "../../../../platform/database/database.js";
import { dayOf, daysBetween, readDayFigures, startOf, type DayFigures } from "./day-figures.js";

export interface DayRow extends DayFigures {
  /** ISO date, UTC. */
  day: string;
}

export const MOST_DAYS = 366;
const FIRST_DAY = "1970-01-01";

/** Stored statistics; missing days, up to today, are computed from the source rows. The newest day may still change. */
export async function readStatistics(em: EntityManager, from: Date, to: Date): Promise<DayRow[]> {
  const [first, last] = [dayOf(from), dayOf(to)];
  if (first > last) throw badInput("to", "`to` must not be before `from`.", "OUT_OF_RANGE");
  if (first < FIRST_DAY) throw badInput("from", `There are no statistics before ${FIRST_DAY}.`, "OUT_OF_RANGE");
  // Checked before listing the days: until the year 9999 there are millions.
  const count = (startOf(last) - startOf(first)) / DAY_MS + 1;
  if (count > MOST_DAYS)
    throw badInput("to", `Request at most ${MOST_DAYS} days at once; these are ${count}.`, "OUT_OF_RANGE", {
      maximum: MOST_DAYS,
      actual: count,
    });
  const days = daysBetween(first, last);
  const kept = await rows<{ day: string; figures: DayFigures }>(
    em,
    "select day::text as day, figures from daily_statistics where day between ?::date and ?::date",
    [first, last],
  );
  const figures = new Map(kept.map((row) => [row.day, row.figures]));
  const missing = days.filter((day) => !figures.has(day) && day <= dayOf(new Date()));
  for (const batch of batchesOf(missing)) {
    const read = await readDayFigures(em, batch[0]!, batch.at(-1)!);
    for (const day of batch) figures.set(day, read.get(day)!);
  }
  return days.flatMap((day) => {
    const found = figures.get(day);
    return found ? [{ day, ...found }] : [];
  });
}

/** Days read per statement: with 10,000 submissions a day, a month is sorted on disk, and read without an index. */
const BATCH = 7;

/** Consecutive days, at most BATCH together. */
function batchesOf(days: readonly string[]): string[][] {
  const batches: string[][] = [];
  for (const day of days) {
    const last = batches.at(-1);
    const isNext = last !== undefined && startOf(day) - startOf(last.at(-1)!) === DAY_MS;
    if (isNext && last.length < BATCH) last.push(day);
    else batches.push([day]);
  }
  return batches;
}

/**
 * Stores the statistics of past, fully judged days of the last year. Returns their number. Safe to run concurrently: each
 * day is stored once.
 */
export async function keepFigures(em: EntityManager, now = new Date()): Promise<number> {
  const days = daysBetween(dayOf(new Date(now.getTime() - MOST_DAYS * DAY_MS)), dayOf(new Date(now.getTime() - DAY_MS)));
  const kept = await rows<{ day: string }>(em, "select day::text as day from daily_statistics where day >= ?::date", [days[0]]);
  const [{ since } = { since: null }] = await rows<{ since: Date | null }>(
    em,
    "select min(queued_at) as since from judgements where status <> 'FINISHED'",
  );
  const known = new Set(kept.map(({ day }) => day));
  const missing = days.filter((day) => !known.has(day) && (since === null || startOf(day) + DAY_MS <= since.getTime()));
  for (const batch of batchesOf(missing)) {
    const figures = await readDayFigures(em, batch[0]!, batch.at(-1)!);
    await em.execute(
      `insert into daily_statistics (day, figures) select day, figures from jsonb_to_recordset(?::jsonb) as f (day date, figures jsonb)
       on conflict do nothing`,
      [JSON.stringify(batch.map((day) => ({ day, figures: figures.get(day) })))],
    );
  }
  return missing.length;
}
