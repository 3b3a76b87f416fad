import { userFollowed } from "../../../../events/user-followed.event.js";
import type { SignedIn } from "../../../../access/viewer.js";
import { AppError, badInput, notFound } from "../../../../kernel/errors.js";
import { newId } from "../../../../kernel/ids.js";
import { MINUTE_MS } from "../../../../kernel/units.js";
import { rows, type Database, type Transaction } from "../../../../platform/database/database.js";
import { announce } from "../../../../platform/outbox/outbox.js";
import type { PubSub } from "../../../../platform/redis/pub-sub.js";
import type { RateLimit, RateLimiter } from "../../../../platform/redis/rate-limit.js";
import { activityTopic, EVERYONE } from "../entries/activity.topic.js";

export const MOST_FOLLOWED = 1000;
export const MOST_BLOCKED = 1000;
/** A follow notifies its target, so repeating it must not be cheap. */
export const FOLLOWS: RateLimit = { name: "follows", most: 60, windowMs: 10 * MINUTE_MS };

/** All are idempotent. NOT_FOUND for accounts that do not exist, are deleted or suspended. */
export interface FollowingService {
  /** RATE_LIMITED; FORBIDDEN if the account blocked the viewer; CONFLICT at the limit and if the viewer blocked the account. */
  follow(viewer: SignedIn, userId: string): Promise<void>;
  unfollow(viewer: SignedIn, userId: string): Promise<void>;
  removeFollower(viewer: SignedIn, userId: string): Promise<void>;
  /** Also ends following in both directions. CONFLICT at the limit. */
  block(viewer: SignedIn, userId: string): Promise<void>;
  unblock(viewer: SignedIn, userId: string): Promise<void>;
}

interface Dependencies {
  db: Database;
  limiter: RateLimiter;
  pubSub: PubSub;
}

export function createFollowing({ db, limiter, pubSub }: Dependencies): FollowingService {
  /** Locks both accounts, in one order: follow and block of a pair run one after the other, and so do additions of one account. */
  const between = (viewer: SignedIn, userId: string, work: (tx: Transaction) => Promise<void>) => {
    if (viewer.id === userId) throw badInput("input.userId", "This is your own account.");
    return db.transaction(async (tx) => {
      const locked = await rows<{ id: string; open: boolean }>(
        tx,
        "select id, deleted_at is null and suspended_at is null as open from users where id in (?, ?) order by id for no key update",
        [viewer.id, userId],
      );
      if (!locked.find(({ id }) => id === userId)?.open) throw notFound("account");
      await work(tx);
    });
  };
  const changed = (tx: Transaction, followerId: string) =>
    tx.afterCommit(() => pubSub.publish(activityTopic, EVERYONE, { userId: followerId, change: "FOLLOWS" }));
  const end = async (followerId: string, followedId: string) =>
    db.transaction(async (tx) => {
      const sql = "delete from follows where follower_id = ? and followed_id = ? returning 1";
      if ((await rows(tx, sql, [followerId, followedId])).length > 0) changed(tx, followerId);
    });
  const exists = async (tx: Transaction, table: "follows" | "user_blocks", from: string, to: string) => {
    const [one, other] = table === "follows" ? ["follower_id", "followed_id"] : ["blocker_id", "blocked_id"];
    return (await rows(tx, `select from ${table} where ${one} = ? and ${other} = ?`, [from, to])).length > 0;
  };

  return {
    async follow(viewer, userId) {
      const refused = await limiter.take(FOLLOWS, viewer.id);
      if (refused) throw new AppError("RATE_LIMITED", `At most ${FOLLOWS.most} follows in 10 minutes.`, refused);
      await between(viewer, userId, async (tx) => {
        if (await exists(tx, "user_blocks", userId, viewer.id)) throw new AppError("FORBIDDEN", "You cannot follow this account.");
        if (await exists(tx, "user_blocks", viewer.id, userId))
          throw new AppError("CONFLICT", "You blocked this account. Unblock it with `unblockUser` first.");
        if (await exists(tx, "follows", viewer.id, userId)) return;
        const made = await rows(
          tx,
          `insert into follows (id, follower_id, followed_id)
           select ?, ?, ? where (select count(*) from follows where follower_id = ?) < ${MOST_FOLLOWED} returning 1`,
          [newId(), viewer.id, userId, viewer.id],
        );
        if (made.length === 0) throw new AppError("CONFLICT", `An account follows at most ${MOST_FOLLOWED} others. Unfollow one first.`);
        announce(tx, userFollowed, { followerId: viewer.id, followedId: userId });
        changed(tx, viewer.id);
      });
    },

    unfollow: (viewer, userId) => end(viewer.id, userId),
    removeFollower: (viewer, userId) => end(userId, viewer.id),

    block: (viewer, userId) =>
      between(viewer, userId, async (tx) => {
        const gone = await rows<{ followerId: string }>(
          tx,
          `delete from follows where (follower_id = ? and followed_id = ?) or (follower_id = ? and followed_id = ?)
           returning follower_id as "followerId"`,
          [viewer.id, userId, userId, viewer.id],
        );
        for (const { followerId } of gone) changed(tx, followerId);
        if (await exists(tx, "user_blocks", viewer.id, userId)) return;
        const made = await rows(
          tx,
          `insert into user_blocks (id, blocker_id, blocked_id)
           select ?, ?, ? where (select count(*) from user_blocks where blocker_id = ?) < ${MOST_BLOCKED} returning 1`,
          [newId(), viewer.id, userId, viewer.id],
        );
        if (made.length === 0) throw new AppError("CONFLICT", `An account blocks at most ${MOST_BLOCKED} others. Unblock one first.`);
      }),

    unblock: async (viewer, userId) => {
      await db.em.fork().execute("delete from user_blocks where blocker_id = ? and blocked_id = ?", [viewer.id, userId]);
    },
  };
}
