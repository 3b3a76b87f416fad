import type { SearchSource } from "../../../contracts/search-source.js";
import { moderatedBy, visibleThreads } from "./thread-access.js";

/** Threads of the forum and at problems and lessons, by title and opening post; not by replies. */
export const threadSearchSource: SearchSource = {
  kind: "THREAD",
  type: "ForumThread",
  from: "forum_threads th join forum_posts op on op.id = th.id",
  id: "th.id",
  // Threads have no names in URLs.
  name: "''::text",
  title: "op.title",
  vector: "op.search",
  letters: "op.letters",
  visible(viewer) {
    const moderates = moderatedBy(viewer);
    const { sql, params } = visibleThreads(viewer);
    return {
      sql: `exists (select from (select ${moderates.sql} as moderates) mv where ${sql})`,
      params: [...moderates.params, ...params],
    };
  },
  texts: "select null::text as locale, op.title as title, array_to_string(th.tags, ', ') as summary, op.body as body",
};
