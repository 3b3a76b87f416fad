/** Writes the content of an archive to a track, in the caller's transaction. The caller holds the lock on the track's row. */
import { isDeepStrictEqual } from "node:util";
import type { SignedIn } from "../../../../access/viewer.js";
import type { Findings } from "../../../../judge/packages/package-faults.js";
import { rows, type EntityManager, type Transaction } from "../../../../platform/database/database.js";
import { TrackFile } from "../files/track-file.entity.js";
import { keepFile } from "../files/track-files.service.js";
import { NEW_LESSON, type LessonContent } from "../lessons/lesson-content.js";
import { Lesson } from "../lessons/lesson.entity.js";
import { Material } from "../materials/material.entity.js";
import { sourceOf } from "../materials/materials.service.js";
import { TrackModule } from "../modules/track-module.entity.js";
import { lastPosition, positionAfter, positionsFor } from "../ordering.js";
import { recordRevision } from "../outline/track-revisions.js";
import { addPrerequisites, expectAcyclic, replaceLessonPrerequisites, TRACKS } from "../prerequisites/prerequisites.service.js";
import { beginRevisions, readContent, revise } from "../revisions/lesson-revisions.js";
import type { QuizArchive } from "../../quizzes/archive/quiz-format.js";
import { putQuizzes } from "../../quizzes/archive/store-quizzes.js";
import { Subject } from "../subjects/subject.entity.js";
import { Track } from "../tracks/track.entity.js";
import { storedBlocks } from "./archive-blocks.js";
import type { ArchiveFiles } from "./archive-files.js";
import {
  lessonPart,
  modulePart,
  TRACK_PART,
  type ArchivedLesson,
  type ArchivedMaterial,
  type ArchivedModule,
  type TrackArchive,
} from "./archive-format.js";
import type { ArchiveNames } from "./archive-names.js";
import { putAssignments } from "./store-assignments.js";

export interface Importable {
  archive: TrackArchive;
  names: ArchiveNames;
  files: ArchiveFiles;
  findings: Findings;
  note: string;
  /** Those that lessons embed, if the archive has them. */
  quizzes?: QuizArchive;
  /** Parts whose content is not written. Only order, places and prerequisites of these modules and lessons are. */
  kept?: ReadonlySet<string>;
}

/** All of an archive. A new track has its slug and its author. Records a fault for each block that is wrong; the caller then rolls back. */
export async function putArchive(tx: Transaction, viewer: SignedIn, track: Track, importable: Importable): Promise<void> {
  const { names, kept, quizzes, findings } = importable;
  const isKept = kept?.has(TRACK_PART);
  if (!isKept) putTrack(tx, track, importable);
  await tx.persist(track).flush();
  if (quizzes) for (const [slug, id] of await putQuizzes(tx, viewer, quizzes, findings)) names.quizzes.set(slug, id);
  if (findings.faultCount > 0) return;
  await putModules(tx, viewer, track, importable);
  if (!isKept) await putRequired(tx, track, importable);
  await recordRevision(tx, viewer.id, track.id, { note: importable.note });
}

async function putRequired(tx: Transaction, track: Track, { archive, names }: Importable): Promise<void> {
  await tx.execute("lock table track_prerequisites in share row exclusive mode");
  await tx.execute("delete from track_prerequisites where track_id = ?", [track.id]);
  const required = archive.requires.map((slug) => names.tracks.get(slug)!).filter((id) => id !== track.id);
  await addPrerequisites(tx, TRACKS, track.id, required);
  await expectAcyclic(tx, TRACKS, track.id);
}

/** Texts and relations of the track itself. Its slug stays. */
function putTrack(em: EntityManager, track: Track, { archive, names }: Importable): void {
  const { locale, title, summary, description, translations, difficulty } = archive;
  Object.assign(track, { locale, title, summary, description, translations, difficulty });
  track.premium = archive.premium ?? track.premium;
  track.subject = names.subjectId === null ? null : em.getReference(Subject, names.subjectId, { wrapped: true });
}

/**
 * Modules and lessons are found by their slugs. What the archive does not have stays, before the others: it may be published.
 */
async function putModules(em: EntityManager, viewer: SignedIn, track: Track, importable: Importable): Promise<void> {
  const { archive, names, files, findings, kept } = importable;
  for (const file of files.added) await keepFile(em, track, file, viewer.id);
  const modules = new Map((await em.find(TrackModule, { track: track.id })).map((module) => [module.slug, module]));
  const lessons = new Map((await em.find(Lesson, { track: track.id }, { populate: ["topics"] })).map((lesson) => [lesson.slug, lesson]));
  let position = await lastPosition(em, { name: "track_modules", parent: "track_id" }, track.id);
  for (const archived of archive.modules) {
    const known = modules.get(archived.slug);
    const module = known ?? newModule(em, track, archived.slug);
    const isKept = kept?.has(modulePart(archived));
    if (!isKept) {
      if (known && !isDeepStrictEqual(textOf(known), textOf(archived))) known.version++;
      Object.assign(module, textOf(archived));
    }
    module.position = position;
    position = positionAfter(position);
    // Each at once: positions are unique, and the next statements refer to the row.
    await em.persist(module).flush();
    await putLessons(em, viewer, { track, module, archived, lessons }, importable);
    if (isKept) continue;
    await replaceMaterials(em, { module }, archived.materials, importable);
    await putAssignments(em, module, archived.assignments, names);
  }
  const named = new Set(archive.modules.flatMap((module) => module.lessons.map(({ slug }) => slug)));
  for (const slug of lessons.keys())
    if (!named.has(slug)) findings.note(null, `The lesson \`${slug}\` is not in the archive. It stays as it is.`);
  const edges = archive.modules.flatMap((module) =>
    module.lessons.flatMap(({ slug, requires }) => requires.map((name) => [lessons.get(slug)!.id, lessons.get(name)!.id] as const)),
  );
  await replaceLessonPrerequisites(
    em,
    [...named].map((slug) => lessons.get(slug)!.id),
    edges,
  );
}

