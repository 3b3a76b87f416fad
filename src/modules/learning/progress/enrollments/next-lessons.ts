import type { Viewer } from "../../../../access/viewer.js";
import { lessonSql } from "../../content/lessons/lesson.rows.js";

/**
 * Where to go on, by enrolment (`forId`): among the published lessons that are not complete and whose published prerequisites are, the one viewed
 * last; else the first after it, in the order of the track; else the first of all. `condition` restricts enrolments `e`. Checks no permission.
 */
export const nextLessonsSql = (viewer: Viewer, condition: string): string => `select distinct on (next."forId") next.* from (
  ${lessonSql(
    viewer,
    `, e.id as "forId", l.id = e.last_lesson_id as same, m.position as "modulePosition", l.position as "lessonPosition",
    coalesce((m.position, l.position) > (last_module.position, last.position), true) as later`,
  )}
  join track_modules m on m.id = l.module_id
  join enrollments e on e.track_id = l.track_id
  left join lessons last on last.id = e.last_lesson_id
  left join track_modules last_module on last_module.id = last.module_id
  left join lesson_progress lp on lp.user_id = e.user_id and lp.lesson_id = l.id
  where ${condition} and l.status = 'PUBLISHED' and lp.completed_at is null and not exists (
    select from lesson_prerequisites p join lessons r on r.id = p.requires_id and r.status = 'PUBLISHED'
    where p.lesson_id = l.id and not exists (
      select from lesson_progress rp where rp.user_id = e.user_id and rp.lesson_id = r.id and rp.completed_at is not null))
  ) next
  order by next."forId", next.same desc nulls last, next.later desc, next."modulePosition", next."lessonPosition"`;
