import DataLoader from "dataloader";
import type { LoaderFactory } from "../../../../graphql/context.js";
import { rows } from "../../../../platform/database/database.js";
import { TOPIC_COLUMNS, type TopicRow } from "../../../practice/topics/topic.loaders.js";
import { BODY_COLUMNS, lessonSql, mayReadLesson, type LessonBody, type LessonRow } from "./lesson.rows.js";

/** In order. Checks no permission. */
export const lessonsOfModule: LoaderFactory<string, LessonRow[]> = ({ em, viewer }) =>
  new DataLoader(async (moduleIds) => {
    const found = await rows<LessonRow>(em, `${lessonSql(viewer)} where l.module_id in (?) order by l.module_id, l.position`, [moduleIds]);
    const byModule = Map.groupBy(found, ({ moduleId }) => moduleId);
    return moduleIds.map((id) => byModule.get(id) ?? []);
  });

/** Checks no permission. */
export const lessonById: LoaderFactory<string, LessonRow | null> = ({ em, viewer }) =>
  new DataLoader(async (ids) => {
    const found = await rows<LessonRow>(em, `${lessonSql(viewer)} where l.id in (?)`, [ids]);
    const byId = new Map(found.map((row) => [row.id, row]));
    return ids.map((id) => byId.get(id) ?? null);
  });

/** `Query.lesson` has read it already. */
export const bodyOfLesson: LoaderFactory<string, LessonBody> = ({ em }) =>
  new DataLoader(async (ids) => {
    const found = await rows<LessonBody & { id: string }>(em, `select l.id, ${BODY_COLUMNS} from lessons l where l.id in (?)`, [ids]);
    const byId = new Map(found.map((body) => [body.id, body]));
    return ids.map((id) => byId.get(id) ?? new Error("the lesson no longer exists"));
  });

export const topicsOfLesson: LoaderFactory<string, TopicRow[]> = ({ em }) =>
  new DataLoader(async (ids) => {
    const found = await rows<TopicRow & { lessonId: string }>(
      em,
      `select lt.lesson_id as "lessonId", ${TOPIC_COLUMNS} from lesson_topics lt join topics t on t.id = lt.topic_id
       where lt.lesson_id in (?) order by t.name, t.id`,
      [ids],
    );
    const byLesson = Map.groupBy(found, ({ lessonId }) => lessonId);
    return ids.map((id) => byLesson.get(id) ?? []);
  });

export interface Neighbours {
  previous: LessonRow | null;
  next: LessonRow | null;
}

/** Within the track, across modules, among the lessons that the viewer may read. One statement reads the lessons of all tracks. */
export const neighboursOfLesson: LoaderFactory<string, Neighbours> = ({ em, viewer }) =>
  new DataLoader(async (ids) => {
    const found = await rows<LessonRow>(
      em,
      `${lessonSql(viewer)} join track_modules m on m.id = l.module_id
       where l.track_id in (select one.track_id from lessons one where one.id in (?)) order by l.track_id, m.position, l.position`,
      [ids],
    );
    const asked = new Set(ids);
    const neighbours = new Map<string, Neighbours>();
    for (const lessons of Map.groupBy(found, ({ trackId }) => trackId).values()) {
      const shown = lessons.filter((lesson) => mayReadLesson(viewer, lesson));
      shown.forEach(({ id }, at) => {
        if (asked.has(id)) neighbours.set(id, { previous: shown[at - 1] ?? null, next: shown[at + 1] ?? null });
      });
    }
    return ids.map((id) => neighbours.get(id) ?? { previous: null, next: null });
  });
