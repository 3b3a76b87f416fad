import type { SignedIn } from "../../../../access/viewer.js";
import { AppError } from "../../../../kernel/errors.js";
import { parseJson } from "../../../../kernel/contract.js";
import { newId } from "../../../../kernel/ids.js";
import { Findings, type PackageFault } from "../../../../judge/packages/package-faults.js";
import { rows, type Database, type Transaction } from "../../../../platform/database/database.js";
import type { PubSub } from "../../../../platform/redis/pub-sub.js";
import { onDisk } from "../../../../platform/storage/nameless-file.js";
import type { ObjectStorage } from "../../../../platform/storage/object-storage.js";
import type { Logger } from "../../../../platform/telemetry/logger.js";
import { uploadKey } from "../../../base/storage/process-upload.job.js";
import { UPLOAD_RULES } from "../../../base/storage/upload-rules.js";
import { contentOwner, membershipsOf } from "../../../accounts/organizations/content/content-owner.js";
import { User } from "../../../base/users/user.entity.js";
import { rowJob, type Work } from "../../../contracts/claimed-work.js";
import type { Claim } from "../../../contracts/claims.js";
import { archiveFiles } from "../../../practice/packages/package-archive.js";
import { readQuizArchive } from "../../quizzes/archive/read-archive.js";
import { SLUG_MAX } from "../limits.js";
import { uniqueNamed, type TrackEdits } from "../tracks/track-access.js";
import { Track } from "../tracks/track.entity.js";
import { takeFiles, type PresentFile } from "./archive-files.js";
import { quizzesIn, resolveNames } from "./archive-names.js";
import { trackImportPlan, type TrackImportPlan } from "./import-plan.js";
import type { Importable } from "./importable.js";
import { putArchive } from "./store-track.js";
import { filesOfTrack, readTrackArchive } from "./track-archive.js";
import { TrackImport } from "./track-import.entity.js";
import { publishTrackImport } from "./track-import.topic.js";

export const importTrack = rowJob("import-track", "Imports an uploaded archive of a track.");

export type TrackImportCheckpoint = "track-import-before-store" | "track-import-before-commit" | "track-import-after-commit";

interface Dependencies {
  db: Database;
  storage: ObjectStorage;
  pubSub: PubSub;
  edits: TrackEdits;
  log: Logger;
  /** Named points where tests kill the worker. */
  checkpoint: (name: TrackImportCheckpoint) => void;
}

/** About an hour, including backoff. */
const MOST_ATTEMPTS = 12;

/** Another worker holds the import, so this worker's result is dropped. */
class ClaimLost extends Error {
  override name = "ClaimLost";
}

/** The archive has faults that show only against the database; rolls everything back. */
class Refused extends Error {
  override name = "Refused";
}

/**
 * Runs in the worker: copies the archive to disk, reads and checks all of it, stores its files, and commits the track and the end of the
 * import together. Safe to run any number of times: an import ends once. Files without a row are removed by the sweeper.
 */
