import { SECOND_MS } from "../../kernel/units.js";
import type { Logger } from "../telemetry/logger.js";
import { askInTime, type RedisConnection } from "./redis.js";

/** Slows down repeated attempts: some are free, then each doubles the wait for the next. */
export interface Throttle {
  name: string;
  /** Attempts before the first wait. */
  free: number;
  longestMs: number;
  /** Everything is forgotten after this time without an attempt. At least the longest wait. */
  memoryMs: number;
}

export interface Throttles {
  /** Counts an attempt. It may proceed if `retryAfterMs` is 0; otherwise it must wait and does not count. */
  attempt(throttle: Throttle, subject: string): Promise<{ retryAfterMs: number; count: number }>;
  /** Takes back an attempt that was allowed but not evaluated; `count` is the one that `attempt` returned. */
  takeBack(throttle: Throttle, subject: string, count: number): Promise<void>;
  /** Call after a successful attempt: takes it back. With `all`, also forgets earlier failed ones. */
  succeed(throttle: Throttle, subject: string, all?: "all"): Promise<void>;
}

const FIRST_WAIT_MS = 5 * SECOND_MS;
/** A slow Redis must not slow down signing in. */
const PATIENCE_MS = 500;
/** Subjects that a process remembers while Redis is unreachable. */
const MOST_REMEMBERED = 10_000;

/** One atomic step, so that concurrent attempts all count. Returns 0 or the wait in milliseconds, and the count. */
const ATTEMPT = `
local time = redis.call("TIME")
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local count = tonumber(redis.call("HGET", KEYS[1], "count") or "0")
local blocked = tonumber(redis.call("HGET", KEYS[1], "until") or "0")
if now < blocked then return {blocked - now, count} end
count = count + 1
local wait = 0
if count >= tonumber(ARGV[1]) then wait = math.min(tonumber(ARGV[2]), tonumber(ARGV[4]) * 2 ^ math.min(count - tonumber(ARGV[1]), 30)) end
redis.call("HSET", KEYS[1], "count", count, "until", now + wait)
redis.call("PEXPIRE", KEYS[1], ARGV[3])
return {0, count}`;

/** Also removes the wait that the attempt caused, unless another attempt followed. */
const TAKE_BACK = `
local count = tonumber(redis.call("HGET", KEYS[1], "count") or "0")
if count == 0 then return 0 end
if count == tonumber(ARGV[1]) then redis.call("HDEL", KEYS[1], "until") end
return redis.call("HINCRBY", KEYS[1], "count", -1)`;

const SUCCEED = `
if redis.call("HINCRBY", KEYS[1], "count", -1) <= 0 then return redis.call("DEL", KEYS[1]) end
redis.call("HDEL", KEYS[1], "until")
return redis.call("PEXPIRE", KEYS[1], ARGV[1])`;

interface Remembered {
  count: number;
  until: number;
}

/**
 * While Redis is unreachable each process counts for itself. Guessing stays slow: the limit is multiplied by the number of processes.
 */
export function createThrottles({ redis, env, log }: { redis: RedisConnection; env: { REDIS_PREFIX: string }; log: Logger }): Throttles {
  const key = ({ name }: Throttle, subject: string) => `${env.REDIS_PREFIX}:throttle:${name}:${subject}`;
  const own = new Map<string, Remembered>();

  const failed = (err: unknown) => log.warn({ err }, "throttle not counted in Redis");
  const ask = (command: () => Promise<unknown>) => askInTime(redis, PATIENCE_MS, command, failed);

  const attemptHere = ({ free, longestMs }: Throttle, name: string) => {
    const now = Date.now();
    const { count, until } = own.get(name) ?? { count: 0, until: 0 };
    if (now < until) return { retryAfterMs: until - now, count };
    const wait = count + 1 >= free ? Math.min(longestMs, FIRST_WAIT_MS * 2 ** Math.min(count + 1 - free, 30)) : 0;
    own.delete(name);
    own.set(name, { count: count + 1, until: now + wait });
    if (own.size > MOST_REMEMBERED) own.delete(own.keys().next().value!);
    return { retryAfterMs: 0, count: count + 1 };
  };

  return {
    async attempt(throttle, subject) {
      const { free, longestMs, memoryMs } = throttle;
      const name = key(throttle, subject);
      const answer = await ask(() => redis.eval(ATTEMPT, 1, name, free, longestMs, memoryMs, FIRST_WAIT_MS));
      if (answer === undefined) return attemptHere(throttle, name);
      const [retryAfterMs, count] = answer as [number, number];
      return { retryAfterMs, count };
    },

    async takeBack(throttle, subject, count) {
      const name = key(throttle, subject);
      const here = own.get(name);
      if (here) own.set(name, { count: here.count - 1, until: here.count === count ? 0 : here.until });
      else await ask(() => redis.eval(TAKE_BACK, 1, name, count));
    },

    async succeed(throttle, subject, all) {
      const name = key(throttle, subject);
      own.delete(name);
      await ask(() => (all ? redis.del(name) : redis.eval(SUCCEED, 1, name, throttle.memoryMs)));
    },
  };
}
