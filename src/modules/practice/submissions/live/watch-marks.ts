import { offerOf, type Offering } from "../../../../graphql/inbox.js";
import { within } from "../../../../kernel/within.js";
import { isReachable, type RedisConnection } from "../../../../platform/redis/redis.js";

/**
 * Marks in Redis that exist while an account watches its own submissions. They only decide whether a verdict is news;
 * without them the account is notified of verdicts it has already seen.
 */
export interface WatchMarks {
  /**
   * Passes the events through and keeps the mark while they are read and for LIFE_MS after the last one. Removes the mark
   * if the reader leaves.
   */
  during<T>(mark: string, events: Offering<T>): Offering<T>;
  /** True if one of the marks exists. */
  anyOf(...marks: string[]): Promise<boolean>;
}

const RENEW_MS = 10_000;
/** Covers the outbox delay after the last event. */
const LIFE_MS = 30_000;
const PATIENCE_MS = 2000;

export const submissionMark = (submissionId: string) => `submission:${submissionId}`;
export const allSubmissionsMark = (userId: string) => `submissions-of:${userId}`;

export function createWatchMarks({ redis, prefix }: { redis: RedisConnection; prefix: string }): WatchMarks {
  const key = (mark: string) => `${prefix}:watching:${mark}`;
  const quietly = (work: () => Promise<unknown>) => {
    if (isReachable(redis)) work().catch(() => undefined);
  };
  const keep = (mark: string) => quietly(() => redis.set(key(mark), "1", "PX", LIFE_MS));

  return {
    during(mark, events) {
      keep(mark);
      const timer = setInterval(() => keep(mark), RENEW_MS);
      let over = false;
      const stop = (hasLeft: boolean) => {
        if (over) return;
        over = true;
        clearInterval(timer);
        if (hasLeft) quietly(() => redis.del(key(mark)));
      };
      return {
        ...offerOf(events),
        async next() {
          const result = await events.next();
          if (result.done) stop(false);
          return result;
        },
        async return() {
          stop(true);
          return (await events.return?.()) ?? { value: undefined, done: true };
        },
        [Symbol.asyncIterator]() {
          return this;
        },
      };
    },

    anyOf: async (...marks) => {
      const standing = await Promise.all(marks.map((mark) => within(PATIENCE_MS, redis.exists(key(mark)))));
      return standing.some((count) => count > 0);
    },
  };
}
