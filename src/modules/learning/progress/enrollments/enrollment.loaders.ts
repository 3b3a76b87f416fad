import DataLoader from "dataloader";
import type { LoaderFactory } from "../../../../graphql/context.js";
import { rows } from "../../../../platform/database/database.js";
import { lessonSql, mayReadLesson, type LessonRow } from "../../content/lessons/lesson.rows.js";
import { ENROLLMENT_COLUMNS, type EnrollmentRow } from "./enrollment.rows.js";

/** The viewer's, by track. */
export const enrollmentOfTrack: LoaderFactory<string, EnrollmentRow | null> = ({ em, signedIn }) =>
  new DataLoader(async (trackIds) => {
    const found = await rows<EnrollmentRow>(
      em,
      `select ${ENROLLMENT_COLUMNS} from enrollments e where e.user_id = ? and e.track_id in (?)`,
      [signedIn.id, trackIds],
    );
    const byTrack = new Map(found.map((row) => [row.trackId, row]));
    return trackIds.map((id) => byTrack.get(id) ?? null);
  });

/**
 * Where to go on, by enrolment: among the published lessons that are not complete and whose published prerequisites are, the one viewed
 * last; else the first after it, in the order of the track; else the first of all. One statement for all enrolments.
 */
export const nextLessonOfEnrollment: LoaderFactory<string, LessonRow | null> = ({ em, viewer }) =>
  new DataLoader(async (ids) => {
    const found = await rows<LessonRow & { forId: string }>(
      em,
      `select distinct on (next."forId") next.* from (
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
         where e.id in (?) and l.status = 'PUBLISHED' and lp.completed_at is null and not exists (
           select from lesson_prerequisites p join lessons r on r.id = p.requires_id and r.status = 'PUBLISHED'
           where p.lesson_id = l.id and not exists (
             select from lesson_progress rp where rp.user_id = e.user_id and rp.lesson_id = r.id and rp.completed_at is not null))
       ) next
       order by next."forId", next.same desc nulls last, next.later desc, next."modulePosition", next."lessonPosition"`,
      [ids],
    );
    const byEnrollment = new Map(found.map((lesson) => [lesson.forId, lesson]));
    return ids.map((id) => {
      const lesson = byEnrollment.get(id);
      return lesson && mayReadLesson(viewer, lesson) ? lesson : null;
    });
  });
