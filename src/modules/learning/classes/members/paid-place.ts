/** Places that are bought. The area above calls this in the transaction that fulfils or refunds an order. */
import { AppError } from "../../../../kernel/errors.js";
import { rows, type Transaction } from "../../../../platform/database/database.js";
import { record } from "../../../base/audit/record.js";
import { addMember, noSeat, removeMember, type MemberState } from "./seats.js";

const locked = (tx: Transaction, classId: string) =>
  rows<{ archived: boolean }>(tx, "select archived_at is not null as archived from classes where id = ? for update", [classId]);

const note = (tx: Transaction, verb: string, classId: string, userId: string) =>
  record(tx, { actorId: null, action: `class.member-${verb}`, subject: { type: "class", id: classId }, details: { userId, by: "ORDER" } });

export interface PaidPlace {
  classId: string;
  userId: string;
  orderLineId: string;
}

/**
 * CONFLICT for a member, who would pay for nothing, without a free seat, and for an archived class. The place belongs to the line of the
 * order: archiving the class keeps it, and reopening it gives it back as it was.
 */
export async function takePaidPlace(tx: Transaction, { classId, userId, orderLineId }: PaidPlace): Promise<void> {
  const [found] = await locked(tx, classId);
  if (!found || found.archived) throw new AppError("CONFLICT", "This class takes no members any more.");
  const outcome = await addMember(tx, { classId, userId, role: "LEARNER", joinedBy: "PURCHASE", orderLineId });
  if (outcome === "FULL") throw noSeat();
  if (outcome === "PRESENT") throw new AppError("CONFLICT", "The account is already a member of this class.");
  note(tx, "joined", classId, userId);
}

/**
 * Removes a learner whom this line of an order made a member, and frees the seat; also from an archived class. A member who joined in
 * another way since, or became staff, stays.
 */
export async function givePlaceBack(tx: Transaction, { classId, userId, orderLineId }: PaidPlace): Promise<void> {
  await locked(tx, classId);
  const [member] = await rows<MemberState>(
    tx,
    `select id, class_id as "classId", user_id as "userId", role from class_members
     where class_id = ? and user_id = ? and role = 'LEARNER' and order_line_id = ?`,
    [classId, userId, orderLineId],
  );
  if (!member) return;
  await removeMember(tx, member);
  note(tx, "removed", classId, userId);
}
