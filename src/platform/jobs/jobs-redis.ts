import { within } from "../../kernel/within.js";
import { Outage } from "../database/outage.js";
import { isReachable, type RedisConnection } from "../redis/redis.js";
import type { Logger } from "../telemetry/logger.js";

/** Timeout for a single command of Redis. */
export const PATIENCE_MS = 2000;

export interface JobsRedisOptions {
  prefix: string;
  /** Key prefix of a queue, if longer than `prefix`: see redis.ts. */
  queuePrefix?(queue: string): string;
  connect(name: string): RedisConnection;
  log: Logger;
}

/** The connections that queues, callers and workers share. */
export interface JobsRedis {
  prefix: string;
  /** For commands that do not block. */
  shared: RedisConnection;
  /** A connection of its own, for a listener. Closed with the others. */
  open(name: string): RedisConnection;
  /** What BullMQ needs to know of a queue. */
  bullOptions(queue: string, connection: RedisConnection): { connection: never; prefix: string };
  /** Key of a job in its queue. */
  keyOf(queue: string, id: string): string;
  reachable(): boolean;
  /** Throws an Outage instead of waiting for Redis. */
  refuseWhenAway(): void;
  /** BullMQ notifies Redis when it closes, and would block while Redis is unreachable. */
  closeInTime(closing: Promise<void>): Promise<void>;
  disconnect(): void;
}

export function createJobsRedis({ prefix, queuePrefix = () => prefix, connect, log }: JobsRedisOptions): JobsRedis {
  const connections: RedisConnection[] = [];
  const open = (name: string) => {
    const connection = connect(name);
    connections.push(connection);
    return connection;
  };
  const shared = open("jobs");
  const reachable = () => isReachable(shared);

  return {
    prefix,
    shared,
    open,
    // BullMQ is typed against an ioredis of its own.
    bullOptions: (queue, connection) => ({ connection: connection as never, prefix: queuePrefix(queue) }),
    keyOf: (queue, id) => `${queuePrefix(queue)}:${queue}:${id}`,
    reachable,
    refuseWhenAway() {
      if (!reachable()) throw new Outage("Redis is unreachable");
    },
    closeInTime: (closing) => within(reachable() ? PATIENCE_MS : 100, closing).catch(() => log.warn("closed without notifying Redis")),
    disconnect() {
      for (const connection of connections) connection.disconnect();
    },
  };
}
