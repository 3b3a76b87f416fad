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
import { expectToRun, readOrganization } from "../organization.rows.js";
import { noteOf } from "../organizations.service.js";
import { exportMembers, ORGANIZATION_FILES } from "./export-members.job.js";

export interface MemberExports {
  /** For those who run the organization, also when it is archived. Waits for a worker; SERVICE_UNAVAILABLE without one. */
  write(viewer: SignedIn, input: { organizationId: string; format: TableFormat }, address: string): Promise<CalledFile>;
}

const EXPORTS = { name: "organization-exports", most: 30, windowMs: HOUR_MS };

interface Dependencies {
  db: Database;
  jobs: Jobs;
  storage: ObjectStorage;
  limiter: RateLimiter;
  log: Logger;
}

export function createMemberExports({ db, jobs, storage, limiter, log }: Dependencies): MemberExports {
  return {
    async write(viewer, { organizationId, format }, address) {
      expectToRun(await readOrganization(db.em.fork(), viewer, { id: organizationId }));
      const refused = await limiter.take(EXPORTS, viewer.id);
      if (refused) throw new AppError("RATE_LIMITED", `At most ${EXPORTS.most} exports of members an hour.`, refused);
      await db.transaction(async (tx) => noteOf(viewer, address)(tx, "members-exported", organizationId, { format }));
      return callForFile({ jobs, storage, log }, exportMembers, ORGANIZATION_FILES, { organizationId, format });
    },
  };
}
