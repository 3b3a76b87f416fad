/** From adding a job to the start of its processor in another process, against BullMQ with nothing around it. */
import { Queue } from "bullmq";
import { Redis } from "ioredis";
import { randomUUID } from "node:crypto";
import { setTimeout as delay } from "node:timers/promises";
import { createJobs } from "../../dist/platform/jobs/jobs.js";
import { createLogger } from "../../dist/platform/telemetry/logger.js";
import { createRedis } from "../../dist/platform/redis/redis.js";
import { inRoot } from "../../scripts/lib/paths.mjs";
import { baseline } from "./support/bare.mjs";
import { launch } from "./support/installation.mjs";
import { inTurn, median, percentile } from "./support/measure.mjs";

const ROUNDS = 300;
const QUEUE = "bench";

export async function run({ row, env }) {
  const log = createLogger("error", "bench");
  const jobs = createJobs({
    prefix: "bench",
    processId: "bench",
    connect: (name) => createRedis(env.REDIS_URL, name, log),
    log,
    onGivenUp: async () => undefined,
  });
  const connection = new Redis(env.REDIS_URL, { maxRetriesPerRequest: null });
  const queue = new Queue(QUEUE, { connection });
  const workers = {
    ours: launch([inRoot("test", "bench", "support", "jobs-worker.mjs"), QUEUE], env),
    bare: launch([baseline("bullmq-worker.mjs"), QUEUE], env),
  };
  try {
    await Promise.all([workers.ours.seen(/ready/), workers.bare.seen(/ready/)]);
    const definition = { name: QUEUE, parse: (payload) => payload };
    const payload = () => ({ sentNs: String(process.hrtime.bigint()) });
    const latency = async ({ lines, seen }, add) => {
      lines.length = 0;
      await add();
      return Number((await seen(/started after (\d+)/))[1]) / 1e6;
    };
    const figures = await inTurn(
      {
        ours: () => latency(workers.ours, () => jobs.add(definition, payload(), randomUUID())),
        bare: () => latency(workers.bare, () => queue.add(QUEUE, payload(), { jobId: randomUUID(), removeOnComplete: true })),
      },
      { rounds: ROUNDS, warmUp: 30, before: () => delay(2) },
    );
    for (const [name, at, target] of [
      ["median", median, { ratioAtMost: 1.3 }],
      ["99th percentile", (all) => percentile(all, 0.99), undefined],
    ]) {
      const both = { value: at(figures.ours), baselineValue: at(figures.bare) };
      row({ what: `add to processor start, ${name}`, unit: "ms", baseline: "bare BullMQ", ...both, target });
    }
  } finally {
    await Promise.all([workers.ours.stop(), workers.bare.stop()]);
    await queue.close();
    connection.disconnect();
    await jobs.close();
  }
}
