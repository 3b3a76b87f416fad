import type { SearchSource } from "../../../contracts/search-source.js";
import { readableQuizzes } from "./quiz.rows.js";

/** In all of its languages, by title and description: questions are for attempts. */
export const quizSearchSource: SearchSource = {
  kind: "QUIZ",
  type: "Quiz",
  from: "quizzes z",
  id: "z.id",
  name: "z.slug",
  title: "z.title",
  vector: "z.search",
  letters: "z.letters",
  visible: readableQuizzes,
  locale: "? in (select z.locale union all select jsonb_object_keys(z.translations))",
  texts: `select z.locale, z.title, '' as summary, z.description as body
    union all select key, value ->> 'title', '', value ->> 'description' from jsonb_each(z.translations)`,
};
