/** Places that are bought. The area above calls this in the transaction that fulfils or refunds an order. */
import { AppError } from "../../../../kernel/errors.js";
import { rows, type Transaction } from "../../../../platform/database/database.js";
import { record } from "../../../base/audit/record.js";
import { addMember, noSeat, removeMember, type MemberState } from "./seats.js";

const locked = (tx: Transaction, classId: string) =>
  rows<{ archived: boolean }>(tx, "select archived_at is not null as archived from classes where id = ? for update", [classId]);

const note = (tx: Transaction, verb: string, classId: string, userId: string) =>
  record(tx, { actorId: null, action: `class.member-${verb}`, subject: { type: "class", id: classId }, details: { userId, by: "ORDER" } });

/** CONFLICT for a member, who would pay for nothing, without a free seat, and for an archived class. */
export async function takePaidPlace(tx: Transaction, classId: string, userId: string): Promise<void> {
  const [found] = await locked(tx, classId);
  if (!found || found.archived) throw new AppError("CONFLICT", "This class takes no members any more.");
  const outcome = await addMember(tx, { classId, userId, role: "LEARNER", joinedBy: "PURCHASE" });
  if (outcome === "FULL") throw noSeat();
  if (outcome === "PRESENT") throw new AppError("CONFLICT", "The account is already a member of this class.");
  note(tx, "joined", classId, userId);
}

/** Removes a learner who joined by an order, and frees the seat. */
export async function givePlaceBack(tx: Transaction, classId: string, userId: string): Promise<void> {
  await locked(tx, classId);
  const [member] = await rows<MemberState>(
    tx,
    `select id, class_id as "classId", user_id as "userId", role from class_members
     where class_id = ? and user_id = ? and role = 'LEARNER' and joined_by = 'PURCHASE'`,
    [classId, userId],
  );
  if (!member) return;
  await removeMember(tx, member);
  note(tx, "removed", classId, userId);
}
