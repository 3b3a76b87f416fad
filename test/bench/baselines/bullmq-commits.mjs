// A bare BullMQ worker whose jobs commit: each job updates one row as often as it names, each time in a transaction of its own, and
// adds the next job of its chain. Prints the id of each chain that is over.
//   REDIS_URL=… DATABASE_URL=… node bullmq-commits.mjs QUEUE
// The table: create table bench_commits (id int primary key, n int not null), with rows 0 to 15.
import { Queue, Worker } from "bullmq";
import { Redis } from "ioredis";
import pg from "pg";

const ROWS = 16;
const [, , name] = process.argv;
const connect = () => new Redis(process.env.REDIS_URL, { maxRetriesPerRequest: null });
const pool = new pg.Pool({ connectionString: process.env.DATABASE_URL, max: 4 });
const queue = new Queue(name, { connection: connect() });

/** `commits` of this job and of those after it, in order. */
async function work({ data: { id, commits } }) {
  const [own, ...later] = commits;
  for (let n = 0; n < own; n++) {
    const row = Math.floor(Math.random() * ROWS);
    await pool.query("update bench_commits set n = n + 1 where id = $1", [row]);
  }
  if (later.length > 0) await queue.add(name, { id, commits: later }, { jobId: `${id}-${later.length}`, removeOnComplete: true });
  else console.log(`done ${id}`);
}

const worker = new Worker(name, work, { connection: connect() });
await worker.waitUntilReady();
console.log("ready");
