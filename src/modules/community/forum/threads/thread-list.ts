import type { Viewer } from "../../../../access/viewer.js";
import { readConnection, type KeysetOrder } from "../../../../graphql/keyset-list.js";
import type { Connection, PageArgs } from "../../../../graphql/pagination.js";
import { badInput } from "../../../../kernel/errors.js";
import { textArray, type EntityManager } from "../../../../platform/database/database.js";
import type { Condition } from "../../../practice/problems/list/problem-conditions.js";
import type { ThreadKind } from "../posts/post-state.js";
import { threadSql, type ThreadRow } from "./thread.rows.js";

export const THREAD_ORDERS = ["HOT", "NEW", "TOP", "ACTIVE", "UNANSWERED"] as const;
export type ThreadOrder = (typeof THREAD_ORDERS)[number];

const ID = { sql: "th.id", direction: "desc", cast: "uuid" } as const;
/** Indexes of ForumThread have these orders. */
const ORDERS: Readonly<Record<ThreadOrder, KeysetOrder<ThreadRow>>> = {
  HOT: { name: "hot", columns: [{ sql: "th.hot", direction: "desc", cast: "float8" }, ID], key: ({ hot, id }) => [hot, id] },
  NEW: { name: "new", columns: [ID], key: ({ id }) => [id] },
  TOP: { name: "top", columns: [{ sql: "th.score", direction: "desc", cast: "int" }, ID], key: ({ score, id }) => [score, id] },
  ACTIVE: {
    name: "active",
    columns: [{ sql: "th.last_activity_at", direction: "desc", cast: "timestamptz" }, ID],
    key: ({ lastActivityAt, id }) => [lastActivityAt.toISOString(), id],
  },
  UNANSWERED: { name: "unanswered", columns: [ID], key: ({ id }) => [id] },
};

export interface ThreadFilter {
  categoryId?: string | null;
  problemId?: string | null;
  lessonId?: string | null;
  authorId?: string | null;
  kinds?: readonly ThreadKind[] | null;
  tag?: string | null;
  /** Id of a language. */
  language?: string | null;
  pinned?: boolean | null;
}

function matching({ categoryId, problemId, lessonId, authorId, kinds, tag, language, pinned }: ThreadFilter): Condition[] {
  const places = [
    ["th.category_id", categoryId],
    ["th.problem_id", problemId],
    ["th.lesson_id", lessonId],
  ].filter(([, id]) => id != null);
  if (places.length > 1) throw badInput("problemId", "Give at most one place.");
  const [place] = places;
  return [
    place ? { sql: `${place[0]} = ?`, params: [place[1]] } : { sql: "th.category_id is not null", params: [] },
    ...(authorId ? [{ sql: "op.author_id = ?", params: [authorId] }] : []),
    ...(kinds?.length ? [{ sql: "th.kind = any(?::text[])", params: [textArray(kinds)] }] : []),
    ...(tag ? [{ sql: "th.tags @> array[?]::text[]", params: [tag] }] : []),
    ...(language ? [{ sql: "th.language = ?", params: [language] }] : []),
    ...(pinned == null ? [] : [{ sql: `th.pinned_at is ${pinned ? "not null" : "null"}`, params: [] }]),
  ];
}

/** One statement for the page. Threads that the viewer may not open are left out, as are published solutions before solving or giving up. */
export function listThreads(
  em: EntityManager,
  viewer: Viewer,
  filter: ThreadFilter,
  orderBy: ThreadOrder,
  page: PageArgs,
): Promise<Connection<ThreadRow>> {
  const list = threadSql(viewer);
  const unanswered = orderBy === "UNANSWERED" ? [{ sql: "th.kind = 'QUESTION' and th.answered_at is null", params: [] }] : [];
  return readConnection(em, { ...list, conditions: [...matching(filter), ...unanswered, ...list.conditions] }, page, ORDERS[orderBy]);
}