/** What editors change of a module. */
const textOf = ({ title, summary, translations }: Pick<TrackModule, "title" | "summary" | "translations">) => ({
  title,
  summary,
  translations,
});

function newModule(em: EntityManager, track: Track, slug: string): TrackModule {
  const module = Object.assign(new TrackModule(), { slug });
  module.track = em.getReference(Track, track.id, { wrapped: true });
  return module;
}

interface Place {
  track: Track;
  module: TrackModule;
  archived: ArchivedModule;
  /** Of the track, by slug. New ones are added. */
  lessons: Map<string, Lesson>;
}

async function putLessons(em: EntityManager, viewer: SignedIn, { track, module, archived, lessons }: Place, importable: Importable) {
  let position = await lastPosition(em, { name: "lessons", parent: "module_id" }, module.id);
  const presentBefore = await withMaterials(
    em,
    archived.lessons.flatMap(({ slug }) => lessons.get(slug)?.id ?? []),
  );
  const written: [Lesson, ArchivedLesson][] = [];
  for (const one of archived.lessons) {
    const known = lessons.get(one.slug);
    const lesson = known ?? Object.assign(new Lesson(), { slug: one.slug });
    lesson.module = em.getReference(TrackModule, module.id, { wrapped: true });
    lesson.position = position;
    position = positionAfter(position);
    const isKept = importable.kept?.has(lessonPart(one));
    if (known && !isKept) {
      const before = await readContent(em, known.id, known.latestRevision);
      await revise(em, viewer, known, contentOf(one, before, track, importable), { note: importable.note });
    } else if (!known) {
      lesson.track = em.getReference(Track, track.id, { wrapped: true });
      beginRevisions(em, viewer, lesson, contentOf(one, NEW_LESSON, track, importable), importable.note);
      lessons.set(one.slug, lesson);
    }
    if (!isKept) {
      lesson.freePreview = one.freePreview ?? lesson.freePreview;
      written.push([lesson, one]);
    }
  }
  // Once a module: each flush compares everything that the transaction has read and written so far.
  await em.flush();
  const replaced = written.filter(([lesson, one]) => one.materials.length > 0 || presentBefore.has(lesson.id));
  for (const [lesson, one] of replaced) await replaceMaterials(em, { lesson }, one.materials, importable);
}

/** Which of these lessons have materials. */
async function withMaterials(em: EntityManager, lessonIds: readonly string[]): Promise<Set<string>> {
  const sql = "select distinct lesson_id as id from materials where lesson_id = any(?::uuid[])";
  return new Set((await rows<{ id: string }>(em, sql, [`{${lessonIds.join(",")}}`])).map(({ id }) => id));
}

function contentOf(one: ArchivedLesson, before: LessonContent, track: Track, { names, files, findings }: Importable): LessonContent {
  const context = { names: { files: files.byName, problems: names.problems, quizzes: names.quizzes }, path: one.path, findings };
  const blocks = storedBlocks(one.blocks, { ...context, present: before.blocks });
  const translations = Object.entries(one.translations).map(([locale, { title, summary, blocks: given }]) => {
    const present = before.translations[locale]?.blocks ?? [];
    return [locale, { title, summary, blocks: storedBlocks(given, { ...context, present, own: blocks }) }] as const;
  });
  return {
    ...{ title: one.title, summary: one.summary, blocks, translations: Object.fromEntries(translations) },
    difficulty: one.difficulty ?? track.difficulty,
    estimatedMinutes: one.minutes ?? NEW_LESSON.estimatedMinutes,
    topics: one.topics.map((slug) => names.topics.get(slug)!),
  };
}

type MaterialPlace = { module: TrackModule } | { lesson: Lesson };

async function replaceMaterials(
  em: EntityManager,
  place: MaterialPlace,
  materials: readonly ArchivedMaterial[],
  { files, findings }: Importable,
): Promise<void> {
  await em.nativeDelete(Material, "module" in place ? { module: place.module.id } : { lesson: place.lesson.id });
  const positions = positionsFor(materials.length);
  materials.forEach(({ kind, title, description, translations, file, url }, at) => {
    const stored = file === undefined ? undefined : files.byName.get(file);
    if (file !== undefined && !stored) return findings.fault("VALUE_INVALID", null, `There is no file \`files/${file}\`.`);
    const material = Object.assign(new Material(), { kind, title, description, translations, position: positions[at]! });
    material.url = sourceOf(kind, { fileId: stored?.id, url });
    if (stored) material.file = em.getReference(TrackFile, stored.id, { wrapped: true });
    if ("module" in place) material.module = em.getReference(TrackModule, place.module.id, { wrapped: true });
    else material.lesson = em.getReference(Lesson, place.lesson.id, { wrapped: true });
    em.persist(material);
  });
}
