import { createHash } from "node:crypto";
import { buffer } from "node:stream/consumers";
import type { SignedIn } from "../../../../access/viewer.js";
import { AppError, badInput, notFound } from "../../../../kernel/errors.js";
import { newId } from "../../../../kernel/ids.js";
import { DAY_MS, HOUR_MS } from "../../../../kernel/units.js";
import { rows, type Database, type EntityManager } from "../../../../platform/database/database.js";
import { startRounds } from "../../../../platform/jobs/rounds.js";
import type { Logger } from "../../../../platform/telemetry/logger.js";
import type { ObjectStorage } from "../../../../platform/storage/object-storage.js";
import { StoredFile, type Rendition } from "../../../base/storage/stored-file.entity.js";
import { User } from "../../../base/users/user.entity.js";
import type { BackgroundWork } from "../../../contracts/module.js";
import { FILES_MAX, FILES_MAX_BYTES } from "../limits.js";
import { readEditableTrack, type TrackEdits } from "../tracks/track-access.js";
import { Track } from "../tracks/track.entity.js";
import { TRACK_FILES, TrackFile } from "./track-file.entity.js";
import { FILE_COLUMNS, type TrackFileRow } from "./track-file.loaders.js";

export interface TrackFilesService {
  /** Copies an upload of the viewer. CONFLICT if the track's files get too many or too large. */
  add(viewer: SignedIn, input: { trackId: string; fileId: string }): Promise<TrackFileRow>;
}

interface Dependencies {
  db: Database;
  storage: ObjectStorage;
  edits: TrackEdits;
  log: Logger;
}

export function createTrackFiles({ db, storage, edits }: Omit<Dependencies, "log">): TrackFilesService {
  return {
    async add(viewer, { trackId, fileId }) {
      await readEditableTrack(db.em.fork(), viewer, trackId);
      const upload = await db.em.fork().findOne(StoredFile, { id: fileId, owner: viewer.id, purpose: "ATTACHMENT", status: "READY" });
      if (!upload) {
        const message = "Use a READY file of yours that was uploaded as ATTACHMENT: see requestUpload and completeUpload.";
        throw badInput("input.fileId", message, "UNKNOWN_VALUE");
      }
      const file = Object.assign(new TrackFile(), { fileName: upload.fileName, contentType: upload.contentType });
      // At most 10 MiB together: a limit of uploads.
      const objects = await Promise.all(
        upload.renditions.map(async (rendition) => {
          const object = await storage.open(rendition.key);
          if (!object) throw notFound("file");
          return { ...rendition, content: await buffer(object.content) };
        }),
      );
      // Before the transaction: the sweeper removes what no row refers to.
      await storeFile(storage, file, objects);
      await edits.change(viewer, trackId, (em, track) => keepFile(em, track, file, viewer.id));
      const [row] = await rows<TrackFileRow>(db.em.fork(), `select ${FILE_COLUMNS} from track_files f where f.id = ?`, [file.id]);
      if (!row) throw notFound("file");
      return row;
    },
  };
}

export interface NewObject extends Omit<Rendition, "key"> {
  content: Buffer;
}

/** Stores the objects of a new file, smallest first, and fills in what its row says of them. */
export async function storeFile(storage: ObjectStorage, file: TrackFile, objects: readonly NewObject[]): Promise<void> {
  file.renditions = objects.map(({ contentType, sizeBytes, width, height }) => ({
    key: `${TRACK_FILES}${file.id}/${newId()}`,
    ...{ contentType, sizeBytes, width, height },
  }));
  file.sizeBytes = objects.reduce((sum, { content }) => sum + content.length, 0);
  file.sha256 = createHash("sha256").update(objects.at(-1)!.content).digest("hex");
  const downloadAs = objects[0]!.width === null ? { downloadAs: file.fileName } : {};
  await Promise.all(objects.map(({ content, contentType }, at) => storage.put(file.renditions[at]!.key, content, contentType, downloadAs)));
}

/** The caller holds the lock on the track's row. */
export async function keepFile(em: EntityManager, track: Track, file: TrackFile, userId: string): Promise<void> {
  const [present] = await rows<{ count: number; bytes: string }>(
    em,
    "select count(*)::int as count, coalesce(sum(size_bytes), 0) as bytes from track_files where track_id = ?",
    [track.id],
  );
  if (present!.count >= FILES_MAX) throw new AppError("CONFLICT", `A track has at most ${FILES_MAX} files.`);
  if (Number(present!.bytes) + file.sizeBytes > FILES_MAX_BYTES)
    throw new AppError("CONFLICT", "The files of a track have at most 256 MiB together.", { limitBytes: FILES_MAX_BYTES });
  file.track = em.getReference(Track, track.id, { wrapped: true });
  file.addedBy = em.getReference(User, userId, { wrapped: true });
  em.persist(file);
  await em.flush();
}

const SWEEP_MS = HOUR_MS;
const BATCH = 500;

/** Runs in the worker. Removes objects that no row refers to, a day after they were stored: of deleted tracks and interrupted uploads. */
export function startFileSweeper({ db, storage, log }: Pick<Dependencies, "db" | "storage" | "log">): BackgroundWork {
  const removeUnused = async (keys: readonly string[]) => {
    const used = await rows<{ key: string }>(
      db.em.fork(),
      `select r ->> 'key' as key from track_files f, jsonb_array_elements(f.renditions) r where f.id = any(?::uuid[])`,
      [`{${[...new Set(keys.map((key) => key.slice(TRACK_FILES.length).split("/", 1)[0]!))].join(",")}}`],
    );
    const kept = new Set(used.map(({ key }) => key));
    for (const key of keys) if (!kept.has(key)) await storage.remove(key);
  };
  const sweep = async () => {
    let keys: string[] = [];
    for await (const { key, changedAt } of storage.list(TRACK_FILES)) {
      if (changedAt.getTime() < Date.now() - DAY_MS) keys.push(key);
      if (keys.length < BATCH) continue;
      await removeUnused(keys);
      keys = [];
    }
    if (keys.length > 0) await removeUnused(keys);
  };
  return startRounds(sweep, { everyMs: SWEEP_MS, log, failure: "unused files of tracks not removed; will be retried" });
}
