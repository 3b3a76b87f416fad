import type { SignedIn } from "../../../../access/viewer.js";
import { AppError } from "../../../../kernel/errors.js";
import { HOUR_MS } from "../../../../kernel/units.js";
import type { Database } from "../../../../platform/database/database.js";
import { callForFile, type CalledFile } from "../../../../platform/jobs/called-files.js";
import type { Jobs } from "../../../../platform/jobs/jobs.js";
import type { RateLimiter } from "../../../../platform/redis/rate-limit.js";
import type { ObjectStorage } from "../../../../platform/storage/object-storage.js";
import type { TableFormat } from "../../../../platform/storage/table-file.js";
import type { Logger } from "../../../../platform/telemetry/logger.js";
import { expectToRun, readOrganization } from "../../../accounts/organizations/organization.rows.js";
import { ORGANIZATION_FILES } from "../../../accounts/organizations/transfer/export-members.job.js";
import { record } from "../../../base/audit/record.js";
import { reportProgress } from "./report-progress.job.js";

export interface OrganizationReports {
  /** For those who run the organization, also when it is archived. Waits for a worker; SERVICE_UNAVAILABLE without one. */
  write(viewer: SignedIn, input: { organizationId: string; format: TableFormat }, address: string): Promise<CalledFile>;
}

const REPORTS = { name: "organization-reports", most: 30, windowMs: HOUR_MS };

interface Dependencies {
  db: Database;
  jobs: Jobs;
  storage: ObjectStorage;
  limiter: RateLimiter;
  log: Logger;
}

export function createOrganizationReports({ db, jobs, storage, limiter, log }: Dependencies): OrganizationReports {
  return {
    async write(viewer, { organizationId, format }, address) {
      expectToRun(await readOrganization(db.em.fork(), viewer, { id: organizationId }));
      const refused = await limiter.take(REPORTS, viewer.id);
      if (refused) throw new AppError("RATE_LIMITED", `At most ${REPORTS.most} reports an hour.`, refused);
      const subject = { type: "organization", id: organizationId };
      const entry = { actorId: viewer.id, action: "organization.progress-reported", subject, address, details: { format } } as const;
      await db.transaction(async (tx) => record(tx, entry));
      return callForFile({ jobs, storage, log }, reportProgress, ORGANIZATION_FILES, { organizationId, format });
    },
  };
}
