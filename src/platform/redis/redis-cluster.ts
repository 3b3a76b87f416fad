/** Connections to a Redis cluster: one that routes each key to its node, and one that subscribes at any node. */
import { createConnection, type Socket } from "node:net";
import { connect as connectTls } from "node:tls";
import { AbstractConnector, Cluster, Redis, type RedisOptions } from "ioredis";
import type { RedisAddress, RedisNode } from "../../config/redis-url.js";
import { within } from "../../kernel/within.js";
import { CONNECT_TIMEOUT_MS, patient, retryStrategy } from "./redis-patience.js";

/**
 * While the master of a key is replaced, its commands wait and are retried for half a minute. Cached sessions stay valid for as long
 * (credential-cache.ts), so no mark of an ended session is lost meanwhile. Not more often, as many commands wait in a long outage.
 */
const RETRY_MS = 250;
const MOST_RETRIES = 120;

/** How often the nodes are asked for the state of the whole cluster. */
const STATE_EVERY_MS = 1000;

type ClusterAddress = Extract<RedisAddress, { kind: "cluster" }>;

const nodeOptions = ({ username, password, tls }: ClusterAddress) => ({ username, password, ...(tls && { tls: {} }) });

export function openCluster(address: ClusterAddress, name: string): Cluster {
  const cluster = new LastingCluster([...address.nodes], {
    redisOptions: { ...patient, ...nodeOptions(address), connectionName: name },
    clusterRetryStrategy: retryStrategy,
    // Do not resolve names here: certificates are issued for them.
    dnsLookup: (host, callback) => callback(null, host),
    slotsRefreshInterval: 5000,
    maxRedirections: MOST_RETRIES,
    retryDelayOnFailover: RETRY_MS,
    retryDelayOnClusterDown: RETRY_MS,
    retryDelayOnTryAgain: RETRY_MS,
    retryDelayOnMoved: RETRY_MS / 5,
  });
  watchState(cluster);
  return cluster;
}

/**
 * Works around three faults of ioredis, each of which left a worker of BullMQ waiting forever. (1) An attempt to connect that finds a
 * node but no working cluster is abandoned without settling the promise. (2) An attempt whose node is silent never ends. (3) If an
 * attempt fails after a `disconnect`, ioredis assumes an intended close and never retries.
 */
class LastingCluster extends Cluster {
  override connect(): Promise<void> {
    (this as unknown as { manuallyClosing: boolean }).manuallyClosing = false;
    const begunAnew = setInterval(() => {
      if (this.status === "connect") this.disconnect(true);
    }, CONNECT_TIMEOUT_MS);
    let giveUp!: () => void;
    return new Promise<void>((resolve, reject) => {
      giveUp = () => reject(new Error("The cluster does not serve"));
      this.once("close", giveUp);
      super.connect().then(resolve, reject);
    }).finally(() => {
      clearInterval(begunAnew);
      this.off("close", giveUp);
    });
  }

  override duplicate(...args: Parameters<Cluster["duplicate"]>): Cluster {
    return Object.setPrototypeOf(super.duplicate(...args), LastingCluster.prototype) as Cluster;
  }
}

const failing = new WeakSet<object>();

/** Has the cluster lost a majority or part of its slots, or does no node answer? */
export const isFailing = (connection: object): boolean => failing.has(connection);

/** ioredis considers a cluster ready while any node is reachable, and lets commands for missing nodes wait. */
function watchState(cluster: Cluster): void {
  let asking = false;
  const ask = async () => {
    const asked = cluster.nodes("master").map(async (node) => String(await within(STATE_EVERY_MS, node.cluster("INFO"))));
    const answers = (await Promise.allSettled(asked)).filter((answer) => answer.status === "fulfilled").map(({ value }) => value);
    const serves = answers.length > 0 && answers.every((answer) => answer.includes("cluster_state:ok"));
    if (serves) failing.delete(cluster);
    else failing.add(cluster);
  };
  const timer = setInterval(() => {
    if (cluster.status !== "ready" || asking) return;
    asking = true;
    void ask().finally(() => (asking = false));
  }, STATE_EVERY_MS);
  timer.unref();
  cluster.once("end", () => clearInterval(timer));
}

/**
 * A published message reaches all nodes of a cluster, so subscribing at one is enough. ioredis can do so itself, but does not report a
 * move to another node, and subscribers must know that they may have missed messages.
 */
export function subscribeToCluster(address: ClusterAddress, name: string): Redis {
  const cluster = openCluster(address, `${name}-nodes`);
  cluster.on("error", () => undefined); // the subscriber reports its own errors
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
  // A frozen node does not close its connection; the cluster client detects and drops the node.
  cluster.on("-node", ({ options: { host, port } }: Redis) => {
    if (host === present?.host && port === present?.port) subscriber.disconnect(true);
  });
  subscriber.once("end", () => cluster.disconnect());
  return subscriber;
}
