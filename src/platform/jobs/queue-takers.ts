import { SECOND_MS } from "../../kernel/units.js";
import { within } from "../../kernel/within.js";
import { isReachable, type RedisConnection } from "../redis/redis.js";

const BEAT_MS = 2 * SECOND_MS;
/** A process that is silent for longer counts as gone. */
const SILENCE_MS = 3 * BEAT_MS;
const PATIENCE_MS = SECOND_MS;

/** Redis's clock, so no two clocks are compared. */
const NOW = `local time = redis.call("TIME") local now = time[1] * 1000 + math.floor(time[2] / 1000)`;
const BEAT = `${NOW} redis.call("ZADD", KEYS[1], now, ARGV[1]) redis.call("PEXPIRE", KEYS[1], ARGV[2])`;
const COUNT = `${NOW} return redis.call("ZCOUNT", KEYS[1], now - ARGV[1], "+inf")`;

/**
 * Tracks which processes take jobs from which queue: each reports every few seconds. BullMQ's own count relies on connection names,
 * which not every Redis lists.
 */
export interface QueueTakers {
  join(queue: string): void;
  leave(queue: string): Promise<void>;
  count(queue: string): Promise<number>;
  close(): void;
}

export function createQueueTakers({
  redis,
  prefix,
  processId,
}: {
  redis: RedisConnection;
  prefix: string;
  processId: string;
}): QueueTakers {
  const joined = new Set<string>();
  const keyOf = (queue: string) => `${prefix}:takers:${queue}`;
  const beat = (queue: string) => {
    if (isReachable(redis)) redis.eval(BEAT, 1, keyOf(queue), processId, SILENCE_MS).catch(() => undefined);
  };
  let timer: NodeJS.Timeout | undefined;
  return {
    join(queue) {
      joined.add(queue);
      beat(queue);
      timer ??= setInterval(() => joined.forEach(beat), BEAT_MS);
    },
    async leave(queue) {
      if (!joined.delete(queue) || !isReachable(redis)) return;
      await within(PATIENCE_MS, redis.zrem(keyOf(queue), processId)).catch(() => undefined);
    },
    count: async (queue) => Number(await redis.eval(COUNT, 1, keyOf(queue), SILENCE_MS)),
    close: () => clearInterval(timer),
  };
}
