import type { SignedIn } from "../../../../access/viewer.js";
import { rows, type EntityManager } from "../../../../platform/database/database.js";
import { readEditableTrack } from "../../../learning/content/tracks/track-access.js";
import type { TrackRow } from "../../../learning/content/tracks/track.rows.js";
import { refreshedAt } from "../changes/changes.js";
import { NO_FIGURES, type LessonFigures, type ModuleFigures, type TrackFigures } from "./track-figures.js";

export interface ModuleFunnel extends ModuleFigures {
  lessons: LessonFigures[];
}

export interface TrackAnalytics extends Pick<TrackFigures, "enrolled" | "started" | "completed"> {
  track: TrackRow;
  modules: ModuleFunnel[];
  refreshedAt: Date;
}

/** NOT_FOUND if the viewer may not see the track, FORBIDDEN if they may not edit it. */
export async function readTrackAnalytics(em: EntityManager, viewer: SignedIn, trackId: string): Promise<TrackAnalytics> {
  const track = await readEditableTrack(em, viewer, trackId);
  // Read first: figures that are refreshed meanwhile are newer than this says.
  const at = await refreshedAt(em, [{ kind: "TRACK", key: track.id }]);
  const [found] = await rows<{ figures: TrackFigures }>(em, "select figures from analytics_tracks where track_id = ?", [track.id]);
  const { lessons, modules, ...totals } = found?.figures ?? NO_FIGURES;
  const byModule = Map.groupBy(lessons, ({ moduleId }) => moduleId);
  return { ...totals, track, modules: modules.map((one) => ({ ...one, lessons: byModule.get(one.moduleId) ?? [] })), refreshedAt: at };
}
