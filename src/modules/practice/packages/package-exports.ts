import type { SignedIn } from "../../../access/viewer.js";
import type { ExportFormat } from "../../../judge/packages/write-package.js";
import { AppError } from "../../../kernel/errors.js";
import { newId } from "../../../kernel/ids.js";
import { HOUR_MS, MINUTE_MS } from "../../../kernel/units.js";
import type { Database } from "../../../platform/database/database.js";
import type { Jobs } from "../../../platform/jobs/jobs.js";
import type { RateLimiter } from "../../../platform/redis/rate-limit.js";
import type { ObjectStorage } from "../../../platform/storage/object-storage.js";
import type { Logger } from "../../../platform/telemetry/logger.js";
import { readEditable } from "../problems/authors/problem-access.js";
import { exportPackage, PACKAGE_EXPORTS } from "./export-package.job.js";

export interface ExportedPackage {
  url: string;
  sizeBytes: number;
  expiresAt: Date;
}

export interface PackageExports {
  /** For editors. Waits for a worker. CONFLICT if the format cannot express the problem; SERVICE_UNAVAILABLE without a worker. */
  write(viewer: SignedIn, problemId: string, format: ExportFormat): Promise<ExportedPackage>;
}

const EXPORTS = { name: "package-exports", most: 60, windowMs: HOUR_MS };
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

export function createPackageExports({ db, jobs, storage, limiter, log }: Dependencies): PackageExports {
  return {
    async write(viewer, problemId, format) {
      await readEditable(db.em.fork(), viewer, problemId);
      const refused = await limiter.take(EXPORTS, viewer.id);
      if (refused) throw new AppError("RATE_LIMITED", `At most ${EXPORTS.most} exports of packages an hour.`, refused);
      const exportId = newId();
      const options = { timeoutMs: PATIENCE_MS, withoutWorkerMs: WITHOUT_WORKER_MS };
      const result = await jobs.call(exportPackage, { problemId, format, exportId }, exportId, options).catch((error: unknown) => {
        log.warn({ problemId, err: error }, "package not exported");
        throw new AppError("SERVICE_UNAVAILABLE", "The package could not be written right now. Try again.", { retryAfterMs: 5000 });
      });
      if (result.status === "REFUSED") throw new AppError("CONFLICT", result.reason);
      const url = await storage.presignGet(PACKAGE_EXPORTS + exportId, LINK_MS / 1000);
      return { url, sizeBytes: result.sizeBytes, expiresAt: new Date(Date.now() + LINK_MS) };
    },
  };
}
