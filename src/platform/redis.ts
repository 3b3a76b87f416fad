import { Redis } from "ioredis";
import type { Logger } from "./logger.js";

/** After so much silence the peer is asked whether it is there, which finds one that vanished without a word. */
const KEEP_ALIVE_MS = 10_000;

/**
 * A connection that never gives up: commands wait while Redis is away and run when it is back. BullMQ asks for
 * maxRetriesPerRequest null; callers that must not wait put their own time limit around a command.
 */
export function createRedis(url: string, name: string, log: Logger): Redis {
  const redis = new Redis(url, {
    connectionName: name,
    maxRetriesPerRequest: null,
    enableReadyCheck: true,
    keepAlive: KEEP_ALIVE_MS,
    retryStrategy: (attempt) => Math.min(50 * 2 ** Math.min(attempt, 6), 2000),
  });
  let down = false;
  redis.on("error", (error: Error & { code?: string }) => {
    if (!down) log.warn({ connection: name, code: error.code }, "redis unreachable");
    down = true;
  });
  redis.on("ready", () => {
    if (down) log.info({ connection: name }, "redis reachable again");
    down = false;
  });
  return redis;
}
