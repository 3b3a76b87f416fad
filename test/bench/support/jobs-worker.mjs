// The same through our own platform/jobs: node jobs-worker.mjs QUEUE
import { createJobs } from "../../../dist/platform/jobs/jobs.js";
import { createLogger } from "../../../dist/platform/telemetry/logger.js";
import { createRedis } from "../../../dist/platform/redis/redis.js";

const log = createLogger("error", "bench");
const jobs = createJobs({
  prefix: "bench",
  processId: "bench",
  connect: (name) => createRedis(process.env.REDIS_URL, name, log),
  log,
  onGivenUp: async () => undefined,
});
const started = async ({ sentNs }) => console.log(`started after ${process.hrtime.bigint() - BigInt(sentNs)}`);
jobs.process({ name: process.argv[2], parse: (payload) => payload }, { concurrency: 1, lockMs: 30_000 }, started);
console.log("ready");
