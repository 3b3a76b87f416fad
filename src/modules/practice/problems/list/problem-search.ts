/** Full-text search in title, tags and statement. The search_* database functions tokenize both text and query. */
import { isEntitled } from "../../../../access/policy.js";
import type { Viewer } from "../../../../access/viewer.js";
import type { ListSql } from "../../../../graphql/keyset-list.js";
import { textQuery } from "../../../../platform/database/text-query.js";
import { editableBy, type Condition } from "./problem-conditions.js";

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

/** Inverse of mayOpenProblem, as a condition on lists of what the viewer may read. */
export function lockedFor(viewer: Viewer): Condition {
  if (isEntitled(viewer, "premium-problems")) return { sql: "false", params: [] };
  const { sql, params } = editableBy(viewer);
  return { sql: sql === "false" ? "p.premium" : `p.premium and not ${sql}`, params };
}
