import DataLoader from "dataloader";
import type { LoaderFactory } from "../../../../graphql/context.js";
import { rows } from "../../../../platform/database/database.js";
import { lessonSql, mayReadLesson, type LessonRow } from "../lessons/lesson.rows.js";
import { readableBy } from "../tracks/track-access.js";
import { trackColumns, type TrackRow } from "../tracks/track.rows.js";

/** Tracks that a track requires, and that the viewer may read, by title. */
export const prerequisitesOfTrack: LoaderFactory<string, TrackRow[]> = ({ em, viewer }) =>
  new DataLoader(async (ids) => {
    const readable = readableBy(viewer);
    const found = await rows<TrackRow & { forId: string }>(
      em,
      `select p.track_id as "forId", ${trackColumns(viewer)} from track_prerequisites p join tracks t on t.id = p.requires_id
       where p.track_id in (?) and ${readable.sql} order by lower(t.title), t.id`,
      [ids, ...readable.params],
    );
    const byTrack = Map.groupBy(found, ({ forId }) => forId);
    return ids.map((id) => byTrack.get(id) ?? []);
  });

/** Lessons that a lesson requires, and that the viewer may read, in the order of the track. */
export const prerequisitesOfLesson: LoaderFactory<string, LessonRow[]> = ({ em, viewer }) =>
  new DataLoader(async (ids) => {
    const found = await rows<LessonRow & { forId: string }>(
      em,
      `${lessonSql(viewer, `, p.lesson_id as "forId"`)} join lesson_prerequisites p on p.requires_id = l.id
       join track_modules m on m.id = l.module_id where p.lesson_id in (?) order by m.position, l.position`,
      [ids],
    );
    const byLesson = Map.groupBy(
      found.filter((lesson) => mayReadLesson(viewer, lesson)),
      ({ forId }) => forId,
    );
    return ids.map((id) => byLesson.get(id) ?? []);
  });
