import { setTimeout as delay } from "node:timers/promises";
import { createLogger } from "../../src/platform/telemetry/logger.js";
import { createRedis, createSubscriber } from "../../src/platform/redis/redis.js";
import { startRedisSentinels } from "../support/redis-set.js";
import { eventually } from "../support/scenario.js";

const log = createLogger("silent", "test");

it("every connection finds the new master, with one Sentinel gone as well", async () => {
  const redis = await startRedisSentinels();
  const connections = Array.from({ length: 12 }, (_, number) => createRedis(redis.url, `connection-${number}`, log));
  const subscriber = createSubscriber(redis.url, "subscriber", log);
  const all = [...connections, subscriber];
  const areReady = () => all.every(({ status }) => status === "ready");
  try {
    await eventually("all are ready", areReady);
    const heard: string[] = [];
    subscriber.on("message", (_channel: string, message: string) => heard.push(message));
    await subscriber.subscribe("news");
    await delay(1000); // the Sentinels are listened to
    redis.servers[0]!.signal("SIGKILL");
    redis.servers.at(-1)!.signal("SIGKILL");
    await eventually("all have lost the master", () => all.every(({ status }) => status !== "ready"));
    await eventually("all have another", areReady);
    await Promise.all(connections.map((connection, number) => connection.set(`key-${number}`, "1")));
    await connections[0]!.publish("news", "hello");
    await eventually("the subscriber hears", () => heard.includes("hello"));
  } finally {
    for (const connection of all) connection.disconnect();
    await redis.stop();
  }
}, 300_000);
