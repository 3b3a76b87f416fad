/** Which parts of a seeded track people have edited, and an archive that leaves these as they are. */
import { createHash } from "node:crypto";
import {
  lessonPart,
  modulePart,
  TRACK_PART,
  type ArchivedLesson,
  type ArchivedMaterial,
  type ArchivedModule,
  type TrackArchive,
} from "../archive/archive-format.js";

type Content = Omit<TrackArchive, "files">;

const hashOf = (part: unknown) => createHash("sha256").update(JSON.stringify(part)).digest("hex");

/** The seed decides about order, places and prerequisites of lessons and modules, so these are not part of them. */
const headOf = ({ modules: _, ...head }: Content) => head;
const textOf = ({ lessons: _, path: __, assignments, ...module }: ArchivedModule) => ({
  ...module,
  materials: module.materials.map(materialOf),
  assignments: assignments.map(({ path: ___, name: ____, ...assignment }) => assignment),
});
const lessonOf = ({ path: _, requires: __, ...lesson }: ArchivedLesson) => ({ ...lesson, materials: lesson.materials.map(materialOf) });
/** Without what earlier versions did not have, if it is empty: recorded hashes stay valid. */
const materialOf = ({ translations, ...material }: ArchivedMaterial) =>
  Object.keys(translations).length === 0 ? material : { ...material, translations };

/** SHA-256 of each part of a track as exported, by name. */
export function partsOf(track: Content): Record<string, string> {
  return Object.fromEntries([
    [TRACK_PART, hashOf(headOf(track))],
    ...track.modules.map((module): [string, string] => [modulePart(module), hashOf(textOf(module))]),
    ...track.modules.flatMap(({ lessons }) => lessons.map((lesson): [string, string] => [lessonPart(lesson), hashOf(lessonOf(lesson))])),
  ]);
}

export interface Kept {
  archive: TrackArchive;
  /** Names of the parts that were edited: the seed does not write them. */
  edited: Set<string>;
}

/**
 * `archive` with the present content of all its parts that differ from what the last seeding wrote, or that people added before. Lessons that people archived or deleted
 * are left out, as are modules that they deleted. Lessons of such a module stay where people moved them; those that are in a module of
 * people are left out.
 */
export function keepEdits(archive: TrackArchive, present: Content, seeded: Readonly<Record<string, string>>): Kept {
  const now = partsOf(present);
  const edited = new Set(Object.keys(partsOf(archive)).filter((name) => now[name] !== seeded[name]));
  const modulesNow = new Map(present.modules.map((module) => [module.slug, module]));
  const lessonsNow = new Map(present.modules.flatMap(({ lessons }) => lessons.map((lesson) => [lesson.slug, lesson])));
  const isDeleted = (module: ArchivedModule) => modulePart(module) in seeded && !modulesNow.has(module.slug);
  const moved = archive.modules.filter(isDeleted).flatMap(({ lessons }) => lessons);
  const modules = archive.modules
    .filter((module) => !isDeleted(module))
    .map((module): ArchivedModule => {
      const here = new Set(modulesNow.get(module.slug)?.lessons.map(({ slug }) => slug));
      const lessons = [...module.lessons, ...moved.filter(({ slug }) => here.has(slug))].flatMap((lesson): ArchivedLesson[] => {
        if (!edited.has(lessonPart(lesson))) return [lesson];
        const kept = lessonsNow.get(lesson.slug);
        return kept ? [{ ...kept, path: lesson.path }] : [];
      });
      const own = edited.has(modulePart(module)) ? modulesNow.get(module.slug) : undefined;
      return { ...module, ...own, path: module.path, lessons };
    });
  const left = new Set(modules.flatMap(({ lessons }) => lessons.map(({ slug }) => slug)));
  for (const lesson of modules.flatMap(({ lessons }) => lessons)) lesson.requires = lesson.requires.filter((slug) => left.has(slug));
  const head = edited.has(TRACK_PART) ? headOf(present) : {};
  return { archive: { ...archive, ...head, modules }, edited };
}

/** What the seed writes of `archive`: other parts may name what its account can't read. */
export function writtenOf({ archive, edited }: Kept): TrackArchive {
  const modules = archive.modules.map((module) => ({
    ...module,
    assignments: edited.has(modulePart(module)) ? [] : module.assignments,
    lessons: module.lessons.filter((lesson) => !edited.has(lessonPart(lesson))),
  }));
  return { ...archive, ...(edited.has(TRACK_PART) && { subject: null, requires: [] }), modules };
}
