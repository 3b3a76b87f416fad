import {
  Redis,
  SentinelConnector,
  type ChainableCommander,
  type Cluster,
  type RedisOptions,
  type SentinelConnectionOptions,
} from "ioredis";
import { parseRedisUrl, type RedisAddress } from "../../config/redis-url.js";
import { inTime } from "../../kernel/within.js";
import type { Logger } from "../telemetry/logger.js";
import { isFailing, openCluster, subscribeToCluster } from "./redis-cluster.js";
import { CONNECT_TIMEOUT_MS, patient, retryStrategy } from "./redis-patience.js";
import { writeTogether } from "./write-together.js";

/**
 * The Redis commands that the program uses, on one server or a cluster. All keys of a command must belong together, one key or those
 * of one queue: a cluster rejects anything else.
 */
export interface RedisConnection extends Pick<
  Redis,
  | "disconnect"
  | "publish"
  | "xadd"
  | "get"
  | "mget"
  | "set"
  | "getdel"
  | "del"
  | "exists"
  | "eval"
  | "evalsha"
  | "hdel"
  | "hgetall"
  | "lrange"
  | "zrem"
  | "pipeline"
> {
  readonly status: string;
  readonly isCluster: boolean;
}

/** Commands sent to Redis in one write. All with a key must have the same one. */
export type RedisCommands = ChainableCommander;

const SENTINEL_RETRY_MS = 5000;

/**
 * A connection that never gives up: commands wait while Redis is unreachable and run when it is back. Callers that must not wait put
 * their own timeout around a command.
 */
export function createRedis(url: string, name: string, log: Logger): RedisConnection {
  const address = parseRedisUrl(url);
  return reporting(address.kind === "cluster" ? openCluster(address, name) : openServer(address, name), name, log);
}

/** A connection for subscribing. Emits "ready" on each reconnect; messages published meanwhile are lost. */
export function createSubscriber(url: string, name: string, log: Logger): Redis {
  const address = parseRedisUrl(url);
  return reporting(address.kind === "cluster" ? subscribeToCluster(address, name) : openServer(address, name), name, log);
}

/** Would a command be answered now instead of waiting? If not, callers do without Redis. */
export function isReachable(redis: RedisConnection): boolean {
  return redis.status === "ready" && !isFailing(redis);
}

/** Best effort: undefined if Redis is unreachable (then it is not asked), slow or fails. */
export async function askInTime<T>(
  redis: RedisConnection,
  ms: number,
  command: () => Promise<T>,
  failed: (error: unknown) => void,
): Promise<T | undefined> {
  return isReachable(redis) ? inTime(ms, command(), failed) : undefined;
}

/** Values of several keys, by one command where one server has them all. */
export function getAll(redis: RedisConnection, keys: readonly string[]): Promise<(string | null)[]> {
  return redis.isCluster ? Promise.all(keys.map((key) => redis.get(key))) : redis.mget([...keys]);
}

/** Key prefix of a queue. In a cluster all keys of a queue must be on one node; other queues may be on others. */
export function queuePrefix(url: string, prefix: string): (queue: string) => string {
  const isCluster = parseRedisUrl(url).kind === "cluster";
  return (queue) => (isCluster ? `{${prefix}:${queue}}` : prefix);
}

function openServer(address: Exclude<RedisAddress, { kind: "cluster" }>, name: string): Redis {
  if (address.kind === "single") return writeTogether(new Redis(address.url, { ...patient, connectionName: name, retryStrategy }));
  const { sentinels, master, db, tls, username, password, sentinelUsername, sentinelPassword } = address;
  return writeTogether(
    new Redis({
      ...patient,
      connectionName: name,
      retryStrategy,
      Connector: Sentinels as unknown as RedisOptions["Connector"],
      sentinels: [...sentinels],
      name: master,
      db,
      username,
      password,
      sentinelUsername,
      sentinelPassword,
      ...(tls && { tls: {}, sentinelTLS: {}, enableTLSForSentinelMode: true }),
      sentinelRetryStrategy: retryStrategy,
      sentinelCommandTimeout: CONNECT_TIMEOUT_MS,
      // Leave a silent master as soon as the Sentinels have elected another.
      failoverDetector: true,
      sentinelReconnectStrategy: () => SENTINEL_RETRY_MS,
    }),
  );
}

/** Private members of ioredis's connector. */
interface SentinelParts {
  connectToSentinel(...args: unknown[]): Redis;
  initFailoverDetector(): Promise<void>;
  /** Listens to the Sentinels, and ends the connection when they report another master. */
  failoverDetector: { cleanup(): void } | null;
}

/**
 * Works around three faults of ioredis. The listener of an ended connection would also end the next attempt midway, after which there is
 * no further one. A connection that is ended before it reaches the master would listen to the Sentinels forever. And each failure of a
 * listener would be printed to the console, although single Sentinels may be down.
 */
class Sentinels extends SentinelConnector {
  constructor(options: SentinelConnectionOptions) {
    super(options);
    const parts = this as unknown as SentinelParts;
    const connect = parts.connectToSentinel.bind(this);
    parts.connectToSentinel = (...args) => connect(...args).on("error", () => undefined);
    const listen = parts.initFailoverDetector.bind(this);
    parts.initFailoverDetector = async () => {
      if (this.connecting) await listen();
    };
  }

  override connect(...args: Parameters<SentinelConnector["connect"]>): ReturnType<SentinelConnector["connect"]> {
    const parts = this as unknown as SentinelParts;
    parts.failoverDetector?.cleanup();
    parts.failoverDetector = null;
    return super.connect(...args);
  }
}

function reporting<R extends Redis | Cluster>(redis: R, name: string, log: Logger): R {
  let down = false;
  const events = redis as Redis;
  events.on("error", (error: Error & { code?: string }) => {
    if (!down) log.warn({ connection: name, code: error.code }, "redis unreachable");
    down = true;
  });
  events.on("ready", () => {
    if (down) log.info({ connection: name }, "redis reachable again");
    down = false;
  });
  return redis;
}
