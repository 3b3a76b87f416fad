import { createConnection, type Socket } from "node:net";
import { connect as connectTls } from "node:tls";
import { AbstractConnector, Cluster, Redis, SentinelConnector, type RedisOptions, type SentinelConnectionOptions } from "ioredis";
import { parseRedisUrl, type RedisAddress, type RedisNode } from "../config/redis-url.js";
import type { Logger } from "./logger.js";

/**
 * What the program does with Redis, whether it is one server or a cluster. Each command has one key, or those of one queue:
 * a cluster answers no other. A connection is "ready" once it may be asked.
 */
export interface RedisConnection extends Pick<
  Redis,
  "disconnect" | "publish" | "get" | "set" | "getdel" | "del" | "exists" | "eval" | "hdel" | "pipeline"
> {
  readonly status: string;
}

/** After so much silence the peer is asked whether it is there, which finds one that vanished without a word. */
const KEEP_ALIVE_MS = 10_000;
const CONNECT_TIMEOUT_MS = 5000;
const SENTINEL_RETRY_MS = 5000;
/**
 * While the master of a key is replaced, its commands wait and are tried again: for half a minute, as long as what is known
 * of a session counts (account-signals.ts), so that no mark of one that ended is lost meanwhile. Not more often, as in a long
 * outage many wait.
 */
const RETRY_MS = 250;
const MOST_RETRIES = 120;

const retryStrategy = (attempt: number) => Math.min(50 * 2 ** Math.min(attempt, 6), 2000);

/** BullMQ asks for maxRetriesPerRequest null. */
const patient = { maxRetriesPerRequest: null, enableReadyCheck: true, keepAlive: KEEP_ALIVE_MS, connectTimeout: CONNECT_TIMEOUT_MS };

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
    Connector: QuietSentinels as unknown as RedisOptions["Connector"],
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

/** Of the connections that listen to Sentinels, ioredis would print each failure to the console: any one of them may be away. */
class QuietSentinels extends SentinelConnector {
  constructor(options: SentinelConnectionOptions) {
    super(options);
    const inner = this as unknown as { connectToSentinel(...args: unknown[]): Redis };
    const connect = inner.connectToSentinel.bind(this);
    inner.connectToSentinel = (...args) => connect(...args).on("error", () => undefined);
  }
}

type ClusterAddress = Extract<RedisAddress, { kind: "cluster" }>;

const nodeOptions = ({ username, password, tls }: ClusterAddress): RedisOptions => ({ username, password, ...(tls && { tls: {} }) });

function openCluster(address: ClusterAddress, name: string): Cluster {
  return new Cluster([...address.nodes], {
    redisOptions: { ...patient, ...nodeOptions(address), connectionName: name },
    clusterRetryStrategy: retryStrategy,
    // Names stay names, which certificates are made out to.
    dnsLookup: (host, callback) => callback(null, host),
    slotsRefreshInterval: 5000,
    maxRedirections: MOST_RETRIES,
    retryDelayOnFailover: RETRY_MS,
    retryDelayOnClusterDown: RETRY_MS,
    retryDelayOnTryAgain: RETRY_MS,
    retryDelayOnMoved: RETRY_MS / 5,
  });
}

/**
 * A message goes to all nodes of a cluster, so one of them is enough to listen to. ioredis has its own way of that, but
 * tells nobody when it has moved to another node, and whoever missed a message must know.
 */
function subscribeToCluster(address: ClusterAddress, name: string): Redis {
  const cluster = openCluster(address, `${name}-nodes`);
  cluster.on("error", () => undefined); // the subscriber reports itself
  let present: RedisNode | undefined;

  class AnyNode extends AbstractConnector {
    constructor() {
      super(CONNECT_TIMEOUT_MS);
    }

    connect(): Promise<Socket> {
      this.connecting = true;
      const known = cluster.nodes("master").map(({ options }) => ({ host: options.host!, port: options.port! }));
      const all = known.length > 0 ? known : address.nodes;
      const elsewhere = all.filter(({ host, port }) => host !== present?.host || port !== present.port);
      const choice = elsewhere.length > 0 ? elsewhere : all;
      present = choice[Math.floor(Math.random() * choice.length)]!;
      const stream = address.tls ? connectTls({ ...present }) : createConnection(present);
      stream.once("error", (error: Error) => (this.firstError = error));
      this.stream = stream;
      return Promise.resolve(stream);
    }
  }

  const subscriber = new Redis({
    ...patient,
    ...nodeOptions(address),
    connectionName: name,
    retryStrategy,
    Connector: AnyNode as unknown as RedisOptions["Connector"],
  });
  // One that is frozen says nothing of its own accord: it is the cluster that drops it.
  cluster.on("-node", ({ options: { host, port } }: Redis) => {
    if (host === present?.host && port === present?.port) subscriber.disconnect(true);
  });
  subscriber.once("end", () => cluster.disconnect());
  return subscriber;
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
