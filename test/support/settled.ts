/** For what must not happen: waits until everything that was caused has been done, instead of for a while. */
import { Redis } from "ioredis";
import { slowness } from "../../scripts/lib/slowness.mjs";
import type { Installation } from "./installation.js";
import { createPause } from "./pauses.js";

/** Queues that events lead to. */
const OF_EVENTS = ["events", "mail", "push"];
const TIMEOUT_MS = 120_000;

/** Resolves when the outbox is empty and no job of these queues is waiting, delayed or running. */
export async function settled({ env, sql }: Installation, queues = OF_EVENTS): Promise<void> {
  const redis = new Redis(env.REDIS_URL!);
  const jobs = async () => {
    const sizes = queues.flatMap((queue) => {
      const key = (state: string) => `${env.REDIS_PREFIX}:${queue}:${state}`;
      return [redis.llen(key("wait")), redis.llen(key("active")), redis.zcard(key("delayed")), redis.zcard(key("prioritized"))];
    });
    return (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0);
  };
  const events = async () => (await sql<{ count: number }>("select count(*)::int as count from outbox", []))[0]!.count;
  const pause = createPause();
  try {
    for (const deadline = Date.now() + TIMEOUT_MS * slowness(); ; await pause()) {
      // A handler orders its jobs before its event leaves the outbox, and a job may cause another event.
      if ((await events()) === 0 && (await jobs()) === 0 && (await events()) === 0) return;
      if (Date.now() > deadline) throw new Error(`${await events()} events and ${await jobs()} jobs are not done in ${TIMEOUT_MS} ms`);
    }
  } finally {
    redis.disconnect();
  }
}
