import DataLoader from "dataloader";
import type { LoaderFactory } from "../../../../graphql/context.js";
import { connectionsByParent, type PageOfParent } from "../../../../graphql/connections-by-parent.js";
import type { Connection } from "../../../../graphql/pagination.js";
import { rows } from "../../../../platform/database/database.js";
import { REPLY_KEYS, REPLY_ORDERS, repliesById, replySql, type ReplyOrder, type ReplyRow } from "./reply.rows.js";

type RepliesLoader = LoaderFactory<PageOfParent, Connection<ReplyRow>>;

/** Replies to the opening posts of threads that the viewer may open, by order. */
export const repliesOfThread = Object.fromEntries(
  REPLY_ORDERS.map((order): [ReplyOrder, RepliesLoader] => [
    order,
    ({ em, viewer }) => {
      const list = replySql(viewer);
      const conditions = [{ sql: "r.root_id is null", params: [] }, ...list.conditions];
      return connectionsByParent<ReplyRow>(em, {
        ...list,
        conditions,
        parent: "r.thread_id",
        order: REPLY_KEYS[order],
      });
    },
  ]),
) as Readonly<Record<ReplyOrder, RepliesLoader>>;

/** All replies below a reply to the opening post, oldest first. */
export const repliesBelow: RepliesLoader = ({ em, viewer }) =>
  connectionsByParent<ReplyRow>(em, { ...replySql(viewer), parent: "r.root_id", order: REPLY_KEYS.OLDEST });

/** Null for those that the viewer may not see. */
export const replyById: LoaderFactory<string, ReplyRow | null> = ({ em, viewer }) =>
  new DataLoader(async (ids) => {
    const byId = new Map((await repliesById(em, viewer, ids)).map((row) => [row.id, row]));
    return ids.map((id) => byId.get(id) ?? null);
  });

/** Id of the accepted reply by thread. */
export const acceptedReplyOf: LoaderFactory<string, string | null> = ({ em }) =>
  new DataLoader(async (ids) => {
    const sql = `select id, thread_id as "threadId" from forum_posts where thread_id in (?) and accepted_at is not null`;
    const byThread = new Map((await rows<{ id: string; threadId: string }>(em, sql, [ids])).map(({ id, threadId }) => [threadId, id]));
    return ids.map((id) => byThread.get(id) ?? null);
  });
