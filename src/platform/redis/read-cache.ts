import { setTimeout as delay } from "node:timers/promises";
import { newId } from "../../kernel/ids.js";
import type { Logger } from "../telemetry/logger.js";
import { askInTime, type RedisConnection } from "./redis.js";

/** Answers that are forgotten together, such as all pages of one list. */
export interface CacheRegion<T> {
  name: string;
  /** What a missed message of a change costs at most: no answer is served for longer. */
  longestMs: number;
  /** From what JSON made of the answer, as dates come back as text. */
  revive(json: unknown): T;
}

/**
 * Keeps answers of hot reads in Redis, for all processes. Whoever finds none loads it while others wait for that; while Redis
 * is away or slow, everyone loads. No answer is served that was loaded before its region was last forgotten.
 */
export interface ReadCache {
  /** `key` holds everything that the answer depends on, and so does not depend on who asks. */
  read<T>(region: CacheRegion<T>, key: string, load: () => Promise<T>): Promise<T>;
  /** To be called once a change has committed. */
  forget(region: { name: string }): Promise<void>;
}

/** A slow Redis must not make a read slow: PostgreSQL knows as well. */
const PATIENCE_MS = 200;
const FORGET_PATIENCE_MS = 1000;
/** Answers of one region at a time, so that made-up keys can't fill Redis. */
const MOST_ANSWERS = 200;
/** A process that loads is waited for so long, in case it has died. */
const LOADING_MS = 1000;
const ASK_AGAIN_MS = 10;

/*
 * A region is one hash, so that one command forgets it: "generation" tells answers loaded before from those loaded after,
 * "= key" is an answer, "~ key" until when somebody loads it.
 */
const READ = `
local generation = redis.call("HGET", KEYS[1], "generation")
if not generation then
  generation = ARGV[1]
  redis.call("HSET", KEYS[1], "generation", generation)
  redis.call("PEXPIRE", KEYS[1], ARGV[2])
end
local answer = redis.call("HGET", KEYS[1], "= " .. ARGV[3])
if answer then return {generation, answer, 0} end
local time = redis.call("TIME")
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local loading = tonumber(redis.call("HGET", KEYS[1], "~ " .. ARGV[3]) or "0")
if now < loading then return {generation, false, loading - now} end
if redis.call("HLEN", KEYS[1]) < tonumber(ARGV[5]) then redis.call("HSET", KEYS[1], "~ " .. ARGV[3], now + ARGV[4]) end
return {generation, false, 0}`;

const KEEP = `
if redis.call("HGET", KEYS[1], "generation") ~= ARGV[1] then return 0 end
redis.call("HDEL", KEYS[1], "~ " .. ARGV[2])
if ARGV[3] and redis.call("HLEN", KEYS[1]) < tonumber(ARGV[4]) then redis.call("HSET", KEYS[1], "= " .. ARGV[2], ARGV[3]) end
return 1`;

type Found = [generation: string, answer: string | null, loadingMs: number];

export function createReadCache({ redis, env, log }: { redis: RedisConnection; env: { REDIS_PREFIX: string }; log: Logger }): ReadCache {
  const hashOf = ({ name }: { name: string }) => `${env.REDIS_PREFIX}:read:${name}`;

  const failed = (err: unknown) => log.warn({ err }, "read cache not asked");
  const ask = (ms: number, command: () => Promise<unknown>) => askInTime(redis, ms, command, failed);

  const find = (region: CacheRegion<unknown>, key: string) =>
    ask(PATIENCE_MS, () => redis.eval(READ, 1, hashOf(region), newId(), region.longestMs, key, LOADING_MS, MOST_ANSWERS));

  const keep = (region: CacheRegion<unknown>, generation: string, key: string, answer?: string) =>
    ask(PATIENCE_MS, () => redis.eval(KEEP, 1, hashOf(region), generation, key, ...(answer === undefined ? [] : [answer, MOST_ANSWERS])));

  return {
    async read(region, key, load) {
      const giveUp = performance.now() + LOADING_MS;
      for (;;) {
        const found = await find(region, key);
        if (!found) return load();
        const [generation, answer, loadingMs] = found as Found;
        if (answer !== null) return region.revive(JSON.parse(answer));
        if (loadingMs > 0 && performance.now() < giveUp) {
          await delay(Math.min(ASK_AGAIN_MS, loadingMs));
          continue;
        }
        try {
          const loaded = await load();
          void keep(region, generation, key, JSON.stringify(loaded));
          return loaded;
        } catch (error) {
          void keep(region, generation, key);
          throw error;
        }
      }
    },

    async forget(region) {
      await ask(FORGET_PATIENCE_MS, () => redis.del(hashOf(region)));
    },
  };
}
