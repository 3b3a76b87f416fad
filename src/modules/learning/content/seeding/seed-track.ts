/** Writes a track of seed/ to the database, from files in the format of archives. One transaction. */
import type { SignedIn } from "../../../../access/viewer.js";
import { Findings } from "../../../../judge/packages/package-faults.js";
import type { PackageFile } from "../../../../judge/packages/package-files.js";
import { rows, type Database, type EntityManager } from "../../../../platform/database/database.js";
import type { ObjectStorage } from "../../../../platform/storage/object-storage.js";
import { User } from "../../../base/users/user.entity.js";
import { takeFiles, type PresentFile } from "../archive/archive-files.js";
import { resolveNames } from "../archive/archive-names.js";
import { readTrackForExport } from "../archive/read-track.js";
import { putArchive } from "../archive/store-track.js";
import { readTrackArchive } from "../archive/track-archive.js";
import { Lesson } from "../lessons/lesson.entity.js";
import { publishLatest } from "../revisions/lesson-revisions.js";
import { announceTrack } from "../tracks/track-access.js";
import { Track } from "../tracks/track.entity.js";
import { keepEdits, partsOf } from "./kept-parts.js";
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
  const em = db.em.fork();
  const known = await em.findOne(Track, { slug });
  if (known && known.author.id !== author.id) return { kind: "foreign", edited: [] };
  const seeded = known && (await em.findOne(SeededTrack, { track: known.id }));
  if (seeded?.folderSha256 === sha256) return { kind: "unchanged", edited: [] };

  const findings = new Findings();
  const read = await readTrackArchive(folder, findings);
  expectClean(slug, findings);
  const files = await takeFiles(read!, known ? await filesOf(em, known.id) : [], { storage, findings, onFile: async () => {} });
  expectClean(slug, findings);
  const edited = await db.transaction(async (tx) => {
    if (known) await tx.execute("select 1 from tracks where id = ? for update", [known.id]);
    const track = known ? await tx.findOneOrFail(Track, { id: known.id }) : newTrack(tx, author, slug);
    const { archive, edited } = seeded
      ? keepEdits(read!, (await readTrackForExport(tx, track.id)).archive, seeded.parts)
      : { archive: read!, edited: [] };
    const names = await resolveNames(tx, author, archive, findings);
    expectClean(slug, findings);
    if (known && !edited.includes("track")) track.version++;
    await putArchive(tx, author, track, { archive, names, files, findings, note: NOTE });
    expectClean(slug, findings);
    await publishLessons(tx, track, new Set(edited));
    if (!known) Object.assign(track, { status: "PUBLISHED", publishedAt: new Date() });
    await tx.flush();
    if (track.status === "PUBLISHED") announceTrack(tx, track.id);
    const written = partsOf((await readTrackForExport(tx, track.id)).archive);
    // An edited part stays recorded as the seed wrote it, so that it counts as edited the next time too.
    for (const name of edited) written[name] = seeded!.parts[name]!;
    await tx.upsert(SeededTrack, { track: tx.getReference(Track, track.id), folderSha256: sha256, parts: written });
    return edited;
  });
  return { kind: known ? "updated" : "new", edited };
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

/** Lessons that nobody edited or archived. */
async function publishLessons(em: EntityManager, track: Track, edited: ReadonlySet<string>): Promise<void> {
  const lessons = await em.find(Lesson, { track: track.id, status: { $ne: "ARCHIVED" } }, { populate: ["topics"] });
  for (const lesson of lessons.filter(({ slug }) => !edited.has(`lesson/${slug}`))) {
    await publishLatest(em, lesson);
    lesson.status = "PUBLISHED";
    lesson.publishedAt ??= new Date();
  }
}

function expectClean(slug: string, { faults, notes }: Findings): void {
  const found = [...faults.map(({ path, message }) => ({ path, message })), ...notes.filter(({ path }) => path !== null)];
  if (found.length === 0) return;
  throw new Error(`seed/tracks/${slug}: ${found.map(({ path, message }) => `${path ?? ""}: ${message}`).join("\n")}`);
}
