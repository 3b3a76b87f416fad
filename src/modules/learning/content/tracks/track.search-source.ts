import type { SearchSource } from "../../../contracts/search-source.js";
import { readableBy } from "./track-access.js";

/** In all of its languages. Its topics are those of its published lessons, as in the filter of `tracks`. */
export const trackSearchSource: SearchSource = {
  kind: "TRACK",
  type: "Track",
  from: "tracks t",
  id: "t.id",
  name: "t.slug",
  title: "t.title",
  vector: "t.search",
  letters: "t.letters",
  visible: readableBy,
  difficulty: "t.difficulty",
  topics: `select lt.topic_id from lessons l join lesson_topics lt on lt.lesson_id = l.id where l.track_id = t.id and l.status = 'PUBLISHED'`,
  subject: "t.subject_id",
  locale: "? in (select t.locale union all select jsonb_object_keys(t.translations))",
  texts: `select t.locale, t.title, t.summary, t.description as body
    union all select key, value ->> 'title', value ->> 'summary', value ->> 'description' from jsonb_each(t.translations)`,
};
