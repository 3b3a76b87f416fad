/**
 * Writes the modules and lessons of an archive, in the caller's transaction. Each flush compares all that its entity manager has read and
 * written so far: each module has one of its own, so that a track costs no more than its modules one by one.
 */
import { isDeepStrictEqual } from "node:util";
import type { SignedIn } from "../../../../access/viewer.js";
import { rows, type EntityManager } from "../../../../platform/database/database.js";
import { keepFile } from "../files/track-files.service.js";
import { NEW_LESSON, type LessonContent } from "../lessons/lesson-content.js";
import { Lesson } from "../lessons/lesson.entity.js";
import { TrackModule } from "../modules/track-module.entity.js";
import { lastPosition, positionAfter } from "../ordering.js";
import { replaceLessonPrerequisites } from "../prerequisites/prerequisites.service.js";
import { beginRevisions, latestContents, revise } from "../revisions/lesson-revisions.js";
import { Track } from "../tracks/track.entity.js";
import { storedBlocks } from "./archive-blocks.js";
import { lessonPart, modulePart, type ArchivedLesson, type ArchivedModule } from "./archive-format.js";
import type { Importable } from "./importable.js";
import { putAssignments } from "./store-assignments.js";
import { replaceMaterials } from "./store-materials.js";

interface Place {
  track: Track;
  archived: ArchivedModule;
  position: string;
  /** Ids of the lessons of the track by slug. New ones are added. */
  lessonIds: Map<string, string>;
}

/**
 * Modules and lessons are found by their slugs. What the archive does not have stays, before the others: it may be published.
 */
export async function putModules(em: EntityManager, viewer: SignedIn, track: Track, importable: Importable): Promise<void> {
  const { archive, files, findings } = importable;
  for (const file of files.added) await keepFile(em, track, file, viewer.id);
  const present = await rows<{ id: string; slug: string }>(em, "select id, slug from lessons where track_id = ?", [track.id]);
  const lessonIds = new Map(present.map(({ id, slug }) => [slug, id]));
  let position = await lastPosition(em, { name: "track_modules", parent: "track_id" }, track.id);
  for (const archived of archive.modules) {
    await putModule(em.fork({ keepTransactionContext: true }), viewer, { track, archived, position, lessonIds }, importable);
    position = positionAfter(position);
  }
  const lessons = archive.modules.flatMap((module) => module.lessons);
  const named = new Set(lessons.map(({ slug }) => slug));
  for (const { slug } of present)
    if (!named.has(slug)) findings.note(null, `The lesson \`${slug}\` is not in the archive. It stays as it is.`);
  const idOf = (slug: string) => lessonIds.get(slug)!;
  const edges = lessons.flatMap(({ slug, requires }) => requires.map((name) => [idOf(slug), idOf(name)] as const));
  await replaceLessonPrerequisites(em, [...named].map(idOf), edges);
}

async function putModule(em: EntityManager, viewer: SignedIn, place: Place, importable: Importable): Promise<void> {
  const { track, archived, position } = place;
  const known = await em.findOne(TrackModule, { track: track.id, slug: archived.slug });
  const module = known ?? newModule(em, track, archived.slug);
  const isKept = importable.kept?.has(modulePart(archived)) ?? false;
  if (!isKept) {
    if (known && !isDeepStrictEqual(textOf(known), textOf(archived))) known.version++;
    Object.assign(module, textOf(archived));
  }
  module.position = position;
  em.persist(module);
  const written = await putLessons(em, viewer, module, place, importable);
  await replaceMaterials(em, isKept ? written : [...written, [module, archived]], importable);
  await em.flush();
  if (!isKept) await putAssignments(em, module, archived.assignments, importable.names);
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

/** Those whose content is not kept, to be flushed. */
async function putLessons(
  em: EntityManager,
  viewer: SignedIn,
  module: TrackModule,
  { track, archived, lessonIds }: Place,
  importable: Importable,
): Promise<[Lesson, ArchivedLesson][]> {
  let position = await lastPosition(em, { name: "lessons", parent: "module_id" }, module.id);
  const ids = archived.lessons.flatMap(({ slug }) => lessonIds.get(slug) ?? []);
  const present = ids.length === 0 ? [] : await em.find(Lesson, { id: { $in: ids } }, { populate: ["topics"] });
  const lessons = new Map(present.map((lesson) => [lesson.slug, lesson]));
  const contents = await latestContents(em, ids);
  const written: [Lesson, ArchivedLesson][] = [];
  for (const one of archived.lessons) {
    const known = lessons.get(one.slug);
    const lesson = known ?? Object.assign(new Lesson(), { slug: one.slug });
    lesson.module = em.getReference(TrackModule, module.id, { wrapped: true });
    lesson.position = position;
    position = positionAfter(position);
    const isKept = importable.kept?.has(lessonPart(one));
    if (known && !isKept) {
      const before = contents.get(known.id)!;
      await revise(em, viewer, known, contentOf(one, before, track, importable), { note: importable.note, before });
    } else if (!known) {
      lesson.track = em.getReference(Track, track.id, { wrapped: true });
      beginRevisions(em, viewer, lesson, contentOf(one, NEW_LESSON, track, importable), importable.note);
      lessonIds.set(one.slug, lesson.id);
    }
    if (!isKept) {
      lesson.freePreview = one.freePreview ?? lesson.freePreview;
      written.push([lesson, one]);
    }
  }
  return written;
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
