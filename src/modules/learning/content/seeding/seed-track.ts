/** Writes a track of seed/ to the database, from files in the format of archives. One transaction. */
import type { SignedIn } from "../../../../access/viewer.js";
import { Findings } from "../../../../judge/packages/package-faults.js";
import type { PackageFile } from "../../../../judge/packages/package-files.js";
import { rows, type Database, type EntityManager } from "../../../../platform/database/database.js";
import type { ObjectStorage } from "../../../../platform/storage/object-storage.js";
import { User } from "../../../base/users/user.entity.js";
import { takeFiles, type PresentFile } from "../archive/archive-files.js";
import { lessonPart, TRACK_PART } from "../archive/archive-format.js";
import { resolveNames } from "../archive/archive-names.js";
import { readTrackForExport } from "../archive/read-track.js";
import { putArchive } from "../archive/store-track.js";
import { readTrackArchive } from "../archive/track-archive.js";
import { publishLessons } from "../lessons/publish-lessons.js";
import { announceTrack } from "../tracks/track-access.js";
import { Track } from "../tracks/track.entity.js";
import { keepEdits, partsOf, writtenOf, type Kept } from "./kept-parts.js";
import { SeededTrack } from "./seeded-track.entity.js";

export interface SeedFolder {
  slug: string;
  /** SHA-256 of all its files. */
  sha256: string;
  files: readonly PackageFile[];
}

export interface SeedOutcome {
  kind: "new" | "updated" | "unchanged" | "foreign";
  /** Parts that were left as they are, because people edited them: `track`, `module/<slug>`, `lesson/<slug>`. */
  edited: string[];
}

const NOTE = "Seed";

/** Throws if the folder has a fault or a note: it belongs to the program. An account other than `author` keeps its track (`foreign`). */
export async function seedTrack(
  { db, storage }: { db: Database; storage: ObjectStorage },
  author: SignedIn,
  { slug, sha256, files: folder }: SeedFolder,
): Promise<SeedOutcome> {
  const before = await stateOf(db.em.fork(), author, { slug, sha256 });
  if (before.kind) return { kind: before.kind, edited: [] };

  const findings = new Findings();
  const read = await readTrackArchive(folder, findings);
  expectClean(slug, findings);
  const present = before.track ? await filesOf(db.em.fork(), before.track.id) : [];
  const files = await takeFiles(read!, present, { storage, findings, onFile: async () => {} });
  expectClean(slug, findings);
  return db.transaction(async (tx): Promise<SeedOutcome> => {
    // Serializes seeding programs: a new track has no row to lock.
    await tx.execute("select pg_advisory_xact_lock(hashtextextended('seed-track', 0))");
    await tx.execute("select 1 from tracks where slug = ? for update", [slug]);
    const { track: known, seeded, kind } = await stateOf(tx, author, { slug, sha256 });
    if (kind) return { kind, edited: [] };
    const track = known ?? newTrack(tx, author, slug);
    const kept: Kept = seeded
      ? keepEdits(read!, (await readTrackForExport(tx, track.id)).archive, seeded.parts)
      : { archive: read!, edited: new Set() };
    const { archive, edited } = kept;
    const names = await resolveNames(tx, author, writtenOf(kept), findings);
    expectClean(slug, findings);
    if (known && !edited.has(TRACK_PART)) track.version++;
    await putArchive(tx, author, track, { archive, names, files, findings, note: NOTE, kept: edited });
    expectClean(slug, findings);
    const parts = partsOf(archive);
    await publishLessons(tx, track.id, (lesson) => lessonPart(lesson) in parts && !edited.has(lessonPart(lesson)));
    if (!known) Object.assign(track, { status: "PUBLISHED", publishedAt: new Date() });
    await tx.flush();
    if (track.status === "PUBLISHED") announceTrack(tx, track.id);
    // Other parts stay recorded as the seed wrote them, so that edited ones count as edited the next time too.
    const written = Object.entries(partsOf((await readTrackForExport(tx, track.id)).archive)).filter(
      ([name]) => name in parts && !edited.has(name),
    );
    const recorded = { ...seeded?.parts, ...Object.fromEntries(written) };
    await tx.upsert(SeededTrack, { track: tx.getReference(Track, track.id), folderSha256: sha256, parts: recorded });
    return { kind: known ? "updated" : "new", edited: [...edited] };
  });
}

/** `kind` is set if there is nothing to write. */
async function stateOf(em: EntityManager, author: SignedIn, { slug, sha256 }: Pick<SeedFolder, "slug" | "sha256">) {
  const track = await em.findOne(Track, { slug });
  const seeded = track && (await em.findOne(SeededTrack, { track: track.id }));
  const isForeign = track !== null && track.author.id !== author.id;
  const kind = isForeign ? ("foreign" as const) : seeded?.folderSha256 === sha256 ? ("unchanged" as const) : null;
  return { track, seeded, kind };
}

function newTrack(em: EntityManager, author: SignedIn, slug: string): Track {
  const track = Object.assign(new Track(), { slug });
  track.author = em.getReference(User, author.id, { wrapped: true });
  return track;
}

const filesOf = (em: EntityManager, trackId: string) =>
  rows<PresentFile>(em, `select id, file_name as "fileName", content_type as "contentType", sha256 from track_files where track_id = ?`, [
    trackId,
  ]);

function expectClean(slug: string, { faults, notes }: Findings): void {
  const found = [...faults.map(({ path, message }) => ({ path, message })), ...notes.filter(({ path }) => path !== null)];
  if (found.length === 0) return;
  throw new Error(`seed/tracks/${slug}: ${found.map(({ path, message }) => `${path ?? ""}: ${message}`).join("\n")}`);
}
