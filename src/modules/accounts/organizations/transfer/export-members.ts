import type { SignedIn } from "../../../../access/viewer.js";
import { AppError } from "../../../../kernel/errors.js";
import { newId } from "../../../../kernel/ids.js";
import { HOUR_MS, MINUTE_MS } from "../../../../kernel/units.js";
import type { Database } from "../../../../platform/database/database.js";
import type { Jobs } from "../../../../platform/jobs/jobs.js";
import type { RateLimiter } from "../../../../platform/redis/rate-limit.js";
import type { ObjectStorage } from "../../../../platform/storage/object-storage.js";
import type { Logger } from "../../../../platform/telemetry/logger.js";
import { expectToRun, readOrganization } from "../organization.rows.js";
import { noteOf } from "../organizations.service.js";
import { exportMembers, MEMBER_EXPORTS, type ExportFormat } from "./export-members.job.js";

export interface ExportedMembers {
  url: string;
  sizeBytes: number;
  expiresAt: Date;
}

export interface MemberExports {
  /** For those who run the organization, also when it is archived. Waits for a worker; SERVICE_UNAVAILABLE without one. */
  write(viewer: SignedIn, input: { organizationId: string; format: ExportFormat }, address: string): Promise<ExportedMembers>;
}

const EXPORTS = { name: "organization-exports", most: 30, windowMs: HOUR_MS };
const LINK_MS = HOUR_MS;
const PATIENCE_MS = 3 * MINUTE_MS;
const WITHOUT_WORKER_MS = 15_000;

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
      const exportId = newId();
      const options = { timeoutMs: PATIENCE_MS, withoutWorkerMs: WITHOUT_WORKER_MS };
      const { sizeBytes } = await jobs
        .call(exportMembers, { organizationId, format, exportId }, exportId, options)
        .catch((error: unknown) => {
          log.warn({ organizationId, err: error }, "members not exported");
          throw new AppError("SERVICE_UNAVAILABLE", "The file could not be written right now. Try again.", { retryAfterMs: 5000 });
        });
      const url = await storage.presignGet(MEMBER_EXPORTS + exportId, LINK_MS / 1000);
      return { url, sizeBytes, expiresAt: new Date(Date.now() + LINK_MS) };
    },
  };
}
