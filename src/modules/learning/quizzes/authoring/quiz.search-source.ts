import type { SearchSource } from "../../../contracts/search-source.js";
import { readableQuizzes } from "./quiz.rows.js";

/** By title and description: questions are for attempts. */
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
  texts: "select null::text as locale, z.title as title, '' as summary, z.description as body",
};
