import { Queue, type Job } from "bullmq";
import { within } from "../../kernel/within.js";
import { JOB_DEFAULTS } from "./job.js";
import { PATIENCE_MS, type JobsRedis } from "./jobs-redis.js";
import type { QueueTakers } from "./queue-takers.js";

/** How many of the first prioritized jobs are read to find the oldest. */
const LOOKED_AT = 100;

export interface QueueState {
  waiting: number;
  active: number;
  /** Waiting for their next attempt. */
  delayed: number;
  /** Waiting with a priority. */
  prioritized: number;
  paused: boolean;
  /** How long the oldest of the next jobs has waited; null when none are waiting. */
  oldestWaitingMs: number | null;
  /** Processes that take jobs from the queue. */
  workers: number;
}

/** The queues by name, one of BullMQ for each kind of job. */
export interface Queues {
  of(name: string): Queue;
  /** The ids that have no job, in one round trip. */
  missing(name: string, ids: readonly string[]): Promise<string[]>;
  depth(name: string): Promise<{ waiting: number; active: number; paused: boolean }>;
  stateOf(name: string): Promise<QueueState>;
  close(): Promise<void>;
}

export function createQueues(redis: JobsRedis, takers: QueueTakers): Queues {
  const queues = new Map<string, Queue>();
  const queueOf = (name: string) => {
    let queue = queues.get(name);
    if (!queue) {
      queue = new Queue(name, { ...redis.bullOptions(name, redis.shared), defaultJobOptions: JOB_DEFAULTS });
      queue.on("error", () => undefined); // the connection logs its own errors
      queues.set(name, queue);
    }
    return queue;
  };

  const countsOf = async (name: string) => {
    const queue = queueOf(name);
    const [{ waiting = 0, active = 0, delayed = 0, prioritized = 0 }, paused] = await within(
      PATIENCE_MS,
      Promise.all([queue.getJobCounts("waiting", "active", "delayed", "prioritized"), queue.isPaused()]),
    );
    return { counts: { waiting, active, delayed, prioritized }, paused };
  };

  return {
    of: queueOf,

    async missing(name, ids) {
      if (ids.length === 0) return [];
      const pipeline = redis.shared.pipeline();
      for (const id of ids) pipeline.exists(redis.keyOf(name, id));
      const answers = await within(PATIENCE_MS, pipeline.exec());
      return ids.filter((_, index) => answers?.[index]?.[1] === 0);
    },

    async depth(name) {
      const { counts, paused } = await countsOf(name);
      return { waiting: counts.waiting + counts.delayed + counts.prioritized, active: counts.active, paused };
    },

    async stateOf(name) {
      const queue = queueOf(name);
      const [{ counts, paused }, next, workers] = await Promise.all([
        countsOf(name),
        within(PATIENCE_MS, Promise.all([queue.getJobs(["waiting"], 0, 0, true), queue.getJobs(["prioritized"], 0, LOOKED_AT - 1, true)])),
        within(PATIENCE_MS, takers.count(name)),
      ]);
      // A job may be taken between listing and reading.
      const since = next.flat().flatMap((each: Job | undefined) => each?.timestamp ?? []);
      const oldestWaitingMs = since.length === 0 ? null : Math.max(0, Date.now() - Math.min(...since));
      return { ...counts, paused, oldestWaitingMs, workers };
    },

    async close() {
      await Promise.all([...queues.values()].map((queue) => redis.closeInTime(queue.close())));
    },
  };
}
