import { isAdmin } from "../../../../access/policy.js";
import type { SignedIn } from "../../../../access/viewer.js";
import { notFound } from "../../../../kernel/errors.js";
import { isId } from "../../../../kernel/ids.js";
import { rows, type EntityManager } from "../../../../platform/database/database.js";
import type { TrackImport } from "./track-import.entity.js";

export interface TrackImportRow extends Pick<TrackImport, "id" | "status" | "faults" | "ignored" | "createdAt" | "finishedAt"> {
  userId: string;
  trackId: string | null;
  filesDone: number;
  filesTotal: number;
}

export function trackImportRows(em: EntityManager, ids: readonly string[]): Promise<TrackImportRow[]> {
  return rows<TrackImportRow>(
    em,
    `select i.id, i.user_id as "userId", i.status, i.faults, i.ignored, i.track_id as "trackId", i.done as "filesDone", i.total as "filesTotal",
       i.created_at as "createdAt", i.finished_at as "finishedAt" from track_imports i where i.id in (?)`,
    [ids],
  );
}

export const maySeeTrackImport = (viewer: SignedIn, { userId }: TrackImportRow): boolean => userId === viewer.id || isAdmin(viewer);

/** NOT_FOUND unless the viewer requested it. */
export async function readTrackImport(em: EntityManager, viewer: SignedIn, id: string): Promise<TrackImportRow> {
  const [row] = isId(id) ? await trackImportRows(em, [id]) : [];
  if (!row || !maySeeTrackImport(viewer, row)) throw notFound("import of a track");
  return row;
}
