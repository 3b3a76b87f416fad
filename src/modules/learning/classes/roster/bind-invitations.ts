import type { accountEmailVerified } from "../../../../events/account-email-verified.event.js";
import type { PayloadOf } from "../../../../kernel/contract.js";
import { rows, type Database, type EntityManager } from "../../../../platform/database/database.js";
import { isPresentMember } from "../../../accounts/organizations/content/present-member.js";
import { record } from "../../../base/audit/record.js";
import { addMember } from "../members/seats.js";

interface Waiting {
  id: string;
  userId: string;
  sectionId: string | null;
}

/** Handler of account.email-verified: the account becomes a learner of the classes that invited its address. One transaction for each class. */
export function createBindInvitations({ db }: { db: Database }): (event: PayloadOf<typeof accountEmailVerified>) => Promise<void> {
  return async ({ userId }) => {
    const found = await rows<{ classId: string }>(
      db.em.fork(),
      `select i.class_id as "classId" from class_invitations i join users u on u.email = i.email where u.id = ? order by i.id`,
      [userId],
    );
    for (const { classId } of found) {
      await db.transaction(async (tx) => {
        await tx.execute("select from classes where id = ? for update", [classId]);
        await bindInvitations(tx, classId, userId);
      });
    }
  };
}

/**
 * Accounts that have confirmed an invited address, all or one, become learners of an active class, those of older invitations first.
 * Without a free seat an invitation stays, and so does one to a class of an organization that the account is no member of. The caller holds the lock on the class's row: what is read here is current.
 */
export async function bindInvitations(em: EntityManager, classId: string, onlyUserId: string | null = null): Promise<void> {
  const waiting = await rows<Waiting>(
    em,
    `select i.id, u.id as "userId", i.section_id as "sectionId" from class_invitations i join classes c on c.id = i.class_id
     join users u on u.email = i.email and u.email_verified_at is not null and u.deleted_at is null
     where c.id = ? and c.archived_at is null and u.id = coalesce(?::uuid, u.id)
       and (c.organization_id is null or ${isPresentMember("c.organization_id", "u.id")}) order by i.id`,
    [classId, onlyUserId],
  );
  for (const { id, userId, sectionId } of waiting) {
    const outcome = await addMember(em, { classId, userId, role: "LEARNER", sectionId, joinedBy: "INVITATION" });
    if (outcome === "FULL") return;
    if (outcome === "PRESENT") await em.execute("delete from class_invitations where id = ?", [id]);
    else {
      const subject = { type: "class", id: classId };
      record(em, { actorId: userId, action: "class.member-joined", subject, details: { userId, by: "INVITATION" } });
    }
  }
}
