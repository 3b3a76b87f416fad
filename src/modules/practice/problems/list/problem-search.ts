/** Full-text search in title, tags and statement. The search_* database functions tokenize both text and query. */
import { isEntitled, readableProblems } from "../../../../access/policy.js";
import type { Viewer } from "../../../../access/viewer.js";
import type { ListSql } from "../../../../graphql/keyset-list.js";
import { WRITTEN_BY, type Condition } from "./problem-conditions.js";

/** For locked problems, searches and ranks only title and tags; otherwise the statement could be guessed word by word. */
export function withSearch(viewer: Viewer, list: Required<ListSql>, search: string): Required<ListSql> {
  if (!search) return list;
  const { sql, params } = textQuery(search);
  const locked = lockedFor(viewer);
  return {
    select: `${list.select}, ts_rank(readable.search, query) as relevance`,
    from: `${list.from} cross join (select ${sql} as query) searched
      cross join lateral (select case when ${locked.sql} then ts_filter(p.search, '{a,b}') else p.search end as search) readable`,
    fromParams: [...list.fromParams, ...params, ...locked.params],
    // The second condition is the one that uses the index.
    conditions: [...list.conditions, { sql: "readable.search @@ query and (p.premium or p.search @@ query)", params: [] }],
  };
}

/** Inverse of mayOpenProblem, as a list condition. */
function lockedFor(viewer: Viewer): Condition {
  const reach = readableProblems(viewer);
  if (reach === "all" || isEntitled(viewer, "premium-problems")) return { sql: "false", params: [] };
  if (reach.publishedAndBy === null) return { sql: "p.premium", params: [] };
  return { sql: `p.premium and not ${WRITTEN_BY}`, params: [reach.publishedAndBy, reach.publishedAndBy] };
}

/** Limits the cost of a query. */
const MOST_TERMS = 20;

/**
 * Web search syntax: plain words match as prefixes, so that search works while typing; "quoted words" match as a phrase,
 * `-` excludes, and `or` separates alternatives.
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
  // If the query consists only of `or`, search for it as a word.
  if (queries.length === 0) return { sql: "search_prefixes(?)", params: [search] };
  return { sql: queries.map(({ sql }) => `(${sql})`).join(" || "), params: queries.flatMap(({ params }) => params) };
}
