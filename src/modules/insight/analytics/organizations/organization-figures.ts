/** What the members of an organization have done, read for all of them at once: the number of statements does not depend on their number. */
import { dayAfter } from "../../../../kernel/local-day.js";
import { rows, type EntityManager } from "../../../../platform/database/database.js";
import { mondayOf } from "../platform/day-figures.js";

export const ACTIVITY_DAYS = 28;
export const ACTIVITY_WEEKS = 12;

export interface ActiveRow {
  /** UTC; a Monday for a week. */
  day: string;
  members: number;
}

export interface OrganizationActivity {
  days: ActiveRow[];
  weeks: ActiveRow[];
}

/** Each of the last days and ISO weeks until today, with members who were active. One statement over an index of narrow rows. */
export async function readMemberActivity(em: EntityManager, organizationId: string, today: string): Promise<OrganizationActivity> {
  const firstDay = dayAfter(today, 1 - ACTIVITY_DAYS);
  const firstWeek = dayAfter(mondayOf(today), -7 * (ACTIVITY_WEEKS - 1));
  const found = await rows<{ day: string | null; week: string | null; members: number }>(
    em,
    `with active as (
       select a.day, date_trunc('week', a.day)::date as week, a.user_id
       from organization_members m join active_days a on a.user_id = m.user_id and a.day >= ?::date and a.day <= ?::date
       where m.organization_id = ?)
     select day::text as day, week::text as week, count(distinct user_id)::int as members from active group by grouping sets ((day), (week))`,
    [firstWeek < firstDay ? firstWeek : firstDay, today, organizationId],
  );
  const byDay = new Map(found.filter(({ day }) => day !== null).map(({ day, members }) => [day, members]));
  const byWeek = new Map(found.filter(({ day }) => day === null).map(({ week, members }) => [week, members]));
  const each = (count: number, dayOf: (at: number) => string, counts: Map<string | null, number>): ActiveRow[] =>
    Array.from({ length: count }, (_, at) => ({ day: dayOf(at), members: counts.get(dayOf(at)) ?? 0 }));
  return {
    days: each(ACTIVITY_DAYS, (at) => dayAfter(firstDay, at), byDay),
    weeks: each(ACTIVITY_WEEKS, (at) => dayAfter(firstWeek, 7 * at), byWeek),
  };
}

export interface MemberTotals {
  members: number;
  learners: number;
  activeMembers7Days: number;
  activeMembers28Days: number;
  enrollments: number;
  tracksCompleted: number;
  tracksCompleted28Days: number;
  problemsSolved: number;
}

/** Of the present members. */
export async function readTotals(em: EntityManager, organizationId: string, today: string): Promise<MemberTotals> {
  const from = dayAfter(today, 1 - ACTIVITY_DAYS);
  const [found] = await rows<MemberTotals>(
    em,
    `with people as materialized (select user_id, role from organization_members where organization_id = ?),
       work as (select count(*)::int as enrollments, count(e.completed_at)::int as completed, count(*) filter (where e.completed_at >= ?::date)::int as recently
         from people p join enrollments e on e.user_id = p.user_id),
       active as (select count(distinct a.user_id)::int as month, count(distinct a.user_id) filter (where a.day >= ?::date)::int as week
         from people p join active_days a on a.user_id = p.user_id and a.day >= ?::date and a.day <= ?::date)
     select (select count(*)::int from people) as members, (select count(*)::int from people where role = 'LEARNER') as learners,
       active.week as "activeMembers7Days", active.month as "activeMembers28Days", work.enrollments, work.completed as "tracksCompleted",
       work.recently as "tracksCompleted28Days",
       (select count(*)::int from people p join problem_viewer_status v on v.user_id = p.user_id and v.solved) as "problemsSolved"
     from work, active`,
    [organizationId, from, dayAfter(today, -6), from, today],
  );
  return found!;
}

export const REPORT_COLUMNS = [
  ...(["username", "displayName", "email", "role", "joinedOn", "enrolledTracks", "completedTracks"] as const),
  ...(["solvedProblems", "activeDays28", "lastActiveOn"] as const),
] as const;

export type ReportRow = Record<(typeof REPORT_COLUMNS)[number], string | number | null> & { id: string };

export const REPORT_PAGE = 500;

/** One page of the report, in the order in which members joined. */
export function readReport(em: EntityManager, organizationId: string, after: string, today: string): Promise<ReportRow[]> {
  return rows(
    em,
    `select m.id, u.username, u.display_name as "displayName", case when u.email_verified_at is not null then u.email end as email, m.role,
       (m.created_at at time zone 'UTC')::date::text as "joinedOn", e.enrolled as "enrolledTracks", e.completed as "completedTracks",
       (select count(*)::int from problem_viewer_status v where v.user_id = m.user_id and v.solved) as "solvedProblems",
       (select count(*)::int from active_days a where a.user_id = m.user_id and a.day > ?::date and a.day <= ?::date) as "activeDays28",
       (select a.day::text from active_days a where a.user_id = m.user_id order by a.day desc limit 1) as "lastActiveOn"
     from organization_members m join users u on u.id = m.user_id
     cross join lateral (select count(*)::int as enrolled, count(completed_at)::int as completed from enrollments where user_id = m.user_id) e
     where m.organization_id = ? and m.id > ? order by m.id limit ${REPORT_PAGE}`,
    [dayAfter(today, -ACTIVITY_DAYS), today, organizationId, after],
  );
}
