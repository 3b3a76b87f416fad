/** Writes posts and their states. Callers hold the lock on the thread, and the lock on the post if it exists. */
import type { SignedIn } from "../../../../access/viewer.js";
import { forumPostPublished } from "../../../../events/forum-post-published.event.js";
import { newId } from "../../../../kernel/ids.js";
import { rows, type Transaction } from "../../../../platform/database/database.js";
import { announce } from "../../../../platform/outbox/outbox.js";
import type { PubSub } from "../../../../platform/redis/pub-sub.js";
import { REVISIONS_MAX } from "../forum-limits.js";
import { threadTopic } from "../live/thread.topic.js";
import { openCase } from "../moderation/open-case.js";
import type { SpamSignal } from "../moderation/spam-signals.js";
import { withdrawAnswer } from "../votes/accept-answer.js";
import type { PostState } from "./post-state.js";

export interface NewPost {
  id: string;
  threadId: string;
  parentId: string | null;
  rootId: string | null;
  /** Null for a reply. */
  title: string | null;
  body: string;
}

/** The post, waiting for a moderator if there are signals. Its author follows the thread from now on. */
export async function insertPost(tx: Transaction, viewer: SignedIn, post: NewPost, signals: readonly SpamSignal[]): Promise<void> {
  const isHeld = signals.length > 0;
  await tx.execute(
    `insert into forum_posts (id, thread_id, parent_id, root_id, author_id, title, body, state) values (?, ?, ?, ?, ?, ?, ?, 'HELD')`,
    [post.id, post.threadId, post.parentId, post.rootId, viewer.id, post.title, post.body],
  );
  if (isHeld) await openCase(tx, post.id, signals);
  else await changeState(tx, post.id, "VISIBLE");
  await tx.execute(
    `insert into forum_follows (id, thread_id, user_id) values (?, ?, ?) on conflict on constraint forum_follows_thread_user_unique do nothing`,
    [newId(), post.threadId, viewer.id],
  );
}

interface Before {
  threadId: string;
  isReply: boolean;
  state: PostState;
  wasShown: boolean;
  isAccepted: boolean;
}

/**
 * Changes the state of a post, and what follows from it: the count of replies, the accepted answer, and the first time that others see it,
 * which is announced once.
 */
export async function changeState(tx: Transaction, postId: string, state: PostState): Promise<void> {
  const [before] = await rows<Before>(
    tx,
    `select thread_id as "threadId", title is null as "isReply", state, shown_at is not null as "wasShown", accepted_at is not null as "isAccepted"
     from forum_posts where id = ? for update`,
    [postId],
  );
  if (!before || before.state === state) return;
  const { threadId, isReply, wasShown } = before;
  const [shows, showed] = [state === "VISIBLE", before.state === "VISIBLE"];
  if (before.isAccepted && !shows) await withdrawAnswer(tx, threadId);
  await tx.execute(
    `update forum_posts set state = ?, changed_at = now(), shown_at = coalesce(shown_at, case when ? then now() end),
       deleted_at = case when ? then now() end where id = ?`,
    [state, shows, state === "REMOVED" || state === "DELETED", postId],
  );
  if (isReply && shows !== showed)
    await tx.execute(
      "update forum_threads set reply_count = reply_count + ?, last_activity_at = case when ? then now() else last_activity_at end where id = ?",
      [shows ? 1 : -1, shows && !wasShown, threadId],
    );
  if (shows && !wasShown) announce(tx, forumPostPublished, { postId, threadId });
}

/** Keeps the text so far as a revision. */
export async function rewritePost(
  tx: Transaction,
  viewer: SignedIn,
  postId: string,
  { title, body }: { title: string | null; body: string },
): Promise<void> {
  await tx.execute(
    `insert into forum_post_revisions (id, post_id, version, title, body, editor_id)
     select ?, p.id, p.version, p.title, p.body, ? from forum_posts p where p.id = ?`,
    [newId(), viewer.id, postId],
  );
  await tx.execute("delete from forum_post_revisions where post_id = ? and version <= (select version from forum_posts where id = ?) - ?", [
    postId,
    postId,
    REVISIONS_MAX,
  ]);
  await tx.execute(
    "update forum_posts set title = ?, body = ?, version = version + 1, edited_at = now(), changed_at = now() where id = ?",
    [title, body, postId],
  );
}

/** Watchers of the thread read again once this has been committed. */
export function publishThread(tx: Transaction, pubSub: PubSub, threadId: string): void {
  tx.afterCommit(() => pubSub.publish(threadTopic, threadId, { threadId }));
}
