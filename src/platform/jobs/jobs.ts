import { within } from "../../kernel/within.js";
import type { Logger } from "../telemetry/logger.js";
import { createCalls, type CallOptions } from "./calls.js";
import { optionsOf, type AwaitedJob, type JobDefinition, type JobRun } from "./job.js";
import { createJobsRedis, PATIENCE_MS, type JobsRedisOptions } from "./jobs-redis.js";
import { createQueueTakers } from "./queue-takers.js";
import { createQueues, type QueueState } from "./queues.js";
import { createWorkers, type GivenUpJob, type JobWorker, type ProcessOptions } from "./workers.js";

export interface Jobs {
  /** Is Redis reachable? If not, the other methods reject at once instead of waiting. */
  reachable(): boolean;
  /**
   * Adds a job; a no-op if the id is already queued or running. Ids must not contain ":". With a `rank`, from 0, lower ranks are taken
   * first, and jobs of the same rank in order of arrival.
   */
  add<P>(job: JobDefinition<P>, payload: P, id: string, rank?: number): Promise<void>;
  /** The same for many, in one round trip. */
  addAll<P>(job: JobDefinition<P>, list: readonly { payload: P; id: string }[]): Promise<void>;
  /**
   * Adds a job with a `result` and waits for it. Rejects when the job fails and on timeout; a job whose caller no longer
   * waits is not run.
   */
  call<P, R>(job: AwaitedJob<P, R>, payload: P, id: string, options: CallOptions): Promise<R>;
  /** Returns the ids that have no job, in one round trip. */
  missing(job: { name: string }, ids: readonly string[]): Promise<string[]>;
  /** Number of waiting and running jobs, and whether the queue is paused. */
  depth(job: { name: string }): Promise<{ waiting: number; active: number; paused: boolean }>;
  stateOf(job: { name: string }): Promise<QueueState>;
  /** Workers, including ones started later, take no jobs until resumed. Jobs can still be added, and running jobs finish. */
  pause(job: { name: string }): Promise<void>;
  resume(job: { name: string }): Promise<void>;
  /** Starts taking jobs. If `run` throws a plain error, the job is retried according to its options. */
  process<P, R>(job: AwaitedJob<P, R>, options: ProcessOptions, run: (payload: P, run: JobRun) => Promise<R>): JobWorker;
  process<P>(job: JobDefinition<P>, options: ProcessOptions, run: (payload: P, run: JobRun) => Promise<void>): JobWorker;
  close(): Promise<void>;
}

export interface JobsOptions extends JobsRedisOptions {
  processId: string;
  log: Logger;
  /** Stores a job that would be lost. Called again if it fails with an outage. */
  onGivenUp(job: GivenUpJob): Promise<void>;
}

export function createJobs({ processId, log, onGivenUp, ...options }: JobsOptions): Jobs {
  const redis = createJobsRedis({ ...options, log });
  const { refuseWhenAway } = redis;
  const takers = createQueueTakers({ redis: redis.shared, prefix: redis.prefix, processId });
  const queues = createQueues(redis, takers);
  const calls = createCalls(redis, queues, takers);
  const workers = createWorkers({ redis, takers, calls, log, onGivenUp });

  return {
    reachable: redis.reachable,

    async add(job, payload, id, rank) {
      refuseWhenAway();
      await within(PATIENCE_MS, queues.of(job.name).add(job.name, job.parse(payload), optionsOf(job, id, rank)));
    },

    async addAll(job, list) {
      refuseWhenAway();
      const all = list.map(({ payload, id }) => ({ name: job.name, data: job.parse(payload), opts: optionsOf(job, id, undefined) }));
      if (all.length > 0) await within(PATIENCE_MS, queues.of(job.name).addBulk(all));
    },

    async call(job, payload, id, options) {
      refuseWhenAway();
      return calls.call(job, payload, id, options);
    },

    async missing(job, ids) {
      refuseWhenAway();
      return queues.missing(job.name, ids);
    },

    async depth(job) {
      refuseWhenAway();
      return queues.depth(job.name);
    },

    async stateOf(job) {
      refuseWhenAway();
      return queues.stateOf(job.name);
    },

    async pause(job) {
      refuseWhenAway();
      await within(PATIENCE_MS, queues.of(job.name).pause());
    },

    async resume(job) {
      refuseWhenAway();
      await within(PATIENCE_MS, queues.of(job.name).resume());
    },

    process: workers.process,

    async close() {
      await workers.close();
      takers.close();
      await Promise.all([queues.close(), calls.close()]);
      redis.disconnect();
    },
  };
}
