import type { SignedIn } from "../../../../access/viewer.js";
import { newestFirst, readConnection } from "../../../../graphql/keyset-list.js";
import type { Connection, PageArgs } from "../../../../graphql/pagination.js";
import { newId } from "../../../../kernel/ids.js";
import { unlessDeleted, type Database, type EntityManager } from "../../../../platform/database/database.js";
import { readThread, threadSql, type ThreadRow } from "../threads/thread.rows.js";

export interface ForumFollowing {
  /** Idempotent. NOT_FOUND for a thread that the viewer may not open. */
  follow(viewer: SignedIn, threadId: string): Promise<ThreadRow>;
  /** Idempotent, whether or not the viewer may open the thread. */
  unfollow(viewer: SignedIn, threadId: string): Promise<void>;
  /** Followed threads that the viewer may open, latest follow first. */
  list(em: EntityManager, viewer: SignedIn, page: PageArgs): Promise<Connection<ThreadRow>>;
}

const NEWEST_FIRST = { ...newestFirst<ThreadRow & { followId: string }>("f.id"), key: ({ followId }: { followId: string }) => [followId] };

export function createForumFollowing({ db }: { db: Database }): ForumFollowing {
  return {
    async follow(viewer, threadId) {
      const em = db.em.fork();
      const thread = await readThread(em, viewer, threadId);
      const writing = em.execute(
        `insert into forum_follows (id, thread_id, user_id) values (?, ?, ?) on conflict on constraint forum_follows_thread_user_unique do nothing`,
        [newId(), threadId, viewer.id],
      );
      await unlessDeleted("thread", writing);
      return thread;
    },

    async unfollow(viewer, threadId) {
      await db.em.fork().execute("delete from forum_follows where thread_id = ? and user_id = ?", [threadId, viewer.id]);
    },

    list(em, viewer, page) {
      const { select, from, ...list } = threadSql(viewer);
      const conditions = [{ sql: "f.user_id = ?", params: [viewer.id] }, ...list.conditions];
      const source = `${from} join forum_follows f on f.thread_id = th.id`;
      return readConnection(em, { ...list, select: `${select}, f.id as "followId"`, from: source, conditions }, page, NEWEST_FIRST);
    },
  };
}
