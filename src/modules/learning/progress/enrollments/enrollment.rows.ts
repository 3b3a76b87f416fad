import { AppError, notFound } from "../../../../kernel/errors.js";
import { rows, type EntityManager } from "../../../../platform/database/database.js";

/** Visible to its account only. */
export interface EnrollmentRow {
  id: string;
  userId: string;
  trackId: string;
  enrolledAt: Date;
  lastActivityAt: Date;
  completedAt: Date | null;
  lastLessonId: string | null;
  lastBlockKey: string | null;
  revision: number;
}

/** Of enrolments `e`. */
export const ENROLLMENT_COLUMNS = `e.id, e.user_id as "userId", e.track_id as "trackId", e.enrolled_at as "enrolledAt",
  e.last_activity_at as "lastActivityAt", e.completed_at as "completedAt", e.last_lesson_id as "lastLessonId",
  e.last_block_key as "lastBlockKey", e.revision`;

export async function findEnrollment(em: EntityManager, userId: string, trackId: string): Promise<EnrollmentRow | undefined> {
  const sql = `select ${ENROLLMENT_COLUMNS} from enrollments e where e.user_id = ? and e.track_id = ?`;
  return (await rows<EnrollmentRow>(em, sql, [userId, trackId]))[0];
}

/** NOT_FOUND if the account does not take the track, whether or not the track exists. */
export async function readEnrollment(em: EntityManager, userId: string, trackId: string): Promise<EnrollmentRow> {
  const row = await findEnrollment(em, userId, trackId);
  if (!row) throw notFound("enrolment");
  return row;
}

export async function enrollmentsById(em: EntityManager, userId: string, ids: readonly string[]): Promise<EnrollmentRow[]> {
  return rows(em, `select ${ENROLLMENT_COLUMNS} from enrollments e where e.user_id = ? and e.id in (?)`, [userId, ids]);
}

/** For its watchers, who were allowed to see it when they began. Undefined once it is gone. */
export async function watchedEnrollment(em: EntityManager, id: string): Promise<EnrollmentRow | undefined> {
  return (await rows<EnrollmentRow>(em, `select ${ENROLLMENT_COLUMNS} from enrollments e where e.id = ?`, [id]))[0];
}

export const notEnrolled = () => new AppError("CONFLICT", "You do not take this track. Enrol first.");
