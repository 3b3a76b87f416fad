/** Sort orders of the problem list. */
import type { SortDirection } from "../../../../graphql/sort-direction.js";
import type { KeysetOrder } from "../../../../graphql/keyset-list.js";
import type { ProblemOrder } from "./problem-list.type.js";
import type { ProblemRow } from "../problem.rows.js";

export type ListedRow = ProblemRow & { relevance?: number };

interface Order {
  /** Default direction. */
  direction: SortDirection;
  cast: string;
  sql(direction: SortDirection): string;
  key(row: ListedRow, direction: SortDirection): string | number;
}

const DIFFICULTY_RANK = { EASY: 1, MEDIUM: 2, HARD: 3 };
/** Problems without attempts sort last in both directions. */
const UNTRIED = { ASC: 2, DESC: -1 };

const ORDERS: Record<ProblemOrder, Order> = {
  NEWEST: {
    direction: "DESC",
    cast: "timestamptz",
    sql: () => "coalesce(p.published_at, p.created_at)",
    key: (row) => (row.publishedAt ?? row.createdAt).toISOString(),
  },
  // Unicode root collation: compares letters before case and accents.
  TITLE: { direction: "ASC", cast: "text", sql: () => `p.title collate "und-x-icu"`, key: (row) => row.title },
  DIFFICULTY: {
    direction: "ASC",
    cast: "int",
    sql: () => "case p.difficulty when 'EASY' then 1 when 'MEDIUM' then 2 else 3 end",
    key: (row) => DIFFICULTY_RANK[row.difficulty],
  },
  ACCEPTANCE_RATE: {
    direction: "DESC",
    cast: "float8",
    sql: (direction) => `coalesce(s.accepted::float8 / nullif(s.submissions, 0), ${UNTRIED[direction]})`,
    key: (row, direction) => row.acceptanceRate ?? UNTRIED[direction],
  },
  RELEVANCE: { direction: "DESC", cast: "float4", sql: () => "ts_rank(readable.search, query)", key: (row) => row.relevance ?? 0 },
};

/** Ties sort newest first. For RELEVANCE the name includes `search`, because ranks of different searches are not comparable. */
export function orderNamed(orderBy: ProblemOrder, wanted: SortDirection | null, search: string): KeysetOrder<ListedRow> {
  const { direction: own, cast, sql, key } = ORDERS[orderBy];
  const direction = wanted ?? own;
  return {
    name: [orderBy.toLowerCase(), direction === own ? "" : direction, orderBy === "RELEVANCE" ? search : ""].filter(Boolean).join(" "),
    columns: [
      { sql: sql(direction), direction: direction === "ASC" ? "asc" : "desc", cast },
      { sql: "p.id", direction: "desc", cast: "uuid" },
    ],
    key: (row) => [key(row, direction), row.id],
  };
}