export function createTrackImportWork({ db, storage, pubSub, edits, log, checkpoint }: Dependencies): Work {
  const fork = () => db.em.fork();

  const finish = async ({ fileId }: TrackImportPlan, importId: string) => {
    publishTrackImport({ pubSub, log }, importId);
    await storage.remove(uploadKey(fileId));
    await fork().execute("delete from files where id = ?", [fileId]);
  };

  const fail = async ({ id, attempt }: Claim, plan: TrackImportPlan, { faults, notes }: Pick<Findings, "faults" | "notes">) => {
    const ended = await rows(
      fork(),
      `update track_imports set status = 'FAILED', plan = '', faults = ?::jsonb, ignored = ?::jsonb, finished_at = now(), leased_until = null
       where id = ? and attempt = ? and status = 'RUNNING' returning 1`,
      [JSON.stringify(faults), JSON.stringify(notes), id, attempt],
    );
    if (ended.length > 0) await finish(plan, id);
  };

  const end = async (tx: Transaction, { id, attempt }: Claim, trackId: string, { findings, archive }: Importable) => {
    await tx.flush();
    const total = archive.files.size;
    const ended = await rows(
      tx,
      `update track_imports set status = 'READY', plan = '', ignored = ?::jsonb, track_id = ?, done = ?, total = ?, finished_at = now(),
         leased_until = null where id = ? and attempt = ? and status = 'RUNNING' returning 1`,
      [JSON.stringify(findings.notes), trackId, total, total, id, attempt],
    );
    if (ended.length === 0) throw new ClaimLost();
  };

  const freeSlug = async (wanted: string): Promise<string> => {
    const taken = await rows(fork(), "select 1 from tracks where slug = ?", [wanted]);
    const suffix = `-${newId().slice(-6)}`;
    return taken.length === 0 ? wanted : wanted.slice(0, SLUG_MAX - suffix.length).replace(/-$/, "") + suffix;
  };

  const commit = async (claim: Claim, viewer: SignedIn, plan: TrackImportPlan, importable: Importable) => {
    const { archive, findings } = importable;
    const put = async (tx: Transaction, track: Track) => {
      await putArchive(tx, viewer, track, importable);
      if (findings.faultCount > 0) throw new Refused();
      await end(tx, claim, track.id, importable);
      checkpoint("track-import-before-commit");
    };
    if (plan.trackId !== null) {
      return edits.change(viewer, plan.trackId, async (tx, track) => {
        track.version++;
        await put(tx, track);
      });
    }
    const slug = plan.slug ?? (await freeSlug(archive.slug));
    await uniqueNamed(() =>
      db.transaction(async (tx) => {
        const track = Object.assign(new Track(), { slug });
        if (plan.organizationId !== null) Object.assign(track, await contentOwner(tx, viewer, plan.organizationId));
        track.author = tx.getReference(User, viewer.id, { wrapped: true });
        await put(tx, track);
      }),
    );
  };

  return async (claim, keep) => {
    const row = await fork().findOneOrFail(TrackImport, { id: claim.id });
    const plan = parseJson(trackImportPlan, row.plan);
    const failWith = (code: PackageFault["code"], message: string) =>
      fail(claim, plan, { faults: [{ code, path: null, message }], notes: [] });
    if (claim.attempt > MOST_ATTEMPTS) return failWith("NOT_FINISHED", "The archive could not be read or stored. Try again later.");
    const object = await storage.open(uploadKey(plan.fileId));
    if (!object) return failWith("FILE_GONE", "The uploaded file no longer exists. Upload it again.");
    const { role } = await fork().findOneOrFail(User, { id: claim.userId });
    const viewer = { id: claim.userId, role, memberships: await membershipsOf(fork(), claim.userId) };
    const findings = new Findings();
    const file = await onDisk(object.content, UPLOAD_RULES.PROBLEM_PACKAGE.maxBytes);
    try {
      const all = await archiveFiles(file, findings);
      const archive = all && (await readTrackArchive(all, findings));
      const quizzes = archive && (await readQuizArchive(filesOfTrack(all, findings)!, quizzesIn(archive), findings));
      if (!archive || !quizzes || findings.faultCount > 0) return await fail(claim, plan, findings);
      const total = archive.files.size;
      let done = 0;
      const onFile = async () => {
        await keep({ done: ++done, total });
        publishTrackImport({ pubSub, log }, claim.id);
      };
      await keep({ done, total });
      const names = await resolveNames(fork(), viewer, archive, findings);
      const present = await rows<PresentFile>(
        fork(),
        `select id, file_name as "fileName", content_type as "contentType", sha256 from track_files where track_id = ?`,
        [plan.trackId],
      );
      checkpoint("track-import-before-store");
      const files = await takeFiles(archive, present, { storage, findings, onFile });
      if (findings.faultCount > 0) return await fail(claim, plan, findings);
      await keep();
      await commit(claim, viewer, plan, { archive, names, files, quizzes, findings, note: plan.note });
      checkpoint("track-import-after-commit");
      await finish(plan, claim.id);
      log.info(
        { importId: claim.id, trackId: plan.trackId, lessons: archive.modules.flatMap(({ lessons }) => lessons).length },
        "track imported",
      );
    } catch (error) {
      if (error instanceof ClaimLost) return;
      if (error instanceof Refused) return await fail(claim, plan, findings);
      if (!(error instanceof AppError) || error.code === "SERVICE_UNAVAILABLE") throw error;
      await failWith(error.code === "BAD_USER_INPUT" ? "VALUE_INVALID" : "CONFLICT", error.message);
    } finally {
      await file.close();
    }
  };
}
