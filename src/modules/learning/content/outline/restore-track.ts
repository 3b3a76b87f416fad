/** Makes an old outline of a track the present one, as far as its modules and lessons still exist. The caller holds the lock on the track. */
import type { SignedIn } from "../../../../access/viewer.js";
import { AppError, notFound } from "../../../../kernel/errors.js";
import { newId } from "../../../../kernel/ids.js";
import { rows, textArray, type EntityManager } from "../../../../platform/database/database.js";
import { LESSONS_MAX, MODULES_MAX, SLUG_MAX } from "../limits.js";
import { TrackModule } from "../modules/track-module.entity.js";
import { lastPosition, positionAfter } from "../ordering.js";
import { addPrerequisites, expectAcyclic, replaceLessonPrerequisites, TRACKS } from "../prerequisites/prerequisites.service.js";
import { Subject } from "../subjects/subject.entity.js";
import { readableBy } from "../tracks/track-access.js";
import { Track } from "../tracks/track.entity.js";
import { readOutline, type OutlineModule, type TrackOutline } from "./outline.js";

/** All of the outline. Modules that were deleted are made again, without lessons that were. What is newer stays, after the others. */
export async function restoreTrack(em: EntityManager, viewer: SignedIn, track: Track, target: TrackOutline): Promise<void> {
  const present = (await readOutline(em, track.id))!;
  const { title, summary, description, translations, difficulty, subjectId } = target;
  Object.assign(track, { title, summary, description, translations, difficulty });
  const subject = subjectId === null ? null : await em.findOne(Subject, { id: subjectId });
  track.subject = subject && em.getReference(Subject, subject.id, { wrapped: true });
  await restoreRequired(em, viewer, track.id, target.requires);
  const ids = [...new Set([...target.modules, ...present.modules].map(({ id }) => id))];
  if (ids.length > MODULES_MAX)
    throw new AppError("CONFLICT", `A track has at most ${MODULES_MAX} modules. Delete one that is newer first.`);
  for (const module of target.modules) await restoreModuleText(em, track, module, present);
  await em.flush();
  const order = present.modules.map(({ id }) => id);
  if (ids.join() !== order.join()) await reorder(em, "track_modules", "track_id", track.id, ids);
  await restoreLessons(em, present, target.modules, ids);
}

/** One module: its texts, and of the lessons that are still in it the order and the prerequisites. NOT_FOUND if either outline lacks it. */
export async function restoreModule(em: EntityManager, track: Track, target: TrackOutline, moduleId: string): Promise<void> {
  const present = (await readOutline(em, track.id))!;
  const [module, now] = [target, present].map(({ modules }) => modules.find(({ id }) => id === moduleId));
  if (!module || !now) throw notFound("module");
  await restoreModuleText(em, track, module, present);
  await em.flush();
  const here = new Set(now.lessons.map(({ id }) => id));
  await restoreLessons(em, present, [{ ...module, lessons: module.lessons.filter(({ id }) => here.has(id)) }], [moduleId]);
}

/** Tracks that are gone, or that the viewer may neither read nor find required already, are left out. */
async function restoreRequired(em: EntityManager, viewer: SignedIn, trackId: string, requires: readonly string[]): Promise<void> {
  // As in setTrackPrerequisites.
  await em.execute("lock table track_prerequisites in share row exclusive mode");
  const readable = readableBy(viewer);
  const found = await rows<{ id: string }>(
    em,
    `select t.id from tracks t where t.id = any(?::uuid[]) and t.id <> ?
       and (${readable.sql} or t.id in (select requires_id from track_prerequisites where track_id = ?)) order by t.id`,
    [textArray(requires), trackId, ...readable.params, trackId],
  );
  await em.execute("delete from track_prerequisites where track_id = ?", [trackId]);
  await addPrerequisites(
    em,
    TRACKS,
    trackId,
    found.map(({ id }) => id),
  );
  await expectAcyclic(em, TRACKS, trackId);
}

