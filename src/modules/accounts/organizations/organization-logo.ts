import type { SignedIn } from "../../../access/viewer.js";
import { badInput } from "../../../kernel/errors.js";
import { rows, type Database } from "../../../platform/database/database.js";
import type { ObjectStorage } from "../../../platform/storage/object-storage.js";
import type { Rendition } from "../../base/storage/stored-file.entity.js";
import { organizationToRun, readOrganization, type OrganizationRow } from "./organization.rows.js";
import { noteOf } from "./organizations.service.js";

export interface OrganizationLogos {
  /**
   * Null removes the logo. The organization takes the file over: it stays when the account that uploaded it is deleted. Objects of the
   * previous logo are removed.
   */
  set(viewer: SignedIn, input: { id: string; fileId: string | null }, address: string): Promise<OrganizationRow>;
}

export function createOrganizationLogos({ db, storage }: { db: Database; storage: ObjectStorage }): OrganizationLogos {
  return {
    async set(viewer, { id, fileId }, address) {
      await db.transaction(async (tx) => {
        const { logo: before } = await organizationToRun(tx, viewer, id);
        const logo: Rendition[] = [];
        if (fileId !== null) {
          const [file] = await rows<{ renditions: Rendition[] }>(
            tx,
            "delete from files where id = ? and owner_id = ? and purpose = 'LOGO' and status = 'READY' returning renditions",
            [fileId, viewer.id],
          );
          if (!file) throw badInput("input.fileId", "Use a READY file of yours that was uploaded as LOGO.");
          logo.push(...file.renditions);
        }
        const sql = "update organizations set logo = ?::jsonb, version = version + 1, updated_at = now() where id = ?";
        await tx.execute(sql, [JSON.stringify(logo), id]);
        noteOf(viewer, address)(tx, "logo-set", id, { removed: fileId === null });
        tx.afterCommit(() => Promise.all(before.map(({ key }) => storage.remove(key))));
      });
      return readOrganization(db.em.fork(), viewer, { id });
    },
  };
}
