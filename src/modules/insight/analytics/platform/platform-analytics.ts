import { badInput } from "../../../../kernel/errors.js";
import { dayAfter, daysBetween } from "../../../../kernel/local-day.js";
import { rows, type EntityManager } from "../../../../platform/database/database.js";
import { refreshedAt } from "../changes/changes.js";
import { COHORT_WEEKS, mondayOf, NO_DAY, type DayFigures } from "./day-figures.js";

export const MOST_DAYS = 366;
const FIRST_DAY = "2000-01-01";

export interface PlatformDay extends DayFigures {
  /** UTC. */
  day: string;
  activeAccounts: number;
  monthlyAccounts: number;
}

export interface Cohort {
  /** Monday (UTC) of the week in which the accounts were created. */
  week: string;
  accounts: number;
  /** From the week of creation on. */
  active: number[];
}

export interface PlatformAnalytics {
  days: PlatformDay[];
  cohorts: Cohort[];
  refreshedAt: Date;
}

const dayOf = (time: Date) => time.toISOString().slice(0, 10);

/** ISO dates, both included; `last` is not in the future. Null if all days are. */
function rangeOf(from: Date, to: Date, today: string): { first: string; last: string } | null {
  const [first, last] = [dayOf(from), dayOf(to)];
  if (first > last) throw badInput("to", "`to` must not be before `from`.", "OUT_OF_RANGE");
  if (first < FIRST_DAY) throw badInput("from", `There are no figures before ${FIRST_DAY}.`, "OUT_OF_RANGE");
  const count = daysBetween(first, last) + 1;
  if (count > MOST_DAYS)
    throw badInput("to", `Request at most ${MOST_DAYS} days at once; these are ${count}.`, "OUT_OF_RANGE", {
      maximum: MOST_DAYS,
      actual: count,
    });
  return first > today ? null : { first, last: last < today ? last : today };
}

async function readDays(em: EntityManager, first: string, last: string): Promise<PlatformDay[]> {
  const found = await rows<{ day: string; figures: DayFigures | null; activeAccounts: number; monthlyAccounts: number }>(
    em,
    `select each::date::text as day, d.figures, coalesce(d.active_accounts, 0) as "activeAccounts", coalesce(d.monthly_accounts, 0) as "monthlyAccounts"
     from generate_series(?::date, ?::date, '1 day') as each left join analytics_days d on d.day = each::date order by each`,
    [first, last],
  );
  return found.map(({ figures, ...row }) => ({ ...(figures ?? NO_DAY), ...row }));
}

/** Weeks that begin in the range, with the weeks after them until now. */
async function readCohorts(em: EntityManager, first: string, last: string, today: string): Promise<Cohort[]> {
  const monday = mondayOf(first) === first ? first : dayAfter(mondayOf(first), 7);
  if (monday > last) return [];
  const sizes = await rows<{ week: string; accounts: number }>(
    em,
    `select w.week::date::text as week, coalesce(sum((d.figures ->> 'keptAccounts')::int), 0)::int as accounts
     from generate_series(?::date, ?::date, '7 days') as w (week) left join analytics_days d on d.day >= w.week::date and d.day < w.week::date + 7
     group by w.week order by w.week`,
    [monday, last],
  );
  const active = await rows<{ cohort: string; week: string; accounts: number }>(
    em,
    `select cohort::text as cohort, week::text as week, accounts from analytics_retention
     where cohort between ?::date and ?::date and week >= cohort and week <= cohort + ${7 * COHORT_WEEKS}`,
    [monday, last],
  );
  const counts = new Map(active.map(({ cohort, week, accounts }) => [`${cohort} ${week}`, accounts]));
  return sizes.map(({ week, accounts }) => {
    const weeks = Math.min(COHORT_WEEKS, Math.floor(daysBetween(week, today) / 7)) + 1;
    return { week, accounts, active: Array.from({ length: weeks }, (_, at) => counts.get(`${week} ${dayAfter(week, 7 * at)}`) ?? 0) };
  });
}

/** BAD_USER_INPUT for a range that is empty or too long. */
export async function readPlatformAnalytics(em: EntityManager, from: Date, to: Date, now = new Date()): Promise<PlatformAnalytics> {
  const today = dayOf(now);
  const range = rangeOf(from, to, today);
  // Read first: figures that are refreshed meanwhile are newer than this says.
  const at = await refreshedAt(em, ["SUBMISSION", "DAY", "ACTIVE_DAY"]);
  if (!range) return { days: [], cohorts: [], refreshedAt: at };
  const { first, last } = range;
  return { days: await readDays(em, first, last), cohorts: await readCohorts(em, first, last, today), refreshedAt: at };
}
