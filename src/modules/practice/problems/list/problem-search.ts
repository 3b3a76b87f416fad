/** Full-text search in title, tags and statement. The search_* database functions tokenize both text and query. */
import { isEntitled, readableProblems } from "../../../../access/policy.js";
import type { Viewer } from "../../../../access/viewer.js";
import type { ListSql } from "../../../../graphql/keyset-list.js";
import { textQuery } from "../../../../platform/database/text-query.js";
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
export function lockedFor(viewer: Viewer): Condition {
  const reach = readableProblems(viewer);
  if (reach === "all" || isEntitled(viewer, "premium-problems")) return { sql: "false", params: [] };
  if (reach.publishedAndBy === null) return { sql: "p.premium", params: [] };
  return { sql: `p.premium and not ${WRITTEN_BY}`, params: [reach.publishedAndBy, reach.publishedAndBy] };
}
