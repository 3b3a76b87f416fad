import type { SignedIn } from "../../../../access/viewer.js";
import { AppError, notFound } from "../../../../kernel/errors.js";
import { newId } from "../../../../kernel/ids.js";
import { rows, type Transaction } from "../../../../platform/database/database.js";
import { changedMeanwhile } from "../../../base/settings/settings.service.js";
import { dropDraft } from "../drafts/drop-draft.js";
import { assessPost } from "../posts/poster.js";
import { changeState, insertPost, publishThread, rewritePost } from "../posts/write-post.js";
import { expectChangeable, holdIfSuspicious, lockThread, ownHostsOf, type ForumDependencies } from "../threads/threads.service.js";
import type { ThreadRow } from "../threads/thread.rows.js";
import { acceptAnswer, withdrawAnswer } from "../votes/accept-answer.js";
import { readReply, type ReplyRow } from "./reply.rows.js";

export interface RepliesService {
  add(viewer: SignedIn, reply: { threadId: string; parentId?: string | null; body: string; draftId?: string | null }): Promise<ReplyRow>;
  /** By its author. The text so far is kept as a revision. */
  update(viewer: SignedIn, change: { id: string; expectedVersion: number; body: string }): Promise<ReplyRow>;
  /** By its author. Leaves an empty place. */
  remove(viewer: SignedIn, id: string): Promise<ReplyRow>;
  /** By who asked, and moderators. Idempotent. */
  accept(viewer: SignedIn, id: string, accepted: boolean): Promise<ReplyRow>;
}

export function createRepliesService({ db, pubSub, env }: Omit<ForumDependencies, "problems">): RepliesService {
  const ownHosts = ownHostsOf(env);
  const lockReply = async (tx: Transaction, viewer: SignedIn, id: string) => {
    const { threadId } = await readReply(tx, viewer, id);
    const thread = await lockThread(tx, viewer, threadId);
    return { thread, reply: await readReply(tx, viewer, id) };
  };
  const parentOf = async (tx: Transaction, viewer: SignedIn, threadId: string, id: string): Promise<ReplyRow> => {
    const parent = await readReply(tx, viewer, id);
    if (parent.threadId !== threadId) throw notFound("reply");
    if (parent.state !== "VISIBLE") throw new AppError("CONFLICT", "Replies to it are not possible now.");
    return parent;
  };

  return {
    add: (viewer, { threadId, parentId, body, draftId }) =>
      db.transaction(async (tx) => {
        const thread = await lockThread(tx, viewer, threadId);
        await expectOpen(tx, thread);
        const parent = parentId == null ? null : await parentOf(tx, viewer, threadId, parentId);
        const signals = await assessPost(tx, viewer, { body }, ownHosts);
        const id = newId();
        const place = { threadId, parentId: parent?.id ?? null, rootId: parent && (parent.rootId ?? parent.id) };
        await insertPost(tx, viewer, { id, ...place, title: null, body }, signals);
        if (draftId != null) await dropDraft(tx, viewer, draftId);
        publishThread(tx, pubSub, threadId);
        return readReply(tx, viewer, id);
      }),

    update: (viewer, { id, expectedVersion, body }) =>
      db.transaction(async (tx) => {
        const { thread, reply } = await lockReply(tx, viewer, id);
        if (reply.authorId !== viewer.id) throw new AppError("FORBIDDEN", "Only its author may change a reply.");
        expectChangeable(reply);
        if (reply.version !== expectedVersion) throw changedMeanwhile("reply");
        const signals = await assessPost(tx, viewer, { body }, ownHosts, id);
        await rewritePost(tx, viewer, id, { title: null, body });
        await holdIfSuspicious(tx, id, signals);
        publishThread(tx, pubSub, thread.id);
        return readReply(tx, viewer, id);
      }),

    remove: (viewer, id) =>
      db.transaction(async (tx) => {
        const { thread, reply } = await lockReply(tx, viewer, id);
        if (reply.authorId !== viewer.id) throw new AppError("FORBIDDEN", "Only its author may delete a reply.");
        expectChangeable(reply);
        await changeState(tx, id, "DELETED");
        publishThread(tx, pubSub, thread.id);
        return readReply(tx, viewer, id);
      }),

    accept: (viewer, id, accepted) =>
      db.transaction(async (tx) => {
        const { thread, reply } = await lockReply(tx, viewer, id);
        if (thread.authorId !== viewer.id && !thread.viewerModerates)
          throw new AppError("FORBIDDEN", "Only who asked may accept an answer, and moderators.");
        if (thread.kind !== "QUESTION") throw new AppError("CONFLICT", "Only questions have an accepted answer.");
        if (accepted && reply.state !== "VISIBLE") throw new AppError("CONFLICT", "This reply is not visible.");
        if (accepted === (reply.acceptedAt !== null)) return reply;
        if (accepted) await acceptAnswer(tx, thread.id, id);
        else await withdrawAnswer(tx, thread.id);
        publishThread(tx, pubSub, thread.id);
        return readReply(tx, viewer, id);
      }),
  };
}

/** CONFLICT for a thread in which the viewer cannot reply. */
async function expectOpen(tx: Transaction, { state, lockedAt, viewerModerates, categoryId }: ThreadRow): Promise<void> {
  if (state === "HELD") throw new AppError("CONFLICT", "The thread waits for a moderator.");
  if (state === "REMOVED" || state === "DELETED") throw new AppError("CONFLICT", "The thread was removed.");
  if (viewerModerates) return;
  if (lockedAt !== null) throw new AppError("CONFLICT", "The thread is locked.");
  if (categoryId === null) return;
  const [closed] = await rows(tx, "select 1 from forum_categories where id = ? and archived_at is not null", [categoryId]);
  if (closed) throw new AppError("CONFLICT", "This category is closed.");
}
