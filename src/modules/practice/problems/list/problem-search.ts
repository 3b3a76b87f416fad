/** Search in title, tags and statement. How text becomes words is the database's, for both sides: see the functions search_*. */
import { isEntitled, readableProblems } from "../../../../access/policy.js";
import type { Viewer } from "../../../../access/viewer.js";
import type { ListSql } from "../../../../graphql/keyset-list.js";
import { WRITTEN_BY, type Condition } from "./problem-conditions.js";

/** Of a locked problem title and tags alone are searched and ranked, or its statement could be guessed word by word. */
export function withSearch(viewer: Viewer, list: Required<ListSql>, search: string): Required<ListSql> {
  if (!search) return list;
  const { sql, params } = textQuery(search);
  const locked = lockedFor(viewer);
  return {
    select: `${list.select}, ts_rank(readable.search, query) as relevance`,
    from: `${list.from} cross join (select ${sql} as query) searched
      cross join lateral (select case when ${locked.sql} then ts_filter(p.search, '{a,b}') else p.search end as search) readable`,
    fromParams: [...list.fromParams, ...params, ...locked.params],
    // The second part is what the index finds.
    conditions: [...list.conditions, { sql: "readable.search @@ query and (p.premium or p.search @@ query)", params: [] }],
  };
}

/** The opposite of mayOpenProblem, for a list. */
function lockedFor(viewer: Viewer): Condition {
  const reach = readableProblems(viewer);
  if (reach === "all" || isEntitled(viewer, "premium-problems")) return { sql: "false", params: [] };
  if (reach.publishedAndBy === null) return { sql: "p.premium", params: [] };
  return { sql: `p.premium and not ${WRITTEN_BY}`, params: [reach.publishedAndBy, reach.publishedAndBy] };
}

/** More cost more than anyone would read. */
const MOST_TERMS = 20;

/**
 * The syntax of web search: plain words find what begins with each of them, so that a search works while it is being typed;
 * "quoted words" stand together, `-` excludes, and `or` parts alternatives.
 */
export function textQuery(search: string): Condition {
  const terms = [...search.matchAll(/(-?)"([^"]*)"?|(-?)([^\s"]+)/gu)]
    .slice(0, MOST_TERMS)
    .map(([, minusOfPhrase, phrase, minus, word]) => ({
      text: phrase ?? word ?? "",
      isPhrase: phrase !== undefined,
      isExcluded: Boolean(minusOfPhrase || minus),
    }));
  const alternatives: (typeof terms)[] = [[]];
  for (const term of terms) {
    if (!term.isPhrase && term.text.toLowerCase() === "or") alternatives.push([]);
    else alternatives.at(-1)!.push(term);
  }
  const queries = alternatives
    .filter((alternative) => alternative.length > 0)
    .map((alternative) => {
      const words = alternative.filter(({ isPhrase, isExcluded }) => !isPhrase && !isExcluded).map(({ text }) => text);
      const others = alternative.filter(({ isPhrase, isExcluded }) => isPhrase || isExcluded);
      return {
        sql: [
          ...(words.length > 0 ? ["search_prefixes(?)"] : []),
          ...others.map(({ isExcluded }) => (isExcluded ? "!!search_phrase(?)" : "search_phrase(?)")),
        ].join(" && "),
        params: [...(words.length > 0 ? [words.join(" ")] : []), ...others.map(({ text }) => text)],
      };
    });
  // Nothing but `or` is a word like another.
  if (queries.length === 0) return { sql: "search_prefixes(?)", params: [search] };
  return { sql: queries.map(({ sql }) => `(${sql})`).join(" || "), params: queries.flatMap(({ params }) => params) };
}
