import type { SearchSource } from "../../../contracts/search-source.js";
import { readableBy } from "./problem-conditions.js";
import { lockedFor } from "./problem-search.js";

export const problemSearchSource: SearchSource = {
  kind: "PROBLEM",
  type: "Problem",
  from: "problems p",
  id: "p.id",
  name: "p.slug",
  title: "p.title",
  vector: "p.search",
  letters: "p.letters",
  visible: readableBy,
  withheld: lockedFor,
  difficulty: "p.difficulty",
  topics: "select pt.topic_id from problem_topics pt where pt.problem_id = p.id",
  texts: "select null::text as locale, p.title as title, array_to_string(p.tags, ', ') as summary, p.statement as body",
};
