import { setTimeout as delay } from "node:timers/promises";
import { QueueEvents } from "bullmq";
import { parseJson } from "../../kernel/contract.js";
import { within } from "../../kernel/within.js";
import { optionsOf, type AwaitedJob } from "./job.js";
import { PATIENCE_MS, type JobsRedis } from "./jobs-redis.js";
import type { QueueTakers } from "./queue-takers.js";
import type { Queues } from "./queues.js";

/** Long enough for the caller to fetch it, short enough that unfetched replies do not pile up. */
const REPLY_LIFE_MS = 15_000;

export interface CallOptions {
  timeoutMs: number;
  /** Shorter timeout that applies while no process takes such jobs: waiting makes sense for a busy worker, not for an absent one. */
  withoutWorkerMs?: number;
  /** See `add`. */
  rank?: number;
}

export interface Calls {
  call<P, R>(job: AwaitedJob<P, R>, payload: P, id: string, options: CallOptions): Promise<R>;
  /** Does the caller of this job still wait? */
  isAwaited(queue: string, id: string): Promise<boolean>;
  reply(queue: string, id: string, result: unknown): Promise<void>;
  close(): Promise<void>;
}

/**
 * Jobs with a caller. A key exists while the caller waits, empty at first and then with the reply. It expires by Redis's clock, so no
 * two clocks are compared. BullMQ's own mechanism is unsuitable for large results: it keeps them in the queue's event stream.
 */
export function createCalls(redis: JobsRedis, queues: Queues, takers: QueueTakers): Calls {
  const { shared } = redis;
  const events = new Map<string, QueueEvents>();
  const replyKey = (queue: string, id: string) => `${redis.prefix}:reply:${queue}:${id}`;

  const eventsOf = async (name: string) => {
    let listener = events.get(name);
    if (!listener) {
      listener = new QueueEvents(name, redis.bullOptions(name, redis.open(`jobs-events-${name}`)));
      listener.on("error", () => undefined);
      events.set(name, listener);
      await listener.waitUntilReady();
    }
    return listener;
  };

  /** Rejects if no process takes these jobs after `ms`; otherwise never settles. */
  const absence = async (name: string, ms: number, signal: AbortSignal): Promise<never> => {
    const isOver = await delay(ms, false, { ref: false, signal }).catch(() => true);
    const workers = isOver ? undefined : await within(PATIENCE_MS, takers.count(name)).catch(() => undefined);
    if (workers === 0) throw new Error("no worker takes these jobs");
    return new Promise<never>(() => undefined);
  };

  return {
    async call<P, R>(job: AwaitedJob<P, R>, payload: P, id: string, { timeoutMs, withoutWorkerMs, rank }: CallOptions): Promise<R> {
      const queue = queues.of(job.name);
      const key = replyKey(job.name, id);
      let waiting = true;
      const replyOf = async () => {
        const listener = await eventsOf(job.name);
        await shared.set(key, "", "PX", timeoutMs);
        if (!waiting) throw new Error("the caller no longer waits");
        const added = await queue.add(job.name, job.parse(payload), optionsOf(job, id, rank));
        const failure = await added.waitUntilFinished(listener, timeoutMs).then(
          () => new Error("the job ended without a reply"),
          (error: unknown) => error,
        );
        const reply = await shared.getdel(key);
        if (!reply) throw failure;
        return parseJson(job.result, reply);
      };
      const answered = new AbortController();
      const reply = within(timeoutMs, replyOf());
      try {
        if (withoutWorkerMs === undefined) return await reply;
        return await Promise.race([reply, absence(job.name, withoutWorkerMs, answered.signal)]);
      } catch (error) {
        waiting = false;
        // Best effort: a running job can't be removed, and without Redis the key expires by itself.
        if (redis.reachable()) Promise.all([shared.del(key), queue.remove(id)]).catch(() => undefined);
        throw error;
      } finally {
        answered.abort();
        reply.catch(() => undefined);
      }
    },

    isAwaited: async (queue, id) => (await within(PATIENCE_MS, shared.exists(replyKey(queue, id)))) > 0,

    async reply(queue, id, result) {
      await within(PATIENCE_MS, shared.set(replyKey(queue, id), JSON.stringify(result), "PX", REPLY_LIFE_MS, "XX"));
    },

    async close() {
      await Promise.all([...events.values()].map((each) => redis.closeInTime(each.close())));
    },
  };
}
