/** Connections to a Redis cluster: one that finds the node of each key, and one that listens to all nodes at any of them. */
import { createConnection, type Socket } from "node:net";
import { connect as connectTls } from "node:tls";
import { AbstractConnector, Cluster, Redis, type RedisOptions } from "ioredis";
import type { RedisAddress, RedisNode } from "../../config/redis-url.js";
import { within } from "../../kernel/within.js";
import { CONNECT_TIMEOUT_MS, patient, retryStrategy } from "./redis-patience.js";

/**
 * While the master of a key is replaced, its commands wait and are tried again: for half a minute, as long as what is known
 * of a session counts (credential-cache.ts), so that no mark of one that ended is lost meanwhile. Not more often, as in a long
 * outage many wait.
 */
const RETRY_MS = 250;
const MOST_RETRIES = 120;

/** How often the nodes are asked whether the cluster as a whole serves. */
const STATE_EVERY_MS = 1000;

type ClusterAddress = Extract<RedisAddress, { kind: "cluster" }>;

const nodeOptions = ({ username, password, tls }: ClusterAddress) => ({ username, password, ...(tls && { tls: {} }) });

export function openCluster(address: ClusterAddress, name: string): Cluster {
  const cluster = new LastingCluster([...address.nodes], {
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
  watchState(cluster);
  return cluster;
}

/**
 * Three faults of ioredis are mended here, each of which left a worker of BullMQ waiting for good. An attempt to connect that
 * finds a node, but no cluster that serves, is given up without a word to whoever waits for it. One whose node is silent never
 * ends. And where one fails after a `disconnect`, ioredis takes it for closed on purpose and never tries again.
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

/** Whether it is a cluster that has lost a majority or a part of the keys, or whose nodes say nothing at all. */
export const isFailing = (connection: object): boolean => failing.has(connection);

/** ioredis counts a cluster as ready while any node is there, and has commands wait for the missing ones. */
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
 * A message goes to all nodes of a cluster, so one of them is enough to listen to. ioredis has its own way of that, but
 * tells nobody when it has moved to another node, and whoever missed a message must know.
 */
export function subscribeToCluster(address: ClusterAddress, name: string): Redis {
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
