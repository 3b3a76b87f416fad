/** The accepted answer of a question. Callers hold the lock on the thread. */
import { forumAnswerAccepted } from "../../../../events/forum-answer-accepted.event.js";
import { rows, type Transaction } from "../../../../platform/database/database.js";
import { announce } from "../../../../platform/outbox/outbox.js";
import { earn } from "../../reputation/reputation-ledger.js";

interface Accepted {
  replyId: string;
  authorId: string | null;
  askerId: string | null;
}

/** Nobody earns anything for accepting an own answer. */
async function earnForAnswer(tx: Transaction, { replyId, authorId, askerId }: Accepted, isReversed: boolean): Promise<void> {
  if (authorId === null || askerId === null || authorId === askerId) return;
  const earnings = [
    { userId: authorId, reason: "ANSWER_ACCEPTED" as const },
    { userId: askerId, reason: "ACCEPTED_ANSWER" as const },
  ];
  // In one order, as each locks the total of its account.
  for (const { userId, reason } of earnings.sort((a, b) => (a.userId < b.userId ? -1 : 1)))
    await earn(tx, { userId, reason, subjectId: replyId, isReversed });
}

const CHANGED = `returning r.id as "replyId", r.author_id as "authorId", (select author_id from forum_posts where id = r.thread_id) as "askerId"`;

/** Returns whether there was an accepted answer. */
export async function withdrawAnswer(tx: Transaction, threadId: string): Promise<boolean> {
  const [found] = await rows<Accepted>(
    tx,
    `update forum_posts r set accepted_at = null, changed_at = now() where r.thread_id = ? and r.accepted_at is not null ${CHANGED}`,
    [threadId],
  );
  if (!found) return false;
  await tx.execute("update forum_threads set answered_at = null where id = ?", [threadId]);
  await earnForAnswer(tx, found, true);
  announce(tx, forumAnswerAccepted, { threadId, replyId: found.replyId });
  return true;
}

/** Replaces the accepted answer, if there is one. */
export async function acceptAnswer(tx: Transaction, threadId: string, replyId: string): Promise<void> {
  await withdrawAnswer(tx, threadId);
  const [found] = await rows<Accepted>(tx, `update forum_posts r set accepted_at = now(), changed_at = now() where r.id = ? ${CHANGED}`, [
    replyId,
  ]);
  await tx.execute("update forum_threads set answered_at = now() where id = ?", [threadId]);
  await earnForAnswer(tx, found!, false);
  announce(tx, forumAnswerAccepted, { threadId, replyId });
}
