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

/**
 * What the program does with Redis, whether it is one server or a cluster. Each command has one key, or those of one queue:
 * a cluster answers no other.
 */
export interface RedisConnection extends Pick<
  Redis,
  "disconnect" | "publish" | "get" | "set" | "getdel" | "del" | "exists" | "eval" | "hdel" | "hgetall" | "zrem" | "pipeline"
> {
  readonly status: string;
}

/** Commands that go to Redis in one write. Those with a key must have the same one. */
export type RedisCommands = ChainableCommander;

const SENTINEL_RETRY_MS = 5000;

/**
 * A connection that never gives up: commands wait while Redis is away and run when it is back. Callers that must not wait
 * put their own time limit around a command.
 */
export function createRedis(url: string, name: string, log: Logger): RedisConnection {
  const address = parseRedisUrl(url);
  return reporting(address.kind === "cluster" ? openCluster(address, name) : openServer(address, name), name, log);
}

/** Such a connection for subscribing: "ready" each time it is up again, when what was published meanwhile is lost. */
export function createSubscriber(url: string, name: string, log: Logger): Redis {
  const address = parseRedisUrl(url);
  return reporting(address.kind === "cluster" ? subscribeToCluster(address, name) : openServer(address, name), name, log);
}

/** Whether a command would be answered now rather than wait: where not, callers do without Redis. */
export function isReachable(redis: RedisConnection): boolean {
  return redis.status === "ready" && !isFailing(redis);
}

/** For callers that do without Redis where it is away, and then is not asked, or slow, or fails: they get undefined. */
export async function askInTime<T>(
  redis: RedisConnection,
  ms: number,
  command: () => Promise<T>,
  failed: (error: unknown) => void,
): Promise<T | undefined> {
  return isReachable(redis) ? inTime(ms, command(), failed) : undefined;
}

/** What a queue's keys begin with. In a cluster those of one queue must lie on one node; others may lie elsewhere. */
export function queuePrefix(url: string, prefix: string): (queue: string) => string {
  const isCluster = parseRedisUrl(url).kind === "cluster";
  return (queue) => (isCluster ? `{${prefix}:${queue}}` : prefix);
}

function openServer(address: Exclude<RedisAddress, { kind: "cluster" }>, name: string): Redis {
  if (address.kind === "single") return new Redis(address.url, { ...patient, connectionName: name, retryStrategy });
  const { sentinels, master, db, tls, username, password, sentinelUsername, sentinelPassword } = address;
  return new Redis({
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
    // A master that is silent rather than gone is left as soon as the Sentinels have another.
    failoverDetector: true,
    sentinelReconnectStrategy: () => SENTINEL_RETRY_MS,
  });
}

/** What ioredis keeps to itself of its connector. */
interface SentinelParts {
  connectToSentinel(...args: unknown[]): Redis;
  /** Listens to the Sentinels, and ends the connection when they say there is another master. */
  failoverDetector: { cleanup(): void } | null;
}

/**
 * Two faults of ioredis are mended here. The listener of a connection that has ended would end the next attempt as well, in
 * the middle of it, after which there is no further one. And each failure of a listener would be printed to the console,
 * where any one Sentinel may be away.
 */
class Sentinels extends SentinelConnector {
  constructor(options: SentinelConnectionOptions) {
    super(options);
    const parts = this as unknown as SentinelParts;
    const connect = parts.connectToSentinel.bind(this);
    parts.connectToSentinel = (...args) => connect(...args).on("error", () => undefined);
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
