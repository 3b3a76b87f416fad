import { ref } from "@mikro-orm/core";
import type { SignedIn } from "../../../../access/viewer.js";
import { AppError, badInput } from "../../../../kernel/errors.js";
import { HOUR_MS } from "../../../../kernel/units.js";
import type { Database } from "../../../../platform/database/database.js";
import type { Jobs } from "../../../../platform/jobs/jobs.js";
import type { RateLimiter } from "../../../../platform/redis/rate-limit.js";
import type { Logger } from "../../../../platform/telemetry/logger.js";
import { expectOwner } from "../../../accounts/organizations/content/content-owner.js";
import { StoredFile } from "../../../base/storage/stored-file.entity.js";
import { User } from "../../../base/users/user.entity.js";
import { readEditableTrack } from "../tracks/track-access.js";
import { Track } from "../tracks/track.entity.js";
import type { TrackImportPlan } from "./import-plan.js";
import { importTrack } from "./import-track.job.js";
import { TrackImport } from "./track-import.entity.js";
import { readTrackImport, type TrackImportRow } from "./track-import.rows.js";
import type { ImportTrackInput } from "./track-import.type.js";

export interface TrackImports {
  /** Imports an uploaded archive in the background, as a new track or into one that the viewer may edit. */
  request(viewer: SignedIn, input: ImportTrackInput): Promise<TrackImportRow>;
}

const IMPORTS = { name: "track-imports", most: 60, windowMs: HOUR_MS };

interface Dependencies {
  db: Database;
  jobs: Jobs;
  limiter: RateLimiter;
  log: Logger;
}

export function createTrackImports({ db, jobs, limiter, log }: Dependencies): TrackImports {
  return {
    async request(viewer, { fileId, trackId, slug, organizationId, note }) {
      const em = db.em.fork();
      if (trackId != null) await readEditableTrack(em, viewer, trackId);
      else await expectOwner(em, viewer, organizationId ?? null);
      if (trackId != null && organizationId != null) throw badInput("input.organizationId", "Give it for a new track only.");
      if (trackId != null && slug != null) throw badInput("input.slug", "Give it for a new track only.");
      if (!(await em.findOne(StoredFile, { id: fileId, owner: viewer.id, purpose: "PROBLEM_PACKAGE", status: "READY" }))) {
        const message = "Use a READY file of yours that was uploaded as PROBLEM_PACKAGE: see requestUpload and completeUpload.";
        throw badInput("input.fileId", message, "UNKNOWN_VALUE");
      }
      const refused = await limiter.take(IMPORTS, viewer.id);
      if (refused) throw new AppError("RATE_LIMITED", `At most ${IMPORTS.most} imports of tracks an hour.`, refused);
      const plan: TrackImportPlan = {
        fileId,
        trackId: trackId ?? null,
        slug: slug ?? null,
        organizationId: organizationId ?? null,
        note: note?.trim() ?? "",
      };
      const row = Object.assign(new TrackImport(), {
        user: ref(User, viewer.id),
        track: trackId == null ? null : ref(Track, trackId),
        plan: JSON.stringify(plan),
      });
      await db.transaction(async (tx) => {
        await tx.execute("delete from track_imports where user_id = ? and finished_at < now() - interval '7 days'", [viewer.id]);
        tx.persist(row);
        tx.afterCommit(() => {
          // Not awaited: the sweeper also adds the job.
          jobs
            .add(importTrack, { id: row.id }, row.id)
            .catch((error: unknown) => log.warn({ err: error }, "job not added; the sweeper will"));
        });
      });
      return readTrackImport(db.em.fork(), viewer, row.id);
    },
  };
}
