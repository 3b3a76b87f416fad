import { rows } from "../../../platform/database/database.js";
import { listOfRows, type PersonalData } from "../../contracts/personal-data.js";
import { removeArchives } from "./export/data-export.job.js";

const KEPT = { kept: "Only the fact and the time of the deletion are kept." };

export const privacyPersonalData: PersonalData = {
  columns: {
    "organization_exports.user_id": {
      export: { not: "Archives belong to organizations." },
      deletion: { kept: "It names who asked for an archive. The row is removed after 90 days." },
    },
    "organization_deletions.user_id": {
      export: { not: "The audit log has it, in `security-log`." },
      deletion: { kept: "It proves who deleted an organization." },
    },
    "data_exports.user_id": { export: "data-exports", deletion: "removed" },
    "account_deletions.user_id": { export: "deletions", deletion: KEPT },
    "account_deletions.requested_by_id": {
      export: { not: "It concerns another account; your decision is in `activity`." },
      deletion: KEPT,
    },
  },
  exports: [
    listOfRows({
      name: "data-exports",
      description: "Your exports, including this one.",
      select: `e.id, e.status, e.size_bytes as "sizeBytes", e.created_at as "requestedAt", e.finished_at as "finishedAt", e.expires_at as "expiresAt"`,
      from: "from data_exports e where e.user_id = ?",
      key: "e.id",
    }),
    listOfRows({
      name: "deletions",
      description: "Scheduled deletions of your account.",
      select: `d.id, d.status, d.requested_by_id = d.user_id as "byYou", d.created_at as "requestedAt", d.due_at as "dueAt"`,
      from: "from account_deletions d where d.user_id = ?",
      key: "d.id",
    }),
  ],
  erasures: [
    {
      name: "exports",
      async step(em, userId, storage) {
        const made = await rows<{ id: string; attempt: number }>(
          em,
          "select id, attempt from data_exports where user_id = ? order by id limit 20 for update",
          [userId],
        );
        for (const { id, attempt } of made) {
          await removeArchives(storage, { id, attempt });
          await em.execute("delete from data_exports where id = ?", [id]);
        }
        return made.length;
      },
    },
  ],
};
