import DataLoader from "dataloader";
import type { LoaderFactory } from "../../../../graphql/context.js";
import { rows } from "../../../../platform/database/database.js";
import { BLOCKS_OF_LESSON, partsOf, PARTS_OF_ASSIGNMENT, PERCENT } from "../completion/counted.js";
import type { AssignmentProgressType, LessonProgressType, ModuleProgressType, TrackProgressType } from "./progress.type.js";

type Identified<T> = T & { id: string };

/** Null for what the viewer does not take. One statement for all. */
function progressBy<T extends object>(
  sql: string,
  params: (userId: string, ids: readonly string[]) => unknown[],
): LoaderFactory<string, T | null> {
  return ({ em, signedIn }) =>
    new DataLoader(async (ids) => {
      const found = await rows<Identified<T>>(em, sql, params(signedIn.id, ids));
      const byId = new Map(found.map((row) => [row.id, row]));
      return ids.map((id) => byId.get(id) ?? null);
    });
}

export const progressOfLesson = progressBy<LessonProgressType>(
  `select l.id, case when blocks.total > 0 then 100 * blocks.done / blocks.total when lp.completed_at is null then 0 else 100 end as percent,
     blocks.done as "completedBlocks", blocks.total as "totalBlocks", blocks."doneKeys" as "completedBlockKeys",
     lp.completed_at as "completedAt", lp.last_viewed_at as "lastViewedAt", coalesce(lp.active_ms, 0) / 1000 as "timeSpentSeconds"
   from enrollments e join lessons l on l.track_id = e.track_id cross join lateral ${BLOCKS_OF_LESSON} blocks
   left join lesson_progress lp on lp.user_id = e.user_id and lp.lesson_id = l.id
   where e.user_id = ? and l.id in (?)`,
  (userId, ids) => [userId, ids],
);

export const progressOfAssignment = progressBy<AssignmentProgressType>(
  `select a.id, 100 * parts.done / parts.total as percent, parts.done = parts.total as completed
   from assignments a join track_modules m on m.id = a.module_id join enrollments e on e.track_id = m.track_id
   cross join lateral ${PARTS_OF_ASSIGNMENT} parts where e.user_id = ? and a.id in (?)`,
  (userId, ids) => [userId, ids],
);

const FIGURES = `coalesce(${PERCENT}, 0) as percent,
  (count(*) filter (where part.is_lesson))::int as "totalLessons",
  (count(*) filter (where part.is_lesson and part.complete))::int as "completedLessons",
  (count(*) filter (where not part.is_lesson))::int as "totalAssignments",
  (count(*) filter (where not part.is_lesson and part.complete))::int as "completedAssignments"`;

/** Includes lessons that were archived since. At most what an Int holds. */
const seconds = (lessons: string) => `(select least(coalesce(sum(spent.active_ms), 0) / 1000, 2147483647)::int from lesson_progress spent
  join lessons sl on sl.id = spent.lesson_id where spent.user_id = e.user_id and sl.${lessons}) as "timeSpentSeconds"`;

export const progressOfModule = progressBy<ModuleProgressType>(
  `select m.id, ${FIGURES}, ${seconds("module_id = m.id")}
   from track_modules m join enrollments e on e.track_id = m.track_id and e.user_id = ?
   left join (${partsOf("e.user_id = ? and e.track_id in (select track_id from track_modules where id in (?))")}) part on part.module_id = m.id
   where m.id in (?) group by m.id, e.user_id`,
  (userId, ids) => [userId, userId, ids, userId, ids, ids],
);

export const progressOfTrack = progressBy<TrackProgressType>(
  `select e.track_id as id, ${FIGURES}, ${seconds("track_id = e.track_id")}
   from enrollments e left join (${partsOf("e.user_id = ? and e.track_id in (?)")}) part on part.enrollment_id = e.id
   where e.user_id = ? and e.track_id in (?) group by e.track_id, e.user_id`,
  (userId, ids) => [userId, ids, userId, ids, userId, ids],
);
