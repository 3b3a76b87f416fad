import type { SignedIn } from "../../../../access/viewer.js";
import { AppError, notFound } from "../../../../kernel/errors.js";
import { HOUR_MS } from "../../../../kernel/units.js";
import { rows, type Database, type Transaction } from "../../../../platform/database/database.js";
import type { PubSub } from "../../../../platform/redis/pub-sub.js";
import type { RateLimiter } from "../../../../platform/redis/rate-limit.js";
import { earn } from "../../reputation/reputation-ledger.js";
import { VOTES_PER_HOUR } from "../forum-limits.js";
import { publishThread } from "../posts/write-post.js";
import { expectShown, POST_FACTS, type PostFacts } from "../replies/shown-post.js";

const VOTES = { name: "forum-votes", most: VOTES_PER_HOUR, windowMs: HOUR_MS };

/** 0 takes a vote back. */
export type VoteValue = -1 | 0 | 1;

export interface VotesService {
  /**
   * Sets the viewer's vote on a thread or a reply, by id. Idempotent. NOT_FOUND for what the viewer may not see, FORBIDDEN for an own post,
   * CONFLICT for one that is not visible.
   */
  vote(viewer: SignedIn, postId: string, value: VoteValue): Promise<void>;
}

export function createVotesService({ db, limiter, pubSub }: { db: Database; limiter: RateLimiter; pubSub: PubSub }): VotesService {
  const write = async (tx: Transaction, viewer: SignedIn, postId: string, value: VoteValue) => {
    // An opening post has the ID of its thread, whose score changes: its thread is locked first. A vote on a reply changes no thread.
    await tx.execute("select from forum_threads where id = ? for no key update", [postId]);
    const [post] = await rows<PostFacts>(tx, `${POST_FACTS} for no key update`, [postId]);
    if (!post) throw notFound("post");
    await expectShown(tx, viewer, postId);
    if (post.authorId === viewer.id) throw new AppError("FORBIDDEN", "Nobody votes on an own post.");
    if (post.state !== "VISIBLE") throw new AppError("CONFLICT", "Only visible posts can be voted on.");
    const [found] = await rows<{ value: VoteValue }>(tx, "select value from forum_votes where post_id = ? and user_id = ?", [
      postId,
      viewer.id,
    ]);
    const before = found?.value ?? 0;
    if (before === value) return;
    if (value === 0) await tx.execute("delete from forum_votes where post_id = ? and user_id = ?", [postId, viewer.id]);
    else
      await tx.execute(
        `insert into forum_votes as v (post_id, user_id, value) values (?, ?, ?)
         on conflict (post_id, user_id) do update set value = excluded.value, created_at = now()`,
        [postId, viewer.id, value],
      );
    const difference = (which: 1 | -1) => Number(value === which) - Number(before === which);
    await tx.execute("update forum_posts set up_votes = up_votes + ?, down_votes = down_votes + ?, changed_at = now() where id = ?", [
      difference(1),
      difference(-1),
      postId,
    ]);
    await tx.execute("update forum_threads th set score = p.score from forum_posts p where p.id = th.id and th.id = ?", [postId]);
    const reasonOf = (vote: 1 | -1) => (vote === 1 ? ("UPVOTED" as const) : ("DOWNVOTED" as const));
    const of = post.authorId === null ? null : { userId: post.authorId, subjectId: postId };
    if (of && before !== 0) await earn(tx, { ...of, reason: reasonOf(before), isReversed: true });
    if (of && value !== 0) await earn(tx, { ...of, reason: reasonOf(value) });
    publishThread(tx, pubSub, post.threadId);
  };

  return {
    async vote(viewer, postId, value) {
      const refused = await limiter.take(VOTES, viewer.id);
      if (refused) throw new AppError("RATE_LIMITED", `An account votes at most ${VOTES_PER_HOUR} times an hour.`, refused);
      await db.transaction((tx) => write(tx, viewer, postId, value));
    },
  };
}
