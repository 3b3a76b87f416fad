import { createHash } from "node:crypto";
import type { RedisConnection } from "./redis.js";

export type RedisScript = (redis: RedisConnection, keys: readonly string[], args: readonly (string | number)[]) => Promise<unknown>;

/**
 * A Lua script for hot paths. Sent by its hash, and by its text only to a server that does not have it yet: after a start, a failover, or
 * on another node of a cluster. https://redis.io/docs/latest/develop/programmability/eval-intro/
 */
export function redisScript(text: string): RedisScript {
  const hash = createHash("sha1").update(text).digest("hex");
  return async (redis, keys, args) => {
    try {
      return await redis.evalsha(hash, keys.length, ...keys, ...args);
    } catch (error) {
      if (!(error instanceof Error && error.message.startsWith("NOSCRIPT"))) throw error;
      return redis.eval(text, keys.length, ...keys, ...args);
    }
  };
}
