import { NO_ID } from "../../../../kernel/ids.js";
import type { SignedIn } from "../../../../access/viewer.js";
import { badInput } from "../../../../kernel/errors.js";
import { rows, type Database, type EntityManager } from "../../../../platform/database/database.js";
import { readLesson, type LessonRow } from "../lessons/lesson.rows.js";
import { trackOf } from "../modules/track-modules.service.js";
import { noteOnTrack, readableBy, readTrack, type TrackEdits } from "../tracks/track-access.js";
import type { TrackRow } from "../tracks/track.rows.js";

export interface PrerequisitesService {
  /** Replaces all prerequisites. BAD_USER_INPUT if the graph would have a cycle. */
  setOfTrack(viewer: SignedIn, trackId: string, requiresIds: readonly string[]): Promise<TrackRow>;
  setOfLesson(viewer: SignedIn, lessonId: string, requiresIds: readonly string[]): Promise<LessonRow>;
}

interface Graph {
  table: "track_prerequisites" | "lesson_prerequisites";
  column: "track_id" | "lesson_id";
}

export const TRACKS: Graph = { table: "track_prerequisites", column: "track_id" };
export const LESSONS: Graph = { table: "lesson_prerequisites", column: "lesson_id" };

export function createPrerequisites({ db, edits }: { db: Database; edits: TrackEdits }): PrerequisitesService {
  return {
    async setOfTrack(viewer, trackId, requiresIds) {
      await edits.change(viewer, trackId, async (em, track) => {
        // Two changes that are valid alone could form a cycle together. Taken after the track's lock, and by nothing else.
        await em.execute("lock table track_prerequisites in share row exclusive mode");
        const readable = readableBy(viewer);
        // Known ones may stay, even if the viewer can't read them now.
        const found = await rows<{ id: string }>(
          em,
          `select t.id from tracks t where t.id in (?) and (${readable.sql} or t.id in (select requires_id from track_prerequisites where track_id = ?))`,
          [orNone(requiresIds), ...readable.params, trackId],
        );
        await replace(em, TRACKS, trackId, requiresIds, new Set(found.map(({ id }) => id)));
        noteOnTrack(em, "track.prerequisites-changed", track, viewer);
      });
      return readTrack(db.em.fork(), viewer, { id: trackId });
    },

    async setOfLesson(viewer, lessonId, requiresIds) {
      const trackId = await trackOf(db.em.fork(), "lessons", lessonId, "lesson");
      // The lock on the track's row serializes changes of the graph, as its edges stay within the track.
      await edits.change(viewer, { trackId, named: "lesson" }, async (em) => {
        const found = await rows<{ id: string }>(em, "select id from lessons where track_id = ? and id in (?)", [
          trackId,
          orNone(requiresIds),
        ]);
        await replace(em, LESSONS, lessonId, requiresIds, new Set(found.map(({ id }) => id)));
      });
      return readLesson(db.em.fork(), viewer, lessonId);
    },
  };
}

const orNone = (ids: readonly string[]): readonly string[] => (ids.length === 0 ? [NO_ID] : ids);

/** The caller serializes changes of the graph. */
async function replace(
  em: EntityManager,
  graph: Graph,
  id: string,
  requiresIds: readonly string[],
  found: ReadonlySet<string>,
): Promise<void> {
  requiresIds.forEach((one, index) => {
    const field = `input.requiresIds.${index}`;
    if (!found.has(one)) throw badInput(field, "There is no such prerequisite.", "UNKNOWN_VALUE");
    if (one === id) throw badInput(field, "Nothing is its own prerequisite.");
  });
  const { table, column } = graph;
  await em.execute(`delete from ${table} where ${column} = ?`, [id]);
  await addPrerequisites(em, graph, id, [...new Set(requiresIds)]);
  const cycle = await cycleThrough(em, graph, id);
  if (cycle === null) return;
  const index = requiresIds.indexOf(cycle);
  throw badInput(`input.requiresIds.${index}`, "This one already requires the other, directly or through others: that would be a cycle.");
}

/** Of many lessons of a track at once. The caller serializes changes of the graph, and has checked that it has no cycle. */
export async function replaceLessonPrerequisites(
  em: EntityManager,
  lessonIds: readonly string[],
  edges: readonly (readonly [lessonId: string, requiresId: string])[],
): Promise<void> {
  const list = (ids: readonly string[]) => `{${ids.join(",")}}`;
  await em.execute("delete from lesson_prerequisites where lesson_id = any(?::uuid[])", [list(lessonIds)]);
  await em.execute("insert into lesson_prerequisites (lesson_id, requires_id) select * from unnest(?::uuid[], ?::uuid[])", [
    list(edges.map(([lessonId]) => lessonId)),
    list(edges.map(([, requiresId]) => requiresId)),
  ]);
}

export async function addPrerequisites(
  em: EntityManager,
  { table, column }: Graph,
  id: string,
  requiresIds: readonly string[],
): Promise<void> {
  for (const requires of requiresIds) await em.execute(`insert into ${table} (${column}, requires_id) values (?, ?)`, [id, requires]);
}

/** BAD_USER_INPUT if a row requires itself through others. The caller serializes changes of the graph. */
export async function expectAcyclic(em: EntityManager, graph: Graph, id: string): Promise<void> {
  if ((await cycleThrough(em, graph, id)) !== null) throw badInput("input.requiresIds", "The prerequisites would have a cycle.");
}

/** The prerequisite through which a row requires itself; null if there is none. */
async function cycleThrough(em: EntityManager, { table, column }: Graph, id: string): Promise<string | null> {
  const [found] = await rows<{ first: string }>(
    em,
    `with recursive reached (first, id) as (
       select requires_id, requires_id from ${table} where ${column} = ?
       union select r.first, p.requires_id from reached r join ${table} p on p.${column} = r.id
     ) select first from reached where id = ? limit 1`,
    [id, id],
  );
  return found?.first ?? null;
}
