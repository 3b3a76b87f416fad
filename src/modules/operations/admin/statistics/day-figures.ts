import { firstIdAt } from "../../../../kernel/ids.js";
import { DAY_MS } from "../../../../kernel/units.js";
import { rows, type EntityManager } from "../../../../platform/database/database.js";

/** In milliseconds. */
export interface Percentiles {
  p50: number;
  p95: number;
}

export interface DayFigures {
  newAccounts: number;
  activeAccounts: number;
  submissions: number;
  problemsPublished: number;
  /** Only the first judgement of each submission; unfinished ones are not counted. */
  byVerdict: Record<string, number>;
  byLanguage: Record<string, number>;
  queueWaitMs: Percentiles | null;
  judgingMs: Percentiles | null;
}

export const dayOf = (time: Date): string => time.toISOString().slice(0, 10);
export const startOf = (day: string): number => Date.parse(`${day}T00:00:00Z`);

export function daysBetween(first: string, last: string): string[] {
  const days: string[] = [];
  for (let ms = startOf(first); ms <= startOf(last); ms += DAY_MS) days.push(dayOf(new Date(ms)));
  return days;
}

const day = (column: string) => `(${column} at time zone 'UTC')::date::text as day`;
/** Ids are UUIDv7, so the primary key's index finds rows by creation time. */
const IN_RANGE = "id >= ?::uuid and id < ?::uuid";
const percentiles = (ms: string) =>
  `percentile_cont(array[0.5, 0.95]) within group (order by extract(epoch from ${ms}) * 1000) filter (where started_at is not null and finished_at is not null)`;

/** Computes the statistics of the days from `first` to `last` (ISO dates, UTC) from the source rows. */
export async function readDayFigures(em: EntityManager, first: string, last: string): Promise<Map<string, DayFigures>> {
  const days = daysBetween(first, last);
  const ids = [firstIdAt(startOf(first)), firstIdAt(startOf(last) + DAY_MS)];
  const times = [new Date(startOf(first)), new Date(startOf(last) + DAY_MS)];
  const figures = new Map<string, DayFigures>(
    days.map((each) => [
      each,
      {
        ...{ newAccounts: 0, activeAccounts: 0, submissions: 0, problemsPublished: 0 },
        ...{ byVerdict: {}, byLanguage: {}, queueWaitMs: null, judgingMs: null },
      },
    ]),
  );
  const add = (each: string, change: (of: DayFigures) => void) => {
    const of = figures.get(each);
    if (of) change(of);
  };

  type Counted = { day: string; count: number };
  for (const row of await rows<Counted>(
    em,
    `select ${day("created_at")}, count(*)::int as count from users where not guest and ${IN_RANGE} group by 1`,
    ids,
  ))
    add(row.day, (of) => (of.newAccounts = row.count));

  const published = "from problems where published_at >= ? and published_at < ? group by 1";
  for (const row of await rows<Counted>(em, `select ${day("published_at")}, count(*)::int as count ${published}`, times))
    add(row.day, (of) => (of.problemsPublished = row.count));

  const sent = await rows<{ day: string; language: string | null; submissions: number; accounts: number }>(
    em,
    `select ${day("created_at")}, language, count(*)::int as submissions, count(distinct user_id)::int as accounts
     from submissions where ${IN_RANGE} group by grouping sets ((1, language), (1)) order by 1, 2`,
    ids,
  );
  for (const { day: each, language, submissions, accounts } of sent) {
    if (language !== null) add(each, (of) => (of.byLanguage[language] = submissions));
    else add(each, (of) => Object.assign(of, { submissions, activeAccounts: accounts }));
  }

  const judged = await rows<{ day: string; verdict: string | null; count: number; waits: number[] | null; judgings: number[] | null }>(
    em,
    `select ${day("queued_at")}, verdict, count(*)::int as count,
       ${percentiles("started_at - queued_at")} as waits, ${percentiles("finished_at - started_at")} as judgings
     from judgements where ${IN_RANGE} and requested_by_id is null and status = 'FINISHED'
     group by grouping sets ((1, verdict), (1)) order by 1, 2`,
    ids,
  );
  for (const { day: each, verdict, count, waits, judgings } of judged) {
    if (verdict !== null) add(each, (of) => (of.byVerdict[verdict] = count));
    else add(each, (of) => Object.assign(of, { queueWaitMs: percentilesOf(waits), judgingMs: percentilesOf(judgings) }));
  }
  return figures;
}

function percentilesOf(found: number[] | null): Percentiles | null {
  const [p50, p95] = found ?? [];
  return p50 === undefined || p95 === undefined ? null : { p50: Math.round(p50), p95: Math.round(p95) };
}
