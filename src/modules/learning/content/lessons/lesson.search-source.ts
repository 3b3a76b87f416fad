import type { SearchSource } from "../../../contracts/search-source.js";
import { lockedLessons, readableLessons } from "./lesson.rows.js";

/** In all of its languages, by titles, summaries and the prose of its live revision, without code. */
export const lessonSearchSource: SearchSource = {
  kind: "LESSON",
  type: "Lesson",
  from: "lessons l join tracks t on t.id = l.track_id",
  id: "l.id",
  name: "l.slug",
  title: "l.title",
  vector: "l.search",
  letters: "l.letters",
  visible: readableLessons,
  withheld: lockedLessons,
  difficulty: "l.difficulty",
  topics: "select lt.topic_id from lesson_topics lt where lt.lesson_id = l.id",
  subject: "t.subject_id",
  locale: "? in (select t.locale union all select jsonb_object_keys(l.translations))",
  texts: `select t.locale, l.title, l.summary, search_blocks(l.blocks) as body
    union all select key, value ->> 'title', value ->> 'summary', search_blocks(coalesce(l.translated_blocks -> key, '[]')) from jsonb_each(l.translations)`,
};
