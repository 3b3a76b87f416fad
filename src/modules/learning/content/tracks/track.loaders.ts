import DataLoader from "dataloader";
import type { LoaderFactory } from "../../../../graphql/context.js";
import { rows } from "../../../../platform/database/database.js";
import { trackColumns, type TrackRow } from "./track.rows.js";

/** Does not check permissions: access to a part of a track includes the track it belongs to. */
export const trackById: LoaderFactory<string, TrackRow | null> = ({ em, viewer }) =>
  new DataLoader(async (ids) => {
    const found = await rows<TrackRow>(em, `select ${trackColumns(viewer)} from tracks t where t.id in (?)`, [ids]);
    const byId = new Map(found.map((row) => [row.id, row]));
    return ids.map((id) => byId.get(id) ?? null);
  });

/** Co-authors in the order they were added. */
export const coAuthorIdsOfTrack: LoaderFactory<string, string[]> = ({ em }) =>
  new DataLoader(async (ids) => {
    const found = await rows<{ trackId: string; userId: string }>(
      em,
      `select track_id as "trackId", user_id as "userId" from track_co_authors where track_id in (?) order by added_at, user_id`,
      [ids],
    );
    const byTrack = Map.groupBy(found, ({ trackId }) => trackId);
    return ids.map((id) => (byTrack.get(id) ?? []).map(({ userId }) => userId));
  });

export interface TrackFigures {
  lessonCount: number;
  estimatedMinutes: number;
}

/** Of published lessons and of assignments. */
export const figuresOfTrack: LoaderFactory<string, TrackFigures> = ({ em }) =>
  new DataLoader(async (ids) => {
    const found = await rows<TrackFigures & { id: string }>(
      em,
      `select t.id, (select count(*)::int from lessons l where l.track_id = t.id and l.status = 'PUBLISHED') as "lessonCount",
         ((select coalesce(sum(l.estimated_minutes), 0) from lessons l where l.track_id = t.id and l.status = 'PUBLISHED')
          + (select coalesce(sum(a.estimated_minutes), 0) from assignments a join track_modules m on m.id = a.module_id where m.track_id = t.id)
         )::int as "estimatedMinutes"
       from tracks t where t.id in (?)`,
      [ids],
    );
    const byId = new Map(found.map((row) => [row.id, row]));
    return ids.map((id) => byId.get(id) ?? { lessonCount: 0, estimatedMinutes: 0 });
  });
