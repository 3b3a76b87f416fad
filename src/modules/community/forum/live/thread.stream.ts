import type { Viewer } from "../../../../access/viewer.js";
import { watchRereads } from "../../../../graphql/reread-stream.js";
import { nullIfNotFound } from "../../../../kernel/errors.js";
import { MINUTE_MS } from "../../../../kernel/units.js";
import { rows, type Database } from "../../../../platform/database/database.js";
import { oldestTransaction } from "../../../../platform/database/oldest-transaction.js";
import type { PubSub } from "../../../../platform/redis/pub-sub.js";
import type { Logger } from "../../../../platform/telemetry/logger.js";
import { REPLY_COLUMNS, type ReplyRow } from "../replies/reply.rows.js";
import { visibleReplies } from "../threads/thread-access.js";
import { fromThreads, readThread, type ThreadRow } from "../threads/thread.rows.js";
import { threadTopic } from "./thread.topic.js";

const REREAD_MS = 30_000;
/** The first read starts by the program's clock, which may differ from the database's. */
const OVERLAP_MS = MINUTE_MS;
/** Changes that one read delivers. With more, the client has to read the thread again. */
export const CHANGES_MAX = 200;

/** A change of a thread: its present state, and the reply that has changed, if it was one. */
export interface ThreadChange {
  /** Of the post that has changed. */
  id: string;
  thread: ThreadRow;
  reply: ReplyRow | null;
  /** A reply that others could see and that this viewer no longer sees. */
  hiddenReplyId: string | null;
  /** Changes from this time on may be missing after it. */
  resumeAfter: Date;
  missedChanges: boolean;
}

type ChangedReply = ReplyRow & { changedAt: Date; isShown: boolean };

interface Dependencies {
  db: Database;
  pubSub: PubSub;
  log: Logger;
}

/**
 * Runs in the API. The thread as it is, then each change of it and of its replies, in the order of the changes; the last state of a reply is
 * never missed (watchRereads). With `from`, of an earlier event, it begins with what has changed after that: changes are stamped when their
 * transaction begins and seen when it commits, so each read continues where the oldest transaction began that was open before the last
 * one. A change may come twice. Ends when the viewer may no longer open the thread.
 */
export async function watchThread(
  { db, pubSub, log }: Dependencies,
  viewer: Viewer,
  threadId: string,
  from: Date | null,
): Promise<AsyncIterableIterator<ThreadChange>> {
  await readThread(db.em.fork(), viewer, threadId);
  let since = from ?? new Date(Date.now() - OVERLAP_MS);
  let first = true;
  let sentThread = "";
  const sent = new Map<string, { at: number; state: string }>();
  const { from: source, fromParams } = fromThreads(viewer);
  const visible = visibleReplies(viewer);
  const sql = `select * from (select ${REPLY_COLUMNS}, r.changed_at as "changedAt", ${visible.sql} as "isShown" ${source}
      join forum_posts r on r.thread_id = th.id and r.title is null
    where th.id = ? and r.changed_at >= ? and (${visible.sql} or r.shown_at is not null) order by r.changed_at desc limit ${CHANGES_MAX + 1}) c
    order by "changedAt", id`;
  const changed = (after: Date) =>
    rows<ChangedReply>(db.em.fork(), sql, [...visible.params, ...fromParams, threadId, after, ...visible.params]);

  return watchRereads<ThreadChange>(threadId, {
    ...{ pubSub, log, topic: threadTopic, capacity: CHANGES_MAX, rereadMs: REREAD_MS },
    async read(inbox) {
      const next = new Date((await oldestTransaction(db)).getTime() - OVERLAP_MS);
      const thread = await nullIfNotFound(readThread(db.em.fork(), viewer, threadId));
      if (!thread) return inbox.end();
      const found = await changed(since);
      const missedChanges = found.length > CHANGES_MAX;
      const event = { thread, resumeAfter: since };
      const state = JSON.stringify(thread);
      if (first || missedChanges || state !== sentThread)
        inbox.push({ ...event, id: threadId, reply: null, hiddenReplyId: null, missedChanges });
      for (const { changedAt, isShown, ...reply } of found.slice(-CHANGES_MAX)) {
        const now = JSON.stringify([isShown, reply]);
        if (sent.get(reply.id)?.state === now) continue;
        sent.set(reply.id, { at: changedAt.getTime(), state: now });
        // Without a place to resume, a new watcher begins with the thread alone.
        if (first && from === null) continue;
        const change = isShown ? { reply, hiddenReplyId: null } : { reply: null, hiddenReplyId: reply.id };
        inbox.push({ ...event, id: reply.id, ...change, missedChanges: false });
      }
      [first, sentThread] = [false, state];
      if (next > since) since = next;
      for (const [id, { at }] of sent) if (at < since.getTime()) sent.delete(id);
    },
  });
}
