import * as z from "zod";
import { NO_ID } from "../../../../kernel/ids.js";
import { id } from "../../../../kernel/schemas.js";
import { rows, type Database } from "../../../../platform/database/database.js";
import { defineJob } from "../../../../platform/jobs/job.js";
import type { Jobs } from "../../../../platform/jobs/jobs.js";
import type { JobWorker } from "../../../../platform/jobs/workers.js";
import type { ObjectStorage } from "../../../../platform/storage/object-storage.js";
import { TABLE_FORMATS, writeTable, type Cell } from "../../../../platform/storage/table-file.js";

/** The caller has checked that the account runs the organization. */
export const exportMembers = defineJob({
  name: "export-organization-members",
  description: "Writes the members of an organization for `exportOrganizationMembers`, while its caller waits.",
  payload: z.object({ organizationId: id, format: z.enum(TABLE_FORMATS), fileId: id }),
  result: z.object({ sizeBytes: z.number() }),
});

/** Key prefix of files about organizations, also of later modules. They live for a day. */
export const ORGANIZATION_FILES = "organization-exports/";

const PAGE = 1000;
const COLUMNS = ["username", "displayName", "email", "role", "joinedBy", "joinedAt"] as const;
type Exported = Record<Exclude<(typeof COLUMNS)[number], "joinedAt">, string | null> & { id: string; joinedAt: Date };
const SQL = `select m.id, u.username, u.display_name as "displayName", case when u.email_verified_at is not null then u.email end as email,
    m.role, m.joined_by as "joinedBy", m.created_at as "joinedAt"
  from organization_members m join users u on u.id = m.user_id where m.organization_id = ? and m.id > ? order by m.id limit ${PAGE}`;

interface Dependencies {
  db: Database;
  jobs: Jobs;
  storage: ObjectStorage;
}

/** Holds neither a connection nor more than a page of members in between. */
export function startMemberExportWorker({ db, jobs, storage }: Dependencies): JobWorker {
  async function* pagesOf(organizationId: string): AsyncGenerator<Record<(typeof COLUMNS)[number], Cell>[]> {
    for (let after = NO_ID, page: Exported[]; ; after = page.at(-1)!.id) {
      page = await rows<Exported>(db.em.fork(), SQL, [organizationId, after]);
      yield page.map((one) => ({ ...one, joinedAt: one.joinedAt.toISOString() }));
      if (page.length < PAGE) return;
    }
  }
  return jobs.process(exportMembers, { concurrency: 1, lockMs: 60_000 }, async ({ organizationId, format, fileId }) => {
    const table = { key: ORGANIZATION_FILES + fileId, name: "members", format, columns: COLUMNS, pages: pagesOf(organizationId) };
    return { sizeBytes: await writeTable({ storage, ...table }) };
  });
}
