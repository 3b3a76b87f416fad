import * as z from "zod";
import { NO_ID } from "../../../../kernel/ids.js";
import { id } from "../../../../kernel/schemas.js";
import type { Database } from "../../../../platform/database/database.js";
import { defineJob } from "../../../../platform/jobs/job.js";
import type { Jobs } from "../../../../platform/jobs/jobs.js";
import type { JobWorker } from "../../../../platform/jobs/workers.js";
import type { ObjectStorage } from "../../../../platform/storage/object-storage.js";
import { TABLE_FORMATS, writeTable } from "../../../../platform/storage/table-file.js";
import { ORGANIZATION_FILES } from "../../../accounts/organizations/transfer/export-members.job.js";
import { readReport, REPORT_COLUMNS, REPORT_PAGE, type ReportRow } from "./organization-figures.js";

/** The caller has checked that the account runs the organization. */
export const reportProgress = defineJob({
  name: "report-organization-progress",
  description: "Writes the progress of the members of an organization for `reportOrganizationProgress`, while its caller waits.",
  payload: z.object({ organizationId: id, format: z.enum(TABLE_FORMATS), fileId: id }),
  result: z.object({ sizeBytes: z.number() }),
});

interface Dependencies {
  db: Database;
  jobs: Jobs;
  storage: ObjectStorage;
}

/** Holds neither a connection nor more than a page of members in between. */
export function startProgressReportWorker({ db, jobs, storage }: Dependencies): JobWorker {
  async function* pagesOf(organizationId: string): AsyncGenerator<ReportRow[]> {
    const today = new Date().toISOString().slice(0, 10);
    for (let after = NO_ID, page: ReportRow[]; ; after = page.at(-1)!.id) {
      page = await readReport(db.em.fork(), organizationId, after, today);
      yield page;
      if (page.length < REPORT_PAGE) return;
    }
  }
  return jobs.process(reportProgress, { concurrency: 1, lockMs: 60_000 }, async ({ organizationId, format, fileId }) => {
    const table = { key: ORGANIZATION_FILES + fileId, name: "progress", format, columns: REPORT_COLUMNS, pages: pagesOf(organizationId) };
    return { sizeBytes: await writeTable({ storage, ...table }) };
  });
}
