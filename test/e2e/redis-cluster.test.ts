import { once } from "node:events";
import type { Cluster } from "ioredis";
import { within } from "../../src/kernel/within.js";
import { createLogger } from "../../src/platform/telemetry/logger.js";
import { createRedis } from "../../src/platform/redis/redis.js";
import { startRedisCluster } from "../support/redis-set.js";
import { eventually } from "../support/scenario.js";

const log = createLogger("silent", "test");

it("an attempt to connect to a cluster without its majority ends, and a later one finds it whole", async () => {
  const redis = await startRedisCluster();
  const cluster = createRedis(redis.url, "test", log) as Cluster;
  const copy = cluster.duplicate();
  try {
    for (const each of [cluster, copy]) {
      await eventually("it is there", () => each.status === "ready");
      const ended = once(each, "end");
      each.disconnect();
      await ended;
    }
    const [left, ...others] = redis.servers;
    for (const server of others) server.signal("SIGSTOP");
    await eventually("the one that is left knows", async () => String(await left!.client.cluster("INFO")).includes("cluster_state:fail"));
    for (const each of [cluster, copy]) await expect(within(20_000, each.connect())).rejects.not.toThrow(/no answer within/);
    for (const server of others) server.signal("SIGCONT");
    await eventually("both are there again", () => [cluster, copy].every(({ status }) => status === "ready"));
  } finally {
    cluster.disconnect();
    copy.disconnect();
    await redis.stop();
  }
}, 300_000);
