import { readableTracks } from "../../../../access/policy.js";
import type { SearchSource } from "../../../contracts/search-source.js";
import { WRITTEN_BY } from "../tracks/track.rows.js";

/** In all of its languages, by titles, summaries and the prose of its live revision, without code. `visible` is mayReadLesson. */
export const lessonSearchSource: SearchSource = {
  kind: "LESSON",
  type: "Lesson",
  from: "lessons l join tracks t on t.id = l.track_id",
  id: "l.id",
  name: "l.slug",
  title: "l.title",
  vector: "l.search",
  letters: "l.letters",
  visible(viewer) {
    const reach = readableTracks(viewer);
    if (reach === "all") return { sql: "true", params: [] };
    const published = "t.status = 'PUBLISHED' and l.status = 'PUBLISHED'";
    if (reach.publishedAndBy === null) return { sql: `(${published})`, params: [] };
    return { sql: `(${published} or ${WRITTEN_BY})`, params: [reach.publishedAndBy, reach.publishedAndBy] };
  },
  difficulty: "l.difficulty",
  topics: "select lt.topic_id from lesson_topics lt where lt.lesson_id = l.id",
  subject: "t.subject_id",
  locale: "? in (select t.locale union all select jsonb_object_keys(l.translations))",
  texts: `select t.locale, l.title, l.summary, search_blocks(l.blocks) as body
    union all select key, value ->> 'title', value ->> 'summary', search_blocks(coalesce(l.translated_blocks -> key, '[]')) from jsonb_each(l.translations)`,
};
