import type { Viewer } from "../../../../access/viewer.js";
import type { KeysetOrder, ListSql } from "../../../../graphql/keyset-list.js";
import { notFound } from "../../../../kernel/errors.js";
import { isId } from "../../../../kernel/ids.js";
import { rows, type EntityManager } from "../../../../platform/database/database.js";
import type { PostState } from "../posts/post-state.js";
import { moderatedBy, visibleReplies, visibleThreads } from "../threads/thread-access.js";
import { fromThreads } from "../threads/thread.rows.js";

/** A reply, as the viewer sees it. */
export interface ReplyRow {
  id: string;
  threadId: string;
  /** Its parent; not named so, as lists by parent have a column of that name. */
  answersId: string | null;
  rootId: string | null;
  /** Null after the account is deleted, and for a reply that is removed or deleted. */
  authorId: string | null;
  /** Empty for a reply that is removed or deleted. */
  body: string;
  /** Shadowed replies are VISIBLE for their authors. */
  state: PostState;
  upVotes: number;
  downVotes: number;
  score: number;
  acceptedAt: Date | null;
  version: number;
  createdAt: Date;
  editedAt: Date | null;
}

const IS_GONE = "r.state in ('REMOVED', 'DELETED') and not mv.moderates";
export const REPLY_COLUMNS = `r.id, r.thread_id as "threadId", r.parent_id as "answersId", r.root_id as "rootId",
  case when ${IS_GONE} then null else r.author_id end as "authorId", case when ${IS_GONE} then '' else r.body end as body,
  case when r.state = 'SHADOWED' and not mv.moderates then 'VISIBLE' else r.state end as state, r.up_votes as "upVotes", r.down_votes as "downVotes",
  r.score, r.accepted_at as "acceptedAt", r.version, r.created_at as "createdAt", r.edited_at as "editedAt"`;

/** Replies `r`. Only for those that are not plainly visible is it asked whether the viewer moderates. */
export function replySql(viewer: Viewer): Required<ListSql> {
  const { sql, params } = moderatedBy(viewer);
  return {
    select: REPLY_COLUMNS,
    from: `from forum_posts r join forum_threads th on th.id = r.thread_id
      cross join lateral (select case when r.state = 'VISIBLE' then false else ${sql} end as moderates) mv`,
    fromParams: params,
    conditions: [{ sql: "r.title is null", params: [] }, visibleReplies(viewer)],
  };
}

export const REPLY_ORDERS = ["OLDEST", "NEWEST", "BEST"] as const;
export type ReplyOrder = (typeof REPLY_ORDERS)[number];

const byId = (name: string, direction: "asc" | "desc"): KeysetOrder<ReplyRow> => ({
  name,
  columns: [{ sql: "r.id", direction, cast: "uuid" }],
  key: ({ id }) => [id],
});

export const REPLY_KEYS: Readonly<Record<ReplyOrder, KeysetOrder<ReplyRow>>> = {
  OLDEST: byId("oldest", "asc"),
  NEWEST: byId("newest", "desc"),
  BEST: {
    name: "best",
    columns: [
      { sql: "r.score", direction: "desc", cast: "int" },
      { sql: "r.id", direction: "asc", cast: "uuid" },
    ],
    key: ({ score, id }) => [score, id],
  },
};

/** Those that the viewer may see, in any order. */
export function repliesById(em: EntityManager, viewer: Viewer, ids: readonly string[]): Promise<ReplyRow[]> {
  const { from, fromParams } = fromThreads(viewer);
  const visible = [visibleThreads(viewer), visibleReplies(viewer)];
  return rows(
    em,
    `select ${REPLY_COLUMNS} ${from} join forum_posts r on r.thread_id = th.id and r.title is null
     where r.id in (?) and ${visible.map(({ sql }) => sql).join(" and ")}`,
    [...fromParams, ids, ...visible.flatMap(({ params }) => params)],
  );
}

/** NOT_FOUND if the reply does not exist or the viewer may not see it. */
export async function readReply(em: EntityManager, viewer: Viewer, id: string): Promise<ReplyRow> {
  const [row] = isId(id) ? await repliesById(em, viewer, [id]) : [];
  if (!row) throw notFound("reply");
  return row;
}
