/**
 * SQL of what counts and what is done, for enrolments `e`. The one definition: percentages, completion and the next lesson use it.
 *
 * What counts: blocks of the live revision, except problems and quizzes that are not published (learners do not see them); published
 * lessons; tasks, and assignments with a published problem. A problem is done when solved; a quiz when an attempt is graded; all else
 * when the learner says so.
 */
const PROBLEM_DONE = `exists (select from problem_viewer_status s where s.user_id = e.user_id and s.problem_id = p.id and s.solved)`;
const QUIZ_DONE = `exists (select from quiz_attempts a where a.user_id = e.user_id and a.quiz_id = q.id and a.status = 'GRADED' and not a.preview)`;
const BLOCK_DONE = `case b.kind when 'PROBLEM' then ${PROBLEM_DONE} when 'QUIZ' then ${QUIZ_DONE} else exists (select from block_completions c
  where c.user_id = e.user_id and c.lesson_id = b.lesson_id and c.block_key = b.key) end`;

/** Kinds that results complete. */
export const BY_RESULT: readonly string[] = ["PROBLEM", "QUIZ"];

const COUNTED_BLOCKS = `lesson_blocks b left join problems p on p.id = b.problem_id left join quizzes q on q.id = b.quiz_id
  where b.lesson_id = l.id and (b.kind not in ('PROBLEM', 'QUIZ') or p.status = 'PUBLISHED' or q.status = 'PUBLISHED')`;

/** For a `lateral` join with lessons `l`: `total` and `done` blocks, and `doneKeys`. */
export const BLOCKS_OF_LESSON = `(select count(*)::int as total, (count(*) filter (where block.done))::int as done,
  coalesce(array_agg(block.key order by block.place) filter (where block.done), '{}')::text[] as "doneKeys",
  coalesce(bool_or(block.by_result and not block.done), false) as "awaitsResult"
  from (select b.key, b.place, b.kind in ('PROBLEM', 'QUIZ') as by_result, ${BLOCK_DONE} as done from ${COUNTED_BLOCKS}) block)`;

/** For a `lateral` join with assignments `a`: `total` and `done` problems, 1 and 0 or 1 for a task. No row if it does not count. */
export const PARTS_OF_ASSIGNMENT = `(select count(*)::int as total, (count(*) filter (where part.done))::int as done
  from (select ${PROBLEM_DONE} as done from assignment_problems ap join problems p on p.id = ap.problem_id
          where ap.assignment_id = a.id and a.kind = 'PROBLEMS' and p.status = 'PUBLISHED'
        union all
        select exists (select from assignment_completions c where c.user_id = e.user_id and c.assignment_id = a.id) where a.kind = 'TASK'
       ) part
  having count(*) > 0)`;

/**
 * The parts of the tracks of enrolments: one row for each published lesson and each counting assignment. `share` is 0 to 1. `condition`
 * restricts enrolments `e`.
 */
export const partsOf = (condition: string): string => `
  select e.id as enrollment_id, e.track_id, l.module_id, l.id as part_id, true as is_lesson, blocks.total, blocks.done,
    case when blocks.total > 0 then blocks.done::numeric / blocks.total when lp.completed_at is null then 0 else 1 end as share,
    lp.completed_at is not null as complete
  from enrollments e join lessons l on l.track_id = e.track_id and l.status = 'PUBLISHED'
  cross join lateral ${BLOCKS_OF_LESSON} blocks
  left join lesson_progress lp on lp.user_id = e.user_id and lp.lesson_id = l.id
  where ${condition}
  union all
  select e.id, e.track_id, m.id, a.id, false, parts.total, parts.done, parts.done::numeric / parts.total, parts.done = parts.total
  from enrollments e join track_modules m on m.track_id = e.track_id join assignments a on a.module_id = m.id
  cross join lateral ${PARTS_OF_ASSIGNMENT} parts
  where ${condition}`;

/** Whole percent of `share`s, rounded down: 100 only if nothing is missing. Null without parts. */
export const PERCENT = "floor(100 * avg(share))::int";