async function restoreModuleText(
  em: EntityManager,
  track: Track,
  { id, slug, ...text }: OutlineModule,
  present: TrackOutline,
): Promise<void> {
  const { title, summary, translations } = text;
  const known = await em.findOne(TrackModule, { id, track: track.id });
  if (known) {
    Object.assign(known, { title, summary, translations });
    known.version++;
    return;
  }
  const isTaken = present.modules.some((module) => module.slug === slug);
  const module = Object.assign(new TrackModule(), { id, title, summary, translations });
  module.slug = isTaken ? `${slug.slice(0, SLUG_MAX - 7).replace(/-$/, "")}-${newId().slice(-6)}` : slug;
  module.track = em.getReference(Track, track.id, { wrapped: true });
  module.position = await lastPosition(em, { name: "track_modules", parent: "track_id" }, track.id);
  await em.persist(module).flush();
}

/** Order and prerequisites of the lessons of these modules that still exist. Newer ones stay in their modules, after the others. */
async function restoreLessons(
  em: EntityManager,
  present: TrackOutline,
  modules: readonly OutlineModule[],
  moduleIds: readonly string[],
): Promise<void> {
  const existing = new Set(present.modules.flatMap(({ lessons }) => lessons.map(({ id }) => id)));
  const restored = modules.flatMap(({ lessons }) => lessons.filter(({ id }) => existing.has(id)));
  const isRestored = new Set(restored.map(({ id }) => id));
  for (const moduleId of moduleIds) {
    const target = modules.find(({ id }) => id === moduleId)?.lessons ?? [];
    const now = present.modules.find(({ id }) => id === moduleId)?.lessons ?? [];
    const ids = [...target.filter(({ id }) => existing.has(id)), ...now.filter(({ id }) => !isRestored.has(id))].map(({ id }) => id);
    if (ids.length > LESSONS_MAX)
      throw new AppError("CONFLICT", `A module has at most ${LESSONS_MAX} lessons. Move some of those that are newer first.`);
    if (ids.join() !== now.map(({ id }) => id).join()) await reorder(em, "lessons", "module_id", moduleId, ids);
  }
  const edges = restored.flatMap(({ id, requires }) => requires.filter((one) => existing.has(one)).map((one) => [id, one] as const));
  await replaceLessonPrerequisites(em, [...isRestored], edges);
  const others = present.modules.flatMap(({ lessons }) => lessons).filter(({ id }) => !isRestored.has(id));
  expectNoCycle([...edges, ...others.flatMap(({ id, requires }) => requires.map((one) => [id, one] as const))]);
}

/** With new keys after the present ones: positions are unique, and each is written at once. */
async function reorder(
  em: EntityManager,
  table: "track_modules" | "lessons",
  parent: "track_id" | "module_id",
  parentId: string,
  ids: readonly string[],
): Promise<void> {
  let position = await lastPosition(em, { name: table, parent }, parentId);
  const positions = ids.map(() => (position = positionAfter(position)));
  const changes = table === "lessons" ? "module_id = ?, position = given.position" : "position = given.position";
  await em.execute(
    `update ${table} set ${changes}, updated_at = now() from unnest(?::uuid[], ?::text[]) given (id, position) where ${table}.id = given.id`,
    [...(table === "lessons" ? [parentId] : []), textArray(ids), textArray(positions)],
  );
}

/** Prerequisites of newer lessons may form a cycle with old ones. */
function expectNoCycle(edges: readonly (readonly [string, string])[]): void {
  const requires = Map.groupBy(edges, ([id]) => id);
  const [done, under] = [new Set<string>(), new Set<string>()];
  const visit = (id: string): boolean => {
    if (done.has(id)) return true;
    if (under.has(id)) return false;
    under.add(id);
    const isFine = (requires.get(id) ?? []).every(([, one]) => visit(one));
    under.delete(id);
    done.add(id);
    return isFine;
  };
  if (![...requires.keys()].every(visit))
    throw new AppError("CONFLICT", "The prerequisites of newer lessons would form a cycle with those of this revision. Remove them first.");
}
