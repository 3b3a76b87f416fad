import type { SignedIn } from "../../../../access/viewer.js";
import { AppError } from "../../../../kernel/errors.js";
import { newId } from "../../../../kernel/ids.js";
import { HOUR_MS, MINUTE_MS } from "../../../../kernel/units.js";
import type { Database } from "../../../../platform/database/database.js";
import type { Jobs } from "../../../../platform/jobs/jobs.js";
import type { RateLimiter } from "../../../../platform/redis/rate-limit.js";
import type { ObjectStorage } from "../../../../platform/storage/object-storage.js";
import type { Logger } from "../../../../platform/telemetry/logger.js";
import { readEditableTrack } from "../tracks/track-access.js";
import { exportTrack, TRACK_EXPORTS } from "./export-track.job.js";

export interface ExportedArchive {
  url: string;
  sizeBytes: number;
  expiresAt: Date;
}

export interface TrackExports {
  /** For editors. Waits for a worker; SERVICE_UNAVAILABLE without one. */
  write(viewer: SignedIn, trackId: string): Promise<ExportedArchive>;
}

const EXPORTS = { name: "track-exports", most: 60, windowMs: HOUR_MS };
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

export function createTrackExports({ db, jobs, storage, limiter, log }: Dependencies): TrackExports {
  return {
    async write(viewer, trackId) {
      await readEditableTrack(db.em.fork(), viewer, trackId);
      const refused = await limiter.take(EXPORTS, viewer.id);
      if (refused) throw new AppError("RATE_LIMITED", `At most ${EXPORTS.most} exports of tracks an hour.`, refused);
      const exportId = newId();
      const options = { timeoutMs: PATIENCE_MS, withoutWorkerMs: WITHOUT_WORKER_MS };
      const { sizeBytes } = await jobs
        .call(exportTrack, { trackId, exportId, userId: viewer.id }, exportId, options)
        .catch((error: unknown) => {
          log.warn({ trackId, err: error }, "track not exported");
          throw new AppError("SERVICE_UNAVAILABLE", "The archive could not be written right now. Try again.", { retryAfterMs: 5000 });
        });
      const url = await storage.presignGet(TRACK_EXPORTS + exportId, LINK_MS / 1000);
      return { url, sizeBytes, expiresAt: new Date(Date.now() + LINK_MS) };
    },
  };
}
