/** Conditions about work for assignment `a` by learner `m` or their group `gm`: see `termsJoins`. */
import { CLOSES_AT } from "../assignments/assignment.rows.js";

const isTeam = (who: string) =>
  `(m.user_id = ${who} or exists (select from coursework_group_members o where o.group_id = gm.group_id and o.user_id = ${who}))`;

/** Whether anything was handed in, also after closing. */
export const HANDED_IN = `(exists (select from class_assignment_problems i join submissions s on s.problem_id = i.problem_id and s.created_at >= a.opens_at
    where i.assignment_id = a.id and ${isTeam("s.user_id")})
  or exists (select from quiz_attempts q where q.quiz_id = a.quiz_id and not q.preview and q.started_at >= a.opens_at and q.status <> 'OPEN'
    and ${isTeam("q.user_id")})
  or exists (select from coursework_submissions w where w.assignment_id = a.id and ${isTeam("w.user_id")}))`;

/**
 * Whether something that was handed in before closing waits: free work for a grader, a quiz attempt for a grader or the judge, a submission
 * for the judge, or for a rejudge after a failure of the system. An open attempt whose time is over will be submitted by the clock.
 */
export const PENDING = `(select case a.kind
    when 'FREE' then exists (select from coursework_submissions w where w.assignment_id = a.id
      and (w.user_id = m.user_id or w.group_id = gm.group_id) and w.created_at <= t.closes)
    when 'QUIZ' then exists (select from quiz_attempts q where q.quiz_id = a.quiz_id and not q.preview and q.status <> 'GRADED'
      and q.started_at >= a.opens_at and coalesce(q.ended_at, q.deadline_at) <= t.closes and ${isTeam("q.user_id")})
    else exists (select from class_assignment_problems i join submissions s on s.problem_id = i.problem_id
      join lateral (select j.status, j.verdict from judgements j where j.submission_id = s.id and not j.staged order by j.id desc limit 1) j on true
      where i.assignment_id = a.id and s.created_at >= a.opens_at and s.created_at <= t.closes and (j.status <> 'FINISHED' or j.verdict = 'SYSTEM_ERROR')
        and ${isTeam("s.user_id")})
  end from (select coalesce(${CLOSES_AT}, 'infinity') as closes) t)`;
