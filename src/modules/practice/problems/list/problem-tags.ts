import type { Connection, PageArgs } from "../../../../graphql/pagination.js";
import type { KeysetOrder } from "../../../../graphql/keyset-list.js";
import { readConnection } from "../../../../graphql/keyset-list.js";
import type { EntityManager } from "../../../../platform/database/database.js";
import { publicSql } from "../../../base/authorship/authored.js";

export interface TagRow {
  name: string;
  problemCount: number;
}

const MOST_USED_FIRST: KeysetOrder<TagRow> = {
  name: "most-used",
  columns: [
    { sql: `t."problemCount"`, direction: "desc", cast: "int" },
    { sql: `t.name collate "C"`, direction: "asc", cast: "text" },
  ],
  key: ({ name, problemCount }) => [problemCount, name],
};

/** Tags of problems that are published for everyone. */
export function listTags(em: EntityManager, page: PageArgs, startsWith: string): Promise<Connection<TagRow>> {
  const from = `from (
    select tag as name, count(*)::int as "problemCount" from problems p cross join unnest(p.tags) tag
    where ${publicSql("p")} and starts_with(tag, ?) group by tag
  ) t`;
  const list = { select: `t.name, t."problemCount"`, from, fromParams: [startsWith.trim().toLowerCase()], conditions: [] };
  return readConnection<TagRow>(em, list, page, MOST_USED_FIRST);
}
