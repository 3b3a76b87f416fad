import { revisionLoaders, type RevisionRow } from "../revisions/revision-loaders.js";
import { outlineFrom, type TrackOutline } from "./outline.js";

/** A revision without its outline. */
export interface TrackRevisionRow extends RevisionRow {
  trackId: string;
}

export const trackRevisions = revisionLoaders<TrackRevisionRow, TrackOutline>({
  table: "track_revisions",
  parent: "track_id",
  from: "from track_revisions r join tracks t on t.id = r.track_id",
  columns: 'r.track_id as "trackId"',
  parentOf: ({ trackId }) => trackId,
  counts: "select track_id as id, max(number) as count from track_revisions where track_id in (?) group by track_id",
  content: { column: "outline", read: outlineFrom },
});
