import { DAY_MS } from "../../kernel/units.js";
import type { RateLimiter } from "../../platform/redis/rate-limit.js";
import { askInTime, type RedisConnection } from "../../platform/redis/redis.js";

/** Documents of automatic persisted queries by their SHA-256, shared by all API processes. */
export interface PersistedDocuments {
  /** Undefined while Redis is unreachable: the client then sends the document again. */
  find(id: string): Promise<string | undefined>;
  /** Stores a valid document until a day after its last use, unless its owner has already used up today's share. */
  keep(id: string, document: string, owner: string): Promise<void>;
}

/** Longer documents are sent with each request. */
export const LONGEST_DOCUMENT_BYTES = 64 * 1024;
/** Documents that an account, or a network without an account, may add per day: enough for several applications. */
const SHARE = { name: "persisted-documents", most: 300, windowMs: DAY_MS };
/** Limits of all documents together. Beyond them, the least recently used are removed. */
const MOST_BYTES = 32 * 1024 * 1024;
const MOST_DOCUMENTS = 10_000;
const PATIENCE_MS = 200;

/*
 * Three keys with the same hash tag, so that a cluster can run a script over all of them: the documents, their last use, and their
 * total size in bytes.
 */
const FIND = `
local document = redis.call("HGET", KEYS[1], ARGV[1])
if document then redis.call("ZADD", KEYS[2], ARGV[2], ARGV[1]) end
return document`;

const KEEP = `
if redis.call("HSETNX", KEYS[1], ARGV[1], ARGV[2]) == 1 then redis.call("INCRBY", KEYS[3], #ARGV[2]) end
redis.call("ZADD", KEYS[2], ARGV[3], ARGV[1])
local function drop(id)
  local size = redis.call("HSTRLEN", KEYS[1], id)
  redis.call("HDEL", KEYS[1], id)
  redis.call("ZREM", KEYS[2], id)
  redis.call("DECRBY", KEYS[3], size)
end
for _, id in ipairs(redis.call("ZRANGEBYSCORE", KEYS[2], "-inf", ARGV[3] - ARGV[4], "LIMIT", 0, 100)) do drop(id) end
while tonumber(redis.call("GET", KEYS[3]) or "0") > tonumber(ARGV[5]) or redis.call("ZCARD", KEYS[2]) > tonumber(ARGV[6]) do
  local oldest = redis.call("ZRANGE", KEYS[2], 0, 0)
  if not oldest[1] then break end
  drop(oldest[1])
end
for _, key in ipairs(KEYS) do redis.call("PEXPIRE", key, ARGV[4]) end`;

interface Options {
  redis: RedisConnection;
  limiter: RateLimiter;
  prefix: string;
}

export function createPersistedDocuments({ redis, limiter, prefix }: Options): PersistedDocuments {
  const tag = `{${prefix}:persisted}`;
  const keys = [`${tag}:documents`, `${tag}:uses`, `${tag}:bytes`];
  const ask = <T>(command: () => Promise<T>) => askInTime(redis, PATIENCE_MS, command, () => undefined);
  const find = async (id: string) =>
    (await ask(() => redis.eval(FIND, keys.length, ...keys, id, Date.now()) as Promise<string | null>)) ?? undefined;
  return {
    find,
    async keep(id, document, owner) {
      if (Buffer.byteLength(document) > LONGEST_DOCUMENT_BYTES || (await find(id)) !== undefined) return;
      if (await limiter.take(SHARE, owner)) return;
      await ask(() => redis.eval(KEEP, keys.length, ...keys, id, document, Date.now(), DAY_MS, MOST_BYTES, MOST_DOCUMENTS));
    },
  };
}
