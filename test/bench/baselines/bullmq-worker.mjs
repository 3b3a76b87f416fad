// A bare BullMQ worker: prints how many nanoseconds lie between the moment a job names and the start of its processor.
//   REDIS_URL=… node bullmq-worker.mjs QUEUE
import { Worker } from "bullmq";
import { Redis } from "ioredis";

const connection = new Redis(process.env.REDIS_URL, { maxRetriesPerRequest: null });
const start = async ({ data }) => console.log(`started after ${process.hrtime.bigint() - BigInt(data.sentNs)}`);
const worker = new Worker(process.argv[2], start, { connection });
await worker.waitUntilReady();
console.log("ready");
