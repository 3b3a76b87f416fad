/** Which parts of a seeded track people have edited, and an archive that leaves these as they are. */
import { createHash } from "node:crypto";
import type { ArchivedLesson, ArchivedModule, TrackArchive } from "../archive/archive-format.js";

type Content = Omit<TrackArchive, "files">;

const TRACK = "track";
const moduleName = (slug: string) => `module/${slug}`;
const lessonName = (slug: string) => `lesson/${slug}`;

const hashOf = (part: unknown) => createHash("sha256").update(JSON.stringify(part)).digest("hex");

/** The seed decides about order, places and prerequisites of lessons and modules, so these are not part of them. */
const headOf = ({ modules: _, ...head }: Content) => head;
const textOf = ({ lessons: _, path: __, assignments, ...module }: ArchivedModule) => ({
  ...module,
  assignments: assignments.map(({ path: ___, name: ____, ...assignment }) => assignment),
});
const lessonOf = ({ path: _, requires: __, ...lesson }: ArchivedLesson) => lesson;

/** SHA-256 of each part of a track as exported. */
export function partsOf(track: Content): Record<string, string> {
  return Object.fromEntries([
    [TRACK, hashOf(headOf(track))],
    ...track.modules.map((module): [string, string] => [moduleName(module.slug), hashOf(textOf(module))]),
    ...track.modules.flatMap(({ lessons }) =>
      lessons.map((lesson): [string, string] => [lessonName(lesson.slug), hashOf(lessonOf(lesson))]),
    ),
  ]);
}

export interface Kept {
  archive: TrackArchive;
  /** Names of the parts that were edited. */
  edited: string[];
}

/**
 * `archive` with the present content of all parts that differ from what the last seeding wrote. Lessons that people archived or deleted
 * are left out, as are deleted modules of which no lesson remains.
 */
export function keepEdits(archive: TrackArchive, present: Content, seeded: Readonly<Record<string, string>>): Kept {
  const now = partsOf(present);
  const edited = Object.keys(seeded).filter((name) => now[name] !== seeded[name]);
  const isEdited = new Set(edited);
  const modulesNow = new Map(present.modules.map((module) => [module.slug, module]));
  const lessonsNow = new Map(present.modules.flatMap(({ lessons }) => lessons.map((lesson) => [lesson.slug, lesson])));
  const modules = archive.modules.flatMap((module): ArchivedModule[] => {
    const own = isEdited.has(moduleName(module.slug)) ? { ...module, ...modulesNow.get(module.slug) } : module;
    const lessons = module.lessons.flatMap((lesson): ArchivedLesson[] => {
      if (!isEdited.has(lessonName(lesson.slug))) return [lesson];
      const kept = lessonsNow.get(lesson.slug);
      return kept ? [{ ...kept, path: lesson.path }] : [];
    });
    const isDeleted = isEdited.has(moduleName(module.slug)) && !modulesNow.has(module.slug);
    return isDeleted && lessons.length === 0 ? [] : [{ ...own, path: module.path, lessons }];
  });
  const left = new Set(modules.flatMap(({ lessons }) => lessons.map(({ slug }) => slug)));
  for (const lesson of modules.flatMap(({ lessons }) => lessons)) lesson.requires = lesson.requires.filter((slug) => left.has(slug));
  const head = isEdited.has(TRACK) ? headOf(present) : {};
  return { archive: { ...archive, ...head, modules }, edited };
}
