/** What a class has done, read for all of its learners at once: the number of statements does not depend on the class. */
import { dayAfter } from "../../../../kernel/local-day.js";
import { rows, type EntityManager } from "../../../../platform/database/database.js";
import { DUE_AT, termsJoins } from "../../../learning/coursework/assignments/assignment.rows.js";
import { RISK_RULE } from "./risks.js";

export const ACTIVITY_DAYS = 28;

export interface LearnerRow {
  id: string;
  userId: string;
  joinedOn: string;
  lastActiveOn: string | null;
  activeDays: number;
}

/** In the order in which they joined. */
export function readLearners(em: EntityManager, classId: string, today: string): Promise<LearnerRow[]> {
  return rows(
    em,
    `select m.id, m.user_id as "userId", (m.created_at at time zone 'UTC')::date::text as "joinedOn",
       (select a.day::text from active_days a where a.user_id = m.user_id order by a.day desc limit 1) as "lastActiveOn",
       (select count(*)::int from active_days a where a.user_id = m.user_id and a.day > ?::date and a.day <= ?::date) as "activeDays"
     from class_members m where m.class_id = ? and m.role = 'LEARNER' order by m.id`,
    [dayAfter(today, -ACTIVITY_DAYS), today, classId],
  );
}

export interface ActivityRow {
  day: string;
  learners: number;
}

/** Each of the days, with learners who were active; and how many were in the last 7 days and in all of them. */
export async function readActivity(
  em: EntityManager,
  classId: string,
  today: string,
): Promise<{ days: ActivityRow[]; lastWeek: number; inAll: number }> {
  const found = await rows<{ day: string | null; learners: number; lastWeek: number }>(
    em,
    `with active as (
       select a.day, a.user_id from class_members m join active_days a on a.user_id = m.user_id and a.day > ?::date and a.day <= ?::date
       where m.class_id = ? and m.role = 'LEARNER')
     select day::text as day, count(distinct user_id)::int as learners, (count(distinct user_id) filter (where day > ?::date))::int as "lastWeek"
     from active group by grouping sets ((day), ())`,
    [dayAfter(today, -ACTIVITY_DAYS), today, classId, dayAfter(today, -7)],
  );
  const byDay = new Map(found.map((row) => [row.day, row]));
  const days = Array.from({ length: ACTIVITY_DAYS }, (_, at) => dayAfter(today, at + 1 - ACTIVITY_DAYS));
  return {
    days: days.map((day) => ({ day, learners: byDay.get(day)?.learners ?? 0 })),
    lastWeek: byDay.get(null)?.lastWeek ?? 0,
    inAll: byDay.get(null)?.learners ?? 0,
  };
}

export interface WorkRow {
  /** One of both: a line of figures is of a learner or of an assignment. */
  userId: string | null;
  assignmentId: string | null;
  /** Learners, or assignments. */
  assigned: number;
  handedIn: number;
  missing: number;
  /** Problems, quizzes and pieces of free work. */
  items: number;
  doneItems: number;
}

/**
 * Work on the assignments that have opened, by learner and by assignment. Handed in is what the learner, or someone of their group, submitted or
 * attempted since the assignment opened. An item is a problem, done when the learner has solved it, or a quiz or free work, done when handed in.
 */
export function readWork(em: EntityManager, classId: string): Promise<WorkRow[]> {
  return rows(
    em,
    `with opened as materialized (
       select a.* from class_assignments a where a.class_id = ? and a.opens_at <= now()
     ), learners as materialized (
       select user_id from class_members where class_id = ? and role = 'LEARNER'
     ), own as (
       select a.id as assignment_id, l.user_id from opened a join class_assignment_problems i on i.assignment_id = a.id cross join learners l
       where exists (select from submissions s where s.user_id = l.user_id and s.problem_id = i.problem_id and s.created_at >= a.opens_at)
       union
       select a.id, q.user_id from opened a join quiz_attempts q on q.quiz_id = a.quiz_id join learners l on l.user_id = q.user_id
       where not q.preview and q.status <> 'OPEN' and q.started_at >= a.opens_at
       union
       select a.id, w.user_id from opened a join coursework_submissions w on w.assignment_id = a.id
     ), handed_in as (
       select * from own
       union
       select o.assignment_id, other.user_id from own o
       join coursework_group_members one on one.assignment_id = o.assignment_id and one.user_id = o.user_id
       join coursework_group_members other on other.assignment_id = one.assignment_id and other.group_id = one.group_id
     ), solved as (
       select i.assignment_id, l.user_id, count(*)::int as count from opened a join class_assignment_problems i on i.assignment_id = a.id cross join learners l
       join problem_viewer_status v on v.user_id = l.user_id and v.problem_id = i.problem_id and v.solved group by 1, 2
     ), problems as (
       select a.id, count(i.problem_id)::int as count from opened a left join class_assignment_problems i on i.assignment_id = a.id group by a.id
     ), work as (
       select a.id as assignment_id, m.user_id, h.user_id is not null as handed_in, h.user_id is null and coalesce(${DUE_AT} <= now(), false) as missing,
         case when a.kind = 'PROBLEMS' then p.count else 1 end as items,
         case when a.kind = 'PROBLEMS' then coalesce(s.count, 0) when h.user_id is null then 0 else 1 end as done_items
       from opened a join problems p on p.id = a.id cross join learners m ${termsJoins("m.user_id")}
       left join handed_in h on h.assignment_id = a.id and h.user_id = m.user_id
       left join solved s on s.assignment_id = a.id and s.user_id = m.user_id
     )
     select user_id as "userId", assignment_id as "assignmentId", count(*)::int as assigned, (count(*) filter (where handed_in))::int as "handedIn",
       (count(*) filter (where missing))::int as missing, sum(items)::int as items, sum(done_items)::int as "doneItems"
     from work group by grouping sets ((user_id), (assignment_id)) order by assignment_id`,
    [classId, classId],
  );
}

export interface FailureRow {
  userId: string;
  problemId: string;
  failures: number;
}

/** Judged submissions of the last days to assigned problems that their learners have not solved. */
export function readFailures(em: EntityManager, classId: string, today: string): Promise<FailureRow[]> {
  return rows(
    em,
    `select a.user_id as "userId", a.problem_id as "problemId", count(*)::int as failures
     from (select distinct i.problem_id from class_assignments c join class_assignment_problems i on i.assignment_id = c.id
       where c.class_id = ? and c.opens_at <= now()) p
     cross join (select user_id from class_members where class_id = ? and role = 'LEARNER') m
     join analytics_attempts a on a.user_id = m.user_id and a.problem_id = p.problem_id
     where a.day > ?::date and a.verdict not in ('ACCEPTED', 'SYSTEM_ERROR', 'CANCELLED')
       and not exists (select from analytics_attempts s where s.user_id = a.user_id and s.problem_id = a.problem_id and s.verdict = 'ACCEPTED')
     group by a.user_id, a.problem_id having count(*) >= ${RISK_RULE.failures}`,
    [classId, classId, dayAfter(today, -RISK_RULE.failureDays)],
  );
}
