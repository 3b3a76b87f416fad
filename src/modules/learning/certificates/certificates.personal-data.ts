import { rows } from "../../../platform/database/database.js";
import { listOfRows, type PersonalData } from "../../contracts/personal-data.js";
import { documentKey } from "./document/render-certificate.job.js";

const BATCH = 50;

/** A certificate shows a name to everyone who has the code, so it goes with the account: its page is not found then. */
export const certificatesPersonalData: PersonalData = {
  columns: { "certificates.user_id": { export: "certificates", deletion: "removed" } },
  exports: [
    listOfRows({
      name: "certificates",
      description: "Your certificates.",
      select: `c.id, c.code, c.track_id as "trackId", c.track_title as "trackTitle", c.learner_name as "learnerName",
        c.account_name as "accountName", c.completed_at as "completedAt", c.issued_at as "issuedAt", c.revoked_at as "revokedAt",
        c.revocation_reason as "revocationReason"`,
      from: "from certificates c where c.user_id = ?",
      key: "c.id",
    }),
  ],
  erasures: [
    {
      name: "certificates with documents",
      async step(em, userId, storage) {
        const sql = `select id from certificates where user_id = ? order by id limit ${BATCH}`;
        const found = await rows<{ id: string }>(em, sql, [userId]);
        for (const { id } of found) {
          await storage.remove(documentKey(id));
          await em.execute("delete from certificates where id = ?", [id]);
        }
        return found.length;
      },
    },
  ],
};
