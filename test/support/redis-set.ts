/** Redis in several processes, for what happens when one of them is killed or freezes: a cluster, and a master with Sentinels. */
import { randomBytes } from "node:crypto";
import { execFileSync, spawn, type ChildProcess } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { Redis } from "ioredis";

export interface RedisServer {
  port: number;
  /** For what a test asks this very server. */
  client: Redis;
  signal(name: "SIGKILL" | "SIGSTOP" | "SIGCONT"): void;
  stop(): Promise<void>;
}

export interface RedisSet {
  /** For REDIS_URL. */
  url: string;
  servers: readonly RedisServer[];
  /** With TLS: the file of the authority that vouches for the servers. */
  authority?: string;
  stop(): Promise<void>;
}

const HOST = "127.0.0.1";
/** Of a machine that is busy with other tests, a server may be silent for a while. */
const SILENCE_MS = 2000;
const SLOTS = 16_384;

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, HOST, resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

async function until(what: string, isTrue: () => Promise<boolean>, timeoutMs = 20_000): Promise<void> {
  const deadline = Date.now() + timeoutMs;
  while (!(await isTrue().catch(() => false))) {
    if (Date.now() > deadline) throw new Error(`${what}: not within ${timeoutMs} ms`);
    await delay(50);
  }
}

interface Place {
  folder: string;
  password: string;
  /** File of the certificate, which is its own authority; its key lies beside it. */
  certificate?: string;
}

async function startServer(
  { folder, password, certificate }: Place,
  settings: readonly string[],
  args: string[] = [],
): Promise<RedisServer> {
  const port = await freePort();
  const directory = join(folder, String(port));
  mkdirSync(directory);
  const config = join(directory, "redis.conf");
  const tls = [
    `tls-port ${port}`,
    "port 0",
    `tls-cert-file ${certificate}`,
    `tls-key-file ${certificate}.key`,
    `tls-ca-cert-file ${certificate}`,
  ];
  const transport = certificate ? [...tls, "tls-auth-clients no", "tls-replication yes"] : [`port ${port}`];
  const common = [`bind ${HOST}`, ...transport, `dir ${directory}`, `requirepass ${password}`, "logfile redis.log"];
  writeFileSync(config, `${[...common, ...settings].join("\n")}\n`);
  const child: ChildProcess = spawn("setpriv", ["--pdeathsig=KILL", "--", "redis-server", config, ...args], { stdio: "ignore" });
  const ended = new Promise<void>((resolve) => child.once("close", () => resolve()));
  const trust = certificate && { tls: { ca: readFileSync(certificate) } };
  const client = new Redis({
    host: HOST,
    port,
    password,
    ...trust,
    lazyConnect: true,
    retryStrategy: () => 50,
    maxRetriesPerRequest: 3,
    disconnectTimeout: 100,
  });
  client.on("error", () => undefined);
  await until(`Redis on port ${port}`, async () => (await client.ping()) === "PONG");
  return {
    port,
    client,
    signal: (name) => void child.kill(name),
    async stop() {
      client.disconnect();
      child.kill("SIGKILL");
      await ended;
    },
  };
}

const DATA = ["maxmemory-policy noeviction", "appendonly no", 'save ""'];

interface SetOptions {
  tls?: boolean;
}

