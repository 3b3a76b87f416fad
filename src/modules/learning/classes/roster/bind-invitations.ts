import type { accountEmailVerified } from "../../../../events/account-email-verified.event.js";
import type { PayloadOf } from "../../../../kernel/contract.js";
import { rows, type Database } from "../../../../platform/database/database.js";
import { record } from "../../../base/audit/record.js";
import { addMember } from "../members/seats.js";

interface Invited {
  id: string;
  classId: string;
  sectionId: string | null;
}

/**
 * Handler of account.email-verified: the account becomes a learner of the classes that invited its address. One transaction for each class.
 * Without a free seat the invitation stays.
 */
export function createBindInvitations({ db }: { db: Database }): (event: PayloadOf<typeof accountEmailVerified>) => Promise<void> {
  return async ({ userId }) => {
    const invited = await rows<Invited>(
      db.em.fork(),
      `select i.id, i.class_id as "classId", i.section_id as "sectionId" from class_invitations i join users u on u.email = i.email
       join classes c on c.id = i.class_id
       where u.id = ? and u.email_verified_at is not null and u.deleted_at is null and c.archived_at is null order by i.id`,
      [userId],
    );
    for (const { id, classId, sectionId } of invited) {
      await db.transaction(async (tx) => {
        await tx.execute("select from classes where id = ? for update", [classId]);
        const outcome = await addMember(tx, { classId, userId, role: "LEARNER", sectionId, joinedBy: "INVITATION" });
        if (outcome === "FULL") return;
        await tx.execute("delete from class_invitations where id = ?", [id]);
        if (outcome === "ADDED") {
          const subject = { type: "class", id: classId };
          record(tx, { actorId: userId, action: "class.member-joined", subject, details: { userId, by: "INVITATION" } });
        }
      });
    }
  };
}
