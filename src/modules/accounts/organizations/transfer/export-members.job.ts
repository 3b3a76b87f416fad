import { stringify } from "csv-stringify/sync";
import { Readable } from "node:stream";
import * as z from "zod";
import { id } from "../../../../kernel/schemas.js";
import { NO_ID } from "../../../../kernel/ids.js";
import { rows, type Database } from "../../../../platform/database/database.js";
import { defineJob } from "../../../../platform/jobs/job.js";
import type { Jobs } from "../../../../platform/jobs/jobs.js";
import type { JobWorker } from "../../../../platform/jobs/workers.js";
import { chunksOf, openNameless } from "../../../../platform/storage/nameless-file.js";
import { asDownload, type ObjectStorage } from "../../../../platform/storage/object-storage.js";

export const EXPORT_FORMATS = ["CSV", "JSON"] as const;
export type ExportFormat = (typeof EXPORT_FORMATS)[number];

/** The caller has checked that the account runs the organization. */
export const exportMembers = defineJob({
  name: "export-organization-members",
  description: "Writes the members of an organization for `exportOrganizationMembers`, while its caller waits.",
  payload: z.object({ organizationId: id, format: z.enum(EXPORT_FORMATS), exportId: id }),
  result: z.object({ sizeBytes: z.number() }),
});

/** Key prefix of the files. */
export const MEMBER_EXPORTS = "organization-exports/";

interface Exported {
  id: string;
  username: string;
  displayName: string;
  email: string | null;
  role: string;
  joinedBy: string;
  joinedAt: Date;
}

const PAGE = 1000;
const COLUMNS = ["username", "displayName", "email", "role", "joinedBy", "joinedAt"] as const;
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
  return jobs.process(exportMembers, { concurrency: 1, lockMs: 60_000 }, async ({ organizationId, format, exportId }) => {
    const file = await openNameless();
    try {
      const write = format === "CSV" ? csvOf : jsonOf;
      let isFirst = true;
      for (let after = NO_ID; ;) {
        const page = await rows<Exported>(db.em.fork(), SQL, [organizationId, after]);
        await file.appendFile(write(page, isFirst));
        isFirst = false;
        if (page.length < PAGE) break;
        after = page.at(-1)!.id;
      }
      if (format === "JSON") await file.appendFile("\n]\n");
      const { size } = await file.stat();
      await storage.putStream(MEMBER_EXPORTS + exportId, {
        content: Readable.from(chunksOf(file), { objectMode: false }),
        sizeBytes: size,
        contentType: format === "CSV" ? "text/csv; charset=utf-8" : "application/json",
        contentDisposition: asDownload(`members.${format.toLowerCase()}`),
      });
      return { sizeBytes: size };
    } finally {
      await file.close();
    }
  });
}

const plain = ({ id: _, joinedAt, ...one }: Exported) => ({ ...one, joinedAt: joinedAt.toISOString() });

/** Names that a spreadsheet would take for formulas are escaped. */
export function csvOf(page: readonly Exported[], isFirst: boolean): string {
  return stringify(page.map(plain), { header: isFirst, columns: [...COLUMNS], escape_formulas: true, record_delimiter: "\r\n" });
}

/** Lines of an array that the caller closes. */
export function jsonOf(page: readonly Exported[], isFirst: boolean): string {
  const lines = page.map((one) => JSON.stringify(plain(one)));
  return `${isFirst ? "[" : ""}${lines.map((line, at) => `${isFirst && at === 0 ? "" : ","}\n  ${line}`).join("")}`;
}
