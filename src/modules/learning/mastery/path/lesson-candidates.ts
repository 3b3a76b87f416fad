/** Lessons that could be next: of tracks that the viewer takes, and of weak topics. One statement. */
import type { RequestContext } from "../../../../graphql/context.js";
import { rows } from "../../../../platform/database/database.js";
import { sharedWith } from "../../../base/authorship/authored.js";
import { lessonById } from "../../content/lessons/lesson.loaders.js";
import { isLocked, lessonSql, lockedLessons, mayReadLesson, type LessonRow } from "../../content/lessons/lesson.rows.js";
import { nextLessonsSql } from "../../progress/enrollments/next-lessons.js";
import type { LessonCandidate, StepTopic } from "./step-score.js";

/** Enrolments with the newest activity whose next lesson is offered. */
const MOST_TRACKS = 10;
/** Per weak topic, the easiest first. */
const MOST_OF_TOPIC = 10;

interface Found extends LessonRow {
  trackShare: number | null;
  started: boolean;
  topicIds: string[];
}

const SHARE = `(select count(*) filter (where done.completed_at is not null)::float8 / count(*) from lessons o
  left join lesson_progress done on done.user_id = ? and done.lesson_id = o.id where o.track_id = next."trackId" and o.status = 'PUBLISHED')`;
const RECENT = `e.id in (select id from enrollments where user_id = ? and completed_at is null order by last_activity_at desc, id desc limit ${MOST_TRACKS})`;

/** Lessons that the viewer can open and has not completed. `topics` are all that the viewer may have practised, by id. */
export async function lessonCandidates(
  context: RequestContext,
  weakIds: readonly string[],
  topics: ReadonlyMap<string, StepTopic>,
): Promise<LessonCandidate[]> {
  const { em, signedIn: viewer } = context;
  const { id } = viewer;
  const shared = sharedWith(viewer, "t");
  const locked = lockedLessons(viewer);
  const found = await rows<Found>(
    em,
    `${lessonSql(
      viewer,
      `, c."trackShare", coalesce(mine.last_viewed_at is not null, false) as started,
       array(select lt.topic_id from lesson_topics lt where lt.lesson_id = l.id) as "topicIds"`,
    )}
     join (
       select one.lesson_id, max(one.share) as "trackShare" from (
         select next.id as lesson_id, ${SHARE} as share from (${nextLessonsSql(viewer, RECENT)}) next
         union all
         select near.id, null from unnest(?::uuid[]) weak (topic_id) cross join lateral (
           select l.id from lesson_topics lt join lessons l on l.id = lt.lesson_id join tracks t on t.id = l.track_id
           where lt.topic_id = weak.topic_id and l.status = 'PUBLISHED' and t.status = 'PUBLISHED' and ${shared.sql} and not ${locked.sql}
             and t.author_id <> ?
             and not exists (select from lesson_progress done where done.user_id = ? and done.lesson_id = l.id and done.completed_at is not null)
           order by array_position(array['EASY', 'MEDIUM', 'HARD'], l.difficulty), l.id limit ${MOST_OF_TOPIC}
         ) near
       ) one group by one.lesson_id
     ) c on c.lesson_id = l.id
     left join lesson_progress mine on mine.user_id = ? and mine.lesson_id = l.id`,
    [id, id, `{${weakIds.join(",")}}`, ...shared.params, ...locked.params, id, id, id],
  );
  const open = found.filter((lesson) => mayReadLesson(viewer, lesson) && !isLocked(viewer, lesson));
  for (const lesson of open) context.loader(lessonById).prime(lesson.id, lesson);
  return open.map(({ id: lessonId, trackId, trackShare, started, topicIds }) => {
    const own = topicIds.flatMap((topicId) => topics.get(topicId) ?? []);
    const [topic = null] = own.sort((a, b) => a.estimate.mastery - b.estimate.mastery || (a.topicId < b.topicId ? -1 : 1));
    return { id: lessonId, trackId, trackShare, started, topic };
  });
}
