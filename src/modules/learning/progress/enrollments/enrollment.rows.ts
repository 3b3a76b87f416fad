import { AppError, notFound } from "../../../../kernel/errors.js";
import { isPresentMember } from "../../../accounts/organizations/content/present-member.js";
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

/**
 * Enrolments `e` that are visible to their account: not of tracks of an organization that it has left. They stay, and count again when the
 * account returns.
 */
export const IS_OPEN = `exists (select from tracks t where t.id = e.track_id and (t.visibility = 'PUBLIC'
  or ${isPresentMember("t.organization_id", "e.user_id")}
  or exists (select from users u where u.id = e.user_id and u.role in ('ADMIN', 'SYSTEM_ADMIN'))))`;

/** Also one that is not visible now. */
export async function findEnrollment(em: EntityManager, userId: string, trackId: string): Promise<EnrollmentRow | undefined> {
  const sql = `select ${ENROLLMENT_COLUMNS} from enrollments e where e.user_id = ? and e.track_id = ?`;
  return (await rows<EnrollmentRow>(em, sql, [userId, trackId]))[0];
}

/** NOT_FOUND if the account does not take the track, whether or not the track exists. */
export async function readEnrollment(em: EntityManager, userId: string, trackId: string): Promise<EnrollmentRow> {
  const sql = `select ${ENROLLMENT_COLUMNS} from enrollments e where e.user_id = ? and e.track_id = ? and ${IS_OPEN}`;
  const [row] = await rows<EnrollmentRow>(em, sql, [userId, trackId]);
  if (!row) throw notFound("enrolment");
  return row;
}

export async function enrollmentsById(em: EntityManager, userId: string, ids: readonly string[]): Promise<EnrollmentRow[]> {
  return rows(em, `select ${ENROLLMENT_COLUMNS} from enrollments e where e.user_id = ? and e.id in (?) and ${IS_OPEN}`, [userId, ids]);
}

/** For its watchers, who were allowed to see it when they began. Undefined once it is gone. */
export async function watchedEnrollment(em: EntityManager, id: string): Promise<EnrollmentRow | undefined> {
  return (await rows<EnrollmentRow>(em, `select ${ENROLLMENT_COLUMNS} from enrollments e where e.id = ? and ${IS_OPEN}`, [id]))[0];
}

export const notEnrolled = () => new AppError("CONFLICT", "You do not take this track. Enrol first.");
