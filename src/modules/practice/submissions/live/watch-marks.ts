import { within } from "../../../../kernel/within.js";
import { isReachable, type RedisConnection } from "../../../../platform/redis/redis.js";

/**
 * Marks in Redis that exist while an account watches its own submissions. They only decide whether a verdict is news;
 * without them the account is notified of verdicts it has already seen.
 */
export interface WatchMarks {
  /**
   * Keeps the mark until the returned function is called, once, and then for LIFE_MS; `hasLeft` removes it at once, unless
   * someone else of this process keeps it.
   */
  keep(mark: string): (hasLeft: boolean) => void;
  /** Passes the events through and keeps the mark while they are read. */
  during<T>(mark: string, events: AsyncIterableIterator<T>): AsyncIterableIterator<T>;
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
  const write = (mark: string) => quietly(() => redis.set(key(mark), "1", "PX", LIFE_MS));

  /** How many watchers keep each mark. One timer renews them all. */
  const kept = new Map<string, number>();
  let timer: NodeJS.Timeout | undefined;
  const renewAll = () => {
    for (const mark of kept.keys()) write(mark);
  };

  const keep = (mark: string) => {
    const before = kept.get(mark) ?? 0;
    kept.set(mark, before + 1);
    if (before === 0) write(mark);
    timer ??= setInterval(renewAll, RENEW_MS);
    return (hasLeft: boolean) => {
      const left = kept.get(mark)! - 1;
      if (left > 0) return void kept.set(mark, left);
      kept.delete(mark);
      if (hasLeft) quietly(() => redis.del(key(mark)));
      if (kept.size > 0) return;
      clearInterval(timer);
      timer = undefined;
    };
  };

  return {
    keep,

    during(mark, events) {
      const leave = keep(mark);
      let isOver = false;
      const stop = (hasLeft: boolean) => {
        if (!isOver) leave(hasLeft);
        isOver = true;
      };
      return {
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
