/** Writes the history of tracks. Every change of a track passes here, in its transaction. */
import { notFound } from "../../../../kernel/errors.js";
import { newId } from "../../../../kernel/ids.js";
import { rows, textArray, type EntityManager } from "../../../../platform/database/database.js";
import { changedInOutline, outlineFrom, readOutline, type TrackOutline } from "./outline.js";

interface Latest {
  number: number;
  outline: TrackOutline;
}

interface RevisionOptions {
  note?: string | null;
  restoredFrom?: number;
}

/**
 * Before a change: records the present state of a track without history. Waits for changes that lock the track, so that a move, which does
 * not, takes its locks in the same order.
 */
export async function beginRevisions(em: EntityManager, trackId: string): Promise<void> {
  await em.execute("select 1 from tracks where id = ? for key share", [trackId]);
  const [known] = await rows(em, "select 1 from track_revisions where track_id = ? limit 1", [trackId]);
  if (!known) await recordRevision(em, null, trackId);
}

/** After a change: adds a revision, unless the outline is the same. Of concurrent moves, the second fails and tries again (`moving`). */
export async function recordRevision(
  em: EntityManager,
  authorId: string | null,
  trackId: string,
  { note, restoredFrom }: RevisionOptions = {},
): Promise<void> {
  await em.flush();
  const outline = await readOutline(em, trackId);
  if (!outline) return;
  const [latest] = await rows<Latest>(em, "select number, outline from track_revisions where track_id = ? order by number desc limit 1", [
    trackId,
  ]);
  const changed = changedInOutline(latest ? outlineFrom(latest.outline) : null, outline);
  if (changed.length === 0) return;
  await em.execute(
    `insert into track_revisions (id, track_id, number, outline, changed, author_id, note, restored_from)
     values (?, ?, ?, ?::jsonb, ?::text[], ?, ?, ?)`,
    [
      ...[newId(), trackId, (latest?.number ?? 0) + 1, JSON.stringify(outline), textArray(changed)],
      ...[authorId, note?.trim() ?? "", restoredFrom ?? null],
    ],
  );
}

/** NOT_FOUND if the track has no revision with this number. */
export async function outlineOfRevision(em: EntityManager, trackId: string, number: number): Promise<TrackOutline> {
  const sql = "select outline from track_revisions where track_id = ? and number = ?";
  const [found] = await rows<Pick<Latest, "outline">>(em, sql, [trackId, number]);
  if (!found) throw notFound("revision");
  return outlineFrom(found.outline);
}
