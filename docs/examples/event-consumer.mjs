// Reads the Redis stream of public events as one of a group of consumers, at least once: docs/events.md.
//
//   REDIS_URL=redis://127.0.0.1:6379 STREAM=codequest:events GROUP=reports node docs/examples/event-consumer.mjs
//
// REPLAY_FROM=0 reads everything that the stream still has again; REPLAY_FROM=<entry id> what came after that entry.
import { Redis } from "ioredis";

const {
  REDIS_URL = "redis://127.0.0.1:6379",
  STREAM = "codequest:events",
  GROUP = "example",
  CONSUMER = `consumer-${process.pid}`,
  REPLAY_FROM,
  // What another consumer has read but not confirmed for this long is taken over: it has crashed.
  IDLE_MS = "60000",
} = process.env;
const COUNT = 100;
const BLOCK_MS = 1000;

const redis = new Redis(REDIS_URL);
let stopping = false;
process.once("SIGTERM", () => (stopping = true));

await redis.xgroup("CREATE", STREAM, GROUP, REPLAY_FROM ?? "$", "MKSTREAM").catch((error) => {
  if (!error.message.startsWith("BUSYGROUP")) throw error; // the group exists
});
if (REPLAY_FROM !== undefined) await redis.xgroup("SETID", STREAM, GROUP, REPLAY_FROM);
console.log(JSON.stringify({ ready: true }));

while (!stopping) {
  const [, abandoned] = await redis.xautoclaim(STREAM, GROUP, CONSUMER, IDLE_MS, "0", "COUNT", COUNT);
  await consume(abandoned);
  const read = await redis.xreadgroup("GROUP", GROUP, CONSUMER, "COUNT", COUNT, "BLOCK", BLOCK_MS, "STREAMS", STREAM, ">");
  await consume(read?.[0][1] ?? []);
}
redis.disconnect();

/** Confirms each entry after it is handled. A crash in between repeats it: handle an event's id once. */
async function consume(entries) {
  for (const entry of entries) {
    if (!entry?.[1]) continue; // trimmed from the stream meanwhile
    const [entryId, [, json]] = entry;
    handle(JSON.parse(json), entryId);
    await redis.xack(STREAM, GROUP, entryId);
  }
}

/** Your work. */
function handle(event, entryId) {
  console.log(JSON.stringify({ entryId, event }));
}
