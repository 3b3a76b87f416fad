import DataLoader from "dataloader";
import type { LoaderFactory } from "../../../../graphql/context.js";
import { rows } from "../../../../platform/database/database.js";
import { mayReadLesson, type LessonRow } from "../../content/lessons/lesson.rows.js";
import { ENROLLMENT_COLUMNS, type EnrollmentRow } from "./enrollment.rows.js";
import { nextLessonsSql } from "./next-lessons.js";

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

/** By enrolment. One statement for all. */
export const nextLessonOfEnrollment: LoaderFactory<string, LessonRow | null> = ({ em, viewer }) =>
  new DataLoader(async (ids) => {
    const found = await rows<LessonRow & { forId: string }>(em, nextLessonsSql(viewer, "e.id in (?)"), [ids]);
    const byEnrollment = new Map(found.map((lesson) => [lesson.forId, lesson]));
    return ids.map((id) => {
      const lesson = byEnrollment.get(id);
      return lesson && mayReadLesson(viewer, lesson) ? lesson : null;
    });
  });
