import { setTimeout as delay } from "node:timers/promises";
import { readJson, type Contract } from "../../kernel/contract.js";
import { newId } from "../../kernel/ids.js";
import type { Logger } from "../telemetry/logger.js";
import { askInTime, type RedisConnection } from "./redis.js";

/** Cached results that are invalidated together, such as all pages of one list. */
export interface CacheRegion<T> {
  name: string;
  /** Longest time for which a result is served; limits the damage of a missed invalidation. */
  longestMs: number;
  /** What is stored, as JSON. A result that another version of the program stored in another form counts as missing. */
  content: Contract<T>;
}

/**
 * Caches results of hot reads in Redis, for all processes. Each process keeps what it read most recently, parsed and frozen, and asks
 * Redis only whether that is still valid. On a miss one caller loads while the others wait for it, those of other processes at most
 * a second; while Redis is unreachable or slow, every caller loads. Never serves a result loaded before the last invalidation of its region.
 */
export interface ReadCache {
  /**
   * `key` must contain everything that the result depends on; the result must not depend on the viewer otherwise. Callers share the
   * result and must not change it.
   */
  read<T>(region: CacheRegion<T>, key: string, load: () => Promise<T>): Promise<T>;
  /** Call this after the commit of a change: as an effect of its transaction, or in the handler of its event. */
  forget(region: { name: string }): Promise<void>;
}

/** A slow Redis must not slow down a read: PostgreSQL has the data too. */
const PATIENCE_MS = 200;
const FORGET_PATIENCE_MS = 1000;
/** Results per region, so that made-up keys can't fill Redis. */
const MOST_ANSWERS = 200;
/** Results that a process keeps, of all regions. */
const MOST_PARSED = 100;
/** How long to wait for another process that loads, as it may have died. */
const LOADING_MS = 1000;
const ASK_AGAIN_MS = 10;

/*
 * A region is one hash, so one command invalidates it: "generation" separates results loaded before and after an invalidation, "= key"
 * is a result, "~ key" is the time until which a process loads it. An empty result: the one of the generation that the caller has.
 */
const READ = `
local generation = redis.call("HGET", KEYS[1], "generation")
if not generation then
  generation = ARGV[1]
  redis.call("HSET", KEYS[1], "generation", generation)
  redis.call("PEXPIRE", KEYS[1], ARGV[2])
end
local answer = redis.call("HGET", KEYS[1], "= " .. ARGV[3])
if answer then return {generation, generation == ARGV[6] and "" or answer, 0} end
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

  const failed = (err: unknown) => log.warn({ err }, "read cache unavailable");
  const ask = (ms: number, command: () => Promise<unknown>) => askInTime(redis, ms, command, failed);

  const find = (region: CacheRegion<unknown>, key: string, known: string) =>
    ask(PATIENCE_MS, () => redis.eval(READ, 1, hashOf(region), newId(), region.longestMs, key, LOADING_MS, MOST_ANSWERS, known));

  const keep = (region: CacheRegion<unknown>, generation: string, key: string, answer?: string) =>
    ask(PATIENCE_MS, () => redis.eval(KEEP, 1, hashOf(region), generation, key, ...(answer === undefined ? [] : [answer, MOST_ANSWERS])));

  /** What this process loads now, by generation and place. */
  const loads = new Map<string, Promise<unknown>>();
  const loadOnce = <T>(region: CacheRegion<T>, generation: string, key: string, load: () => Promise<T>): Promise<T> => {
    const id = `${generation} ${region.name} ${key}`;
    const loading = load()
      .then(freeze)
      .finally(() => loads.delete(id));
    loads.set(id, loading);
    loading.then(
      (loaded) => keep(region, generation, key, JSON.stringify(loaded)),
      () => keep(region, generation, key),
    );
    return loading;
  };

  /** The least recently used first. */
  const parsed = new Map<string, { generation: string; result: unknown }>();
  const remember = (place: string, generation: string, result: unknown) => {
    parsed.delete(place);
    parsed.set(place, { generation, result });
    if (parsed.size > MOST_PARSED) parsed.delete(parsed.keys().next().value!);
  };

  return {
    async read<T>(region: CacheRegion<T>, key: string, load: () => Promise<T>): Promise<T> {
      const giveUp = performance.now() + LOADING_MS;
      const place = `${region.name} ${key}`;
      for (;;) {
        const known = parsed.get(place);
        const found = await find(region, key, known?.generation ?? "");
        if (!found) return load();
        const [generation, answer, loadingMs] = found as Found;
        const kept = answer === "" ? (known!.result as T) : answer === null ? null : freeze(readJson(region.content, answer));
        if (kept !== null) {
          remember(place, generation, kept);
          return kept;
        }
        // A load of the same generation began after the last invalidation. If it fails, its readers try again.
        const here = loads.get(`${generation} ${place}`) as Promise<T> | undefined;
        if (here) {
          const loaded = await here.catch(() => null);
          if (loaded !== null) return loaded;
          continue;
        }
        if (loadingMs === 0 || performance.now() >= giveUp) return loadOnce(region, generation, key, load);
        await delay(Math.min(ASK_AGAIN_MS, loadingMs));
      }
    },

    async forget(region) {
      await ask(FORGET_PATIENCE_MS, () => redis.del(hashOf(region)));
    },
  };
}

function freeze<T>(value: T): T {
  if (typeof value !== "object" || value === null || value instanceof Date) return value;
  for (const inner of Object.values(value)) freeze(inner);
  return Object.freeze(value);
}
