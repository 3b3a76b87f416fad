/** Who takes part: the only statements that add, change and remove members, so that rows and taken seats always agree. */
import { classMemberChanged } from "../../../../events/class-member-changed.event.js";
import { AppError } from "../../../../kernel/errors.js";
import { newId } from "../../../../kernel/ids.js";
import { rows, type EntityManager } from "../../../../platform/database/database.js";
import { STAFF_MAX } from "../class-limits.js";
import { announce } from "../../../../platform/outbox/outbox.js";
import type { ClassRole, JoinWay } from "./class-member.entity.js";

export interface NewMember {
  classId: string;
  userId: string;
  role: ClassRole;
  sectionId?: string | null;
  joinedBy: JoinWay;
  /** Of a bought place. */
  orderLineId?: string;
}

/** False if no seat is free. One conditional update: however many join at once, no more than the capacity get in. */
async function takeSeat(em: EntityManager, classId: string): Promise<boolean> {
  const sql = "update classes set learner_count = learner_count + 1 where id = ? and learner_count < capacity returning id";
  return (await rows(em, sql, [classId])).length > 0;
}

const freeSeat = (em: EntityManager, classId: string) =>
  em.execute("update classes set learner_count = learner_count - 1 where id = ?", [classId]);

export const noSeat = () => new AppError("CONFLICT", "All seats of this class are taken. An instructor can raise its capacity.");

/**
 * The caller holds the lock on the class's row. Returns "PRESENT" for a member and "FULL" if no seat is free, and changes nothing then.
 * A new member's invitation is used, however they joined.
 */
export async function addMember(
  em: EntityManager,
  { classId, userId, role, sectionId = null, joinedBy, orderLineId }: NewMember,
): Promise<"ADDED" | "PRESENT" | "FULL"> {
  if ((await rows(em, "select from class_members where class_id = ? and user_id = ?", [classId, userId])).length > 0) return "PRESENT";
  if (role === "LEARNER") {
    if (!(await takeSeat(em, classId))) return "FULL";
  } else await expectStaffRoom(em, classId);
  await em.execute(
    "insert into class_members (id, class_id, user_id, role, section_id, joined_by, order_line_id) values (?, ?, ?, ?, ?, ?, ?)",
    [...[newId(), classId, userId, role, sectionId, joinedBy, orderLineId ?? null]],
  );
  await removeInvitations(em, classId, [userId]);
  announce(em, classMemberChanged, { classId, userId });
  return "ADDED";
}

/** Of new members' confirmed addresses: an invitation that stayed would add them again after they are removed. */
export async function removeInvitations(em: EntityManager, classId: string, userIds: readonly string[]): Promise<void> {
  await em.execute(
    `delete from class_invitations i using users u
     where i.class_id = ? and u.id = any(?::uuid[]) and u.email = i.email and u.email_verified_at is not null`,
    [classId, `{${userIds.join(",")}}`],
  );
}

async function expectStaffRoom(em: EntityManager, classId: string): Promise<void> {
  const sql = "select count(*)::int as count from class_members where class_id = ? and role <> 'LEARNER'";
  const [{ count } = { count: 0 }] = await rows<{ count: number }>(em, sql, [classId]);
  if (count >= STAFF_MAX) throw new AppError("CONFLICT", `A class has at most ${STAFF_MAX} instructors and assistants.`);
}

export interface MemberState {
  id: string;
  classId: string;
  userId: string;
  role: ClassRole;
}

/** CONFLICT if it would take the last instructor, or a seat that is not free. */
export async function changeRole(em: EntityManager, member: MemberState, role: ClassRole): Promise<void> {
  if (member.role === role) return;
  if (member.role === "INSTRUCTOR") await expectOtherInstructor(em, member);
  if (role === "LEARNER" && !(await takeSeat(em, member.classId))) throw noSeat();
  if (member.role === "LEARNER") {
    await expectStaffRoom(em, member.classId);
    await freeSeat(em, member.classId);
  }
  await em.execute("update class_members set role = ? where id = ?", [role, member.id]);
  announce(em, classMemberChanged, { classId: member.classId, userId: member.userId });
}

export async function removeMember(em: EntityManager, member: MemberState): Promise<void> {
  if (member.role === "INSTRUCTOR") await expectOtherInstructor(em, member);
  await em.execute("delete from class_members where id = ?", [member.id]);
  announce(em, classMemberChanged, { classId: member.classId, userId: member.userId });
  if (member.role === "LEARNER") await freeSeat(em, member.classId);
}

async function expectOtherInstructor(em: EntityManager, { classId, id }: MemberState): Promise<void> {
  const sql = "select from class_members where class_id = ? and role = 'INSTRUCTOR' and id <> ? limit 1";
  if ((await rows(em, sql, [classId, id])).length === 0)
    throw new AppError("CONFLICT", "This is the last instructor of the class. Make another member instructor first.");
}
