/** Copies of tracks, also between people and organizations. */
import { buffer } from "node:stream/consumers";
import type { SignedIn } from "../../../../access/viewer.js";
import { AppError, badInput } from "../../../../kernel/errors.js";
import { HOUR_MS } from "../../../../kernel/units.js";
import { Findings } from "../../../../judge/packages/package-faults.js";
import { rows, type Database, type EntityManager } from "../../../../platform/database/database.js";
import type { RateLimiter } from "../../../../platform/redis/rate-limit.js";
import type { ObjectStorage } from "../../../../platform/storage/object-storage.js";
import { contentOwner } from "../../../accounts/organizations/content/content-owner.js";
import { User } from "../../../base/users/user.entity.js";
import type { ProblemsService } from "../../../practice/problems/problems.service.js";
import { TrackFile } from "../files/track-file.entity.js";
import { storeFile } from "../files/track-files.service.js";
import { SLUG_MAX } from "../limits.js";
import { noteOnTrack, readEditableTrack, readTrack, uniqueNamed } from "../tracks/track-access.js";
import { Track } from "../tracks/track.entity.js";
import type { CloneTrackInput } from "../tracks/track.input.js";
import type { TrackRow } from "../tracks/track.rows.js";
import { namedFiles, type ArchiveFiles } from "./archive-files.js";
import type { TrackArchive } from "./archive-format.js";
import { resolveNames, type ArchiveNames } from "./archive-names.js";
import { readTrackForExport, type ExportedFile } from "./read-track.js";
import { putArchive } from "./store-track.js";

/**
 * A draft with the content of a track that the viewer may edit, for another owner: the latest revision of each lesson that is not archived,
 * with its files. Problems and quizzes stay the same ones, except problems that are private to another organization: the new owner gets
 * copies of them, as drafts. What the viewer may not read is refused.
 */
export type CloneTrack = (viewer: SignedIn, input: CloneTrackInput, address: string) => Promise<TrackRow>;

const CLONES = { name: "track-clones", most: 30, windowMs: HOUR_MS };
const SUFFIX = "-copy-123456";

interface Dependencies {
  db: Database;
  storage: ObjectStorage;
  limiter: RateLimiter;
  problems: Pick<ProblemsService, "clone">;
}

export function createCloneTrack({ db, storage, limiter, problems }: Dependencies): CloneTrack {
  return async (viewer, { id, organizationId = null, title, slug }, address) => {
    const em = db.em.fork();
    const owner = await contentOwner(em, viewer, organizationId);
    const source = await readEditableTrack(em, viewer, id);
    const refused = await limiter.take(CLONES, viewer.id);
    if (refused) throw new AppError("RATE_LIMITED", `At most ${CLONES.most} copies of tracks an hour.`, refused);
    if (slug != null && (await rows(em, "select 1 from tracks where slug = ?", [slug])).length > 0)
      throw new AppError("CONFLICT", "This slug is taken.");

    const { archive: read, files: stored } = await readTrackForExport(em, id);
    const archive: TrackArchive = { ...read, ...(title && { title: title.trim() }), files: new Map() };
    const findings = new Findings();
    const names = await resolveNames(em, viewer, archive, findings);
    expectReadable(findings);
    await ownProblems(em, viewer, organizationId, names);
    const files = await copyFiles(stored, namedFiles(archive));

    const track = Object.assign(new Track(), owner);
    track.slug = slug ?? `${source.slug.slice(0, SLUG_MAX - SUFFIX.length)}-copy-${track.id.slice(-6)}`;
    await uniqueNamed(() =>
      db.transaction(async (tx) => {
        track.author = tx.getReference(User, viewer.id, { wrapped: true });
        await putArchive(tx, viewer, track, { archive, names, files, findings, note: `A copy of ${source.slug}.` });
        expectReadable(findings);
        noteOnTrack(tx, "track.cloned", track, viewer, address, { from: source.id, organizationId });
      }),
    );
    return readTrack(db.em.fork(), viewer, { id: track.id });
  };

  /** Problems that the new owner's people could not read. */
  async function ownProblems(em: EntityManager, viewer: SignedIn, organizationId: string | null, names: ArchiveNames): Promise<void> {
    const closed = await rows<{ id: string; slug: string }>(
      em,
      `select id, slug from problems where id = any(?::uuid[]) and visibility = 'ORGANIZATION' and organization_id is distinct from ?::uuid`,
      [`{${[...names.problems.values()].join(",")}}`, organizationId],
    );
    for (const problem of closed) {
      const copy = await problems.clone(viewer, { id: problem.id, organizationId });
      names.problems.set(problem.slug, copy.id);
    }
  }

  /** Objects of their own, without rows: the sweeper removes those of a copy that fails. */
  async function copyFiles(stored: readonly ExportedFile[], used: ReadonlySet<string>): Promise<ArchiveFiles> {
    const copied: ArchiveFiles = { byName: new Map(), added: [] };
    for (const { name, fileName, contentType, renditions } of stored) {
      if (!used.has(name)) continue;
      const objects = [];
      for (const { key, ...rendition } of renditions) objects.push({ ...rendition, content: await buffer(await storage.read(key)) });
      const file = Object.assign(new TrackFile(), { fileName, contentType });
      await storeFile(storage, file, objects);
      copied.added.push(file);
      copied.byName.set(name, { id: file.id, picture: contentType.startsWith("image/") });
    }
    return copied;
  }
}

function expectReadable({ faults }: Findings): void {
  if (faults.length === 0) return;
  throw badInput("input.id", `The copy would refer to what you may not read. ${faults.map(({ message }) => message).join(" ")}`);
}
