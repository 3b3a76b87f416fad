import type { Logger } from "../telemetry/logger.js";
import { askInTime, type RedisConnection } from "./redis.js";

/** Limit of `most` per window; the window begins with the first count. */
export interface RateLimit {
  name: string;
  most: number;
  windowMs: number;
}

export interface Spending {
  exceeded: boolean;
  /** What is left until the window ends; 0 when exceeded. */
  remaining: number;
  /** Milliseconds until the window ends and the limit starts anew. */
  resetMs: number;
}

export interface RateLimiter {
  /** Counts one for the subject. Null within the limit, else how long to wait. Without Redis everything is allowed. */
  take(limit: RateLimit, subject: string): Promise<{ retryAfterMs: number } | null>;
  /** Counts `amount` for the subject, also beyond the limit. Null without Redis. */
  spend(limit: RateLimit, subject: string, amount: number): Promise<Spending | null>;
  /** Takes back a count that should not have been made. */
  giveBack(limit: RateLimit, subject: string): Promise<void>;
}

export interface RateLimiterOptions {
  redis: RedisConnection;
  env: { REDIS_PREFIX: string };
  log: Logger;
}

/** A slow Redis must not slow down signing in. */
const PATIENCE_MS = 500;

/** One atomic step, so no crash leaves a counter without expiry. Returns the count and the remaining time. */
const SPEND = `
local count = redis.call("INCRBY", KEYS[1], ARGV[2])
if count == tonumber(ARGV[2]) then redis.call("PEXPIRE", KEYS[1], ARGV[1]) end
return {count, redis.call("PTTL", KEYS[1])}`;

/** Only if the counter exists: a new one would never expire. */
const GIVE_BACK = `if redis.call("EXISTS", KEYS[1]) == 1 then return redis.call("DECR", KEYS[1]) end`;

export function createRateLimiter({ redis, env, log }: RateLimiterOptions): RateLimiter {
  const key = (limit: RateLimit, subject: string) => `${env.REDIS_PREFIX}:limit:${limit.name}:${subject}`;

  const failed = (err: unknown) => log.warn({ err }, "rate limit not counted");
  const ask = (script: string, ...args: (string | number)[]) => askInTime(redis, PATIENCE_MS, () => redis.eval(script, 1, ...args), failed);

  const spend: RateLimiter["spend"] = async (limit, subject, amount) => {
    const answer = (await ask(SPEND, key(limit, subject), limit.windowMs, amount)) as [count: number, timeLeftMs: number] | undefined;
    if (!answer) return null;
    const [count, timeLeftMs] = answer;
    return { exceeded: count > limit.most, remaining: Math.max(0, limit.most - count), resetMs: Math.max(1, timeLeftMs) };
  };

  return {
    spend,
    async take(limit, subject) {
      const spending = await spend(limit, subject, 1);
      return spending?.exceeded ? { retryAfterMs: spending.resetMs } : null;
    },
    async giveBack(limit, subject) {
      await ask(GIVE_BACK, key(limit, subject));
    },
  };
}