async function startSet(
  { tls = false }: SetOptions,
  start: (place: Place) => Promise<[url: string, servers: RedisServer[]]>,
): Promise<RedisSet> {
  const folder = mkdtempSync(join(tmpdir(), "codequest-redis-"));
  const certificate = tls ? join(folder, "certificate.pem") : undefined;
  if (certificate) {
    const subject = ["-subj", "/CN=redis", "-addext", `subjectAltName=IP:${HOST}`];
    const key = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-keyout", `${certificate}.key`];
    execFileSync("openssl", ["req", "-x509", "-days", "2", ...key, "-out", certificate, ...subject], { stdio: "ignore" });
  }
  const [url, servers] = await start({ folder, password: randomBytes(12).toString("hex"), certificate });
  return {
    url,
    servers,
    authority: certificate,
    async stop() {
      await Promise.all(servers.map((server) => server.stop()));
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

const scheme = ({ certificate }: Place) => (certificate ? "rediss" : "redis");

/** Three masters, the first three servers, and a replica of each. */
export const startRedisCluster = (options: SetOptions = {}): Promise<RedisSet> =>
  startSet(options, async (place) => {
    const { password, certificate } = place;
    const busPorts = await Promise.all(Array.from({ length: 6 }, freePort));
    const servers: RedisServer[] = [];
    for (const busPort of busPorts) {
      const cluster = [
        "cluster-enabled yes",
        `cluster-node-timeout ${SILENCE_MS}`,
        `cluster-port ${busPort}`,
        ...(certificate ? ["tls-cluster yes"] : []),
      ];
      servers.push(await startServer(place, [...DATA, ...cluster, `masterauth ${password}`]));
    }
    const [first] = servers as [RedisServer];
    const masters = servers.slice(0, 3);
    await Promise.all(servers.map(({ client }, index) => client.call("CLUSTER", "SET-CONFIG-EPOCH", index + 1)));
    const share = Math.ceil(SLOTS / masters.length);
    for (const [index, { client }] of masters.entries()) {
      await client.call("CLUSTER", "ADDSLOTSRANGE", index * share, Math.min(SLOTS, (index + 1) * share) - 1);
    }
    for (const [index, { port }] of servers.entries()) await first.client.call("CLUSTER", "MEET", HOST, port, busPorts[index]!);
    const says = async ({ client }: RedisServer, ...words: string[]) => {
      const info = String(await client.call("CLUSTER", "INFO"));
      return words.every((word) => info.includes(word));
    };
    await until("the nodes meet", async () => (await Promise.all(servers.map((each) => says(each, "known_nodes:6")))).every(Boolean));
    for (const [index, { client }] of servers.slice(3).entries()) {
      const id = String(await masters[index]!.client.call("CLUSTER", "MYID"));
      await until("a replica", async () => (await client.call("CLUSTER", "REPLICATE", id)) === "OK");
      await until("its data", async () => (await client.info("replication")).includes("master_link_status:up"));
    }
    await until("the cluster", async () => (await Promise.all(servers.map((each) => says(each, "state:ok")))).every(Boolean));
    return [`${scheme(place)}+cluster://:${password}@${masters.map(({ port }) => `${HOST}:${port}`).join(",")}`, servers];
  });

/** A master, which is the first server, its replica, and three Sentinels. */
export const startRedisSentinels = (options: SetOptions = {}): Promise<RedisSet> =>
  startSet(options, async (place) => {
    const { password } = place;
    const master = await startServer(place, [...DATA, `masterauth ${password}`]);
    const replica = await startServer(place, [...DATA, `masterauth ${password}`, `replicaof ${HOST} ${master.port}`]);
    await until("the replica", async () => (await replica.client.info("replication")).includes("master_link_status:up"));
    const watch = [
      `sentinel monitor codequest ${HOST} ${master.port} 2`,
      `sentinel auth-pass codequest ${password}`,
      `sentinel down-after-milliseconds codequest ${SILENCE_MS}`,
      "sentinel failover-timeout codequest 6000",
      `sentinel sentinel-pass ${password}`,
    ];
    const sentinels: RedisServer[] = [];
    for (let index = 0; index < 3; index++) sentinels.push(await startServer(place, watch, ["--sentinel"]));
    const knowsAll = async ({ client }: RedisServer) => {
      const found = (await client.call("SENTINEL", "MASTER", "codequest")) as string[];
      const valueOf = (name: string) => found[found.indexOf(name) + 1];
      return valueOf("num-other-sentinels") === "2" && valueOf("num-slaves") === "1";
    };
    await until("the Sentinels", async () => (await Promise.all(sentinels.map(knowsAll))).every(Boolean));
    const hosts = sentinels.map(({ port }) => `${HOST}:${port}`).join(",");
    return [`${scheme(place)}+sentinel://:${password}@${hosts}/codequest?sentinelPassword=${password}`, [master, replica, ...sentinels]];
  });
