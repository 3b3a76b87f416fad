import { setTimeout as delay } from "node:timers/promises";
import { Queue, QueueEvents, UnrecoverableError, Worker, type Job, type JobsOptions } from "bullmq";
import { within } from "../../kernel/within.js";
import type { Logger } from "../telemetry/logger.js";
import { Outage, outlast } from "../database/outage.js";
import { createQueueTakers } from "./queue-takers.js";
import { isReachable, type RedisConnection } from "../redis/redis.js";

/** One kind of job. Its payload contains ids and is parsed at both ends. Running a job twice must be harmless. */
export interface JobDefinition<P, R = void> {
  /** Also the name of the queue: each kind has its own queue, and so its own concurrency and depth. */
  name: string;
  /** What its jobs do, for admins who look at the queue. */
  description: string;
  parse(payload: unknown): P;
  options?: JobsOptions;
  /** For `call`: the job is dropped if its caller no longer waits. */
  awaited?: true;
  /** Its producer adds it again when all attempts have failed, so it is never given up. */
  renewed?: true;
  /** Type only: what the job returns. */
  readonly result?: R;
}

/** Any kind of job, where only the queue matters. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any -- any payload, any result
export type AnyJob = JobDefinition<any, any>;

/** A job that failed at every attempt and that no producer will add again. */
export interface GivenUpJob {
  queue: string;
  jobId: string;
  payload: unknown;
  attempts: number;
  error: unknown;
}

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

/** Context of a running job. */
export interface JobRun {
  /** 1 at the first attempt. */
  attempt: number;
}

export interface Jobs {
  /** Is Redis reachable? If not, the other methods reject at once instead of waiting. */
  reachable(): boolean;
  /**
   * Adds a job; a no-op if the id is already queued or running. Ids must not contain ":". With a `rank`, from 0, lower ranks are taken
   * first, and jobs of the same rank in order of arrival.
   */
  add<P, R>(job: JobDefinition<P, R>, payload: P, id: string, rank?: number): Promise<void>;
  /**
   * Adds an `awaited` job and waits for its result, as JSON. Rejects when the job fails and on timeout; a job whose caller no longer
   * waits is not run.
   */
  call<P, R>(job: JobDefinition<P, R>, payload: P, id: string, options: CallOptions): Promise<R>;
  /** Returns the ids that have no job, in one round trip. */
  missing(job: { name: string }, ids: readonly string[]): Promise<string[]>;
  /** Number of waiting and running jobs, and whether the queue is paused. */
  depth(job: { name: string }): Promise<{ waiting: number; active: number; paused: boolean }>;
  stateOf(job: { name: string }): Promise<QueueState>;
  /** Workers, including ones started later, take no jobs until resumed. Jobs can still be added, and running jobs finish. */
  pause(job: { name: string }): Promise<void>;
  resume(job: { name: string }): Promise<void>;
  /** Starts taking jobs. If `run` throws a plain error, the job is retried according to its options. */
  process<P, R>(job: JobDefinition<P, R>, options: ProcessOptions, run: (payload: P, run: JobRun) => Promise<R>): JobWorker;
  close(): Promise<void>;
}

export interface CallOptions {
  timeoutMs: number;
  /** Shorter timeout that applies while no process takes such jobs: waiting makes sense for a busy worker, not for an absent one. */
  withoutWorkerMs?: number;
  /** See `add`. */
  rank?: number;
}

export interface ProcessOptions {
  concurrency: number;
  /** A worker that is silent for this long loses its job to another one. */
  lockMs: number;
}

export interface JobWorker {
  /** Takes no further jobs until resumed; running ones finish. */
  pause(): Promise<void>;
  resume(): void;
  /** Takes no further jobs and waits for running ones; with `force`, leaves them to the queue's stalled check. */
  close(force?: boolean): Promise<void>;
}

/** Like "exponential", but capped: after an outage of an hour a job waits no longer than after one of a minute. */
export const CAPPED = "capped";
const CAP_MS = 10_000;

const DEFAULTS: JobsOptions = {
  attempts: 5,
  backoff: { type: "exponential", delay: 500 },
  // A kept id would silently swallow the next add of the same job.
  removeOnComplete: true,
  removeOnFail: true,
};

/** Limit of BullMQ. */
const LAST_PRIORITY = 2 ** 21 - 1;

/** Delay before a worker asks for jobs again after a broken connection. */
const RETRY_MS = 1000;
/** Timeout for a single command of Redis. */
const PATIENCE_MS = 2000;
/** Long enough for the caller to fetch it, short enough that unfetched replies do not pile up. */
const REPLY_LIFE_MS = 15_000;

/** How many of the first prioritized jobs are read to find the oldest. */
const LOOKED_AT = 100;

export interface JobsConnection {
  prefix: string;
  /** Key prefix of a queue, if longer than `prefix`: see redis.ts. */
  queuePrefix?(queue: string): string;
  processId: string;
  connect(name: string): RedisConnection;
  log: Logger;
  /** Stores a job that would be lost. Called again if it fails with an outage. */
  onGivenUp(job: GivenUpJob): Promise<void>;
}

export function createJobs({ prefix, queuePrefix = () => prefix, processId, connect, log, onGivenUp }: JobsConnection): Jobs {
  const queues = new Map<string, Queue>();
  const events = new Map<string, QueueEvents>();
  const closes: (() => Promise<void>)[] = [];
  const connections: RedisConnection[] = [];

  const open = (name: string) => {
    const connection = connect(name);
    connections.push(connection);
    return connection;
  };
  const shared = open("jobs");
  const takers = createQueueTakers({ redis: shared, prefix, processId });
  const keeping = new Set<Promise<void>>();
  const closing = new AbortController();
  const reachable = () => isReachable(shared);
  const refuseWhenAway = () => {
    if (!reachable()) throw new Outage("Redis is away");
  };
  /**
   * Exists while a caller waits, empty at first and then with the reply. It expires by Redis's clock, so no two clocks are compared.
   * BullMQ's own mechanism is unsuitable for large results: it keeps them in the queue's event stream.
   */
  const replyKey = (name: string, id: string) => `${prefix}:reply:${name}:${id}`;
  /** BullMQ notifies Redis when it closes, and would block while Redis is unreachable. */
  const closeInTime = (closing: Promise<void>) =>
    within(reachable() ? PATIENCE_MS : 100, closing).catch(() => log.warn("closed without a word to Redis"));
  const queueOf = (name: string) => {
    let queue = queues.get(name);
    if (!queue) {
      queue = new Queue(name, { connection: shared as never, prefix: queuePrefix(name), defaultJobOptions: DEFAULTS });
      queue.on("error", () => undefined); // the connection logs its own errors
      queues.set(name, queue);
    }
    return queue;
  };
  const eventsOf = async (name: string) => {
    let listener = events.get(name);
    if (!listener) {
      listener = new QueueEvents(name, { connection: open(`jobs-events-${name}`) as never, prefix: queuePrefix(name) });
      listener.on("error", () => undefined);
      events.set(name, listener);
      await listener.waitUntilReady();
    }
    return listener;
  };

  const countsOf = async (name: string) => {
    const queue = queueOf(name);
    const [{ waiting = 0, active = 0, delayed = 0, prioritized = 0 }, paused] = await within(
      PATIENCE_MS,
      Promise.all([queue.getJobCounts("waiting", "active", "delayed", "prioritized"), queue.isPaused()]),
    );
    return { counts: { waiting, active, delayed, prioritized }, paused };
  };
  const keep = (queue: string, { id, data, attemptsMade }: Job, error: Error) => {
    const facts = { job: queue, jobId: id, attempt: attemptsMade };
    const kept = outlast(closing.signal, () => onGivenUp({ queue, jobId: id!, payload: data as unknown, attempts: attemptsMade, error }))
      .then(() => log.error(facts, "job given up"))
      .catch((failure: unknown) => log.error({ ...facts, err: failure }, "job given up and not kept"))
      .finally(() => keeping.delete(kept));
    keeping.add(kept);
  };

  /** Rejects if no process takes these jobs after `ms`; otherwise never settles. */
  const absence = async (name: string, ms: number, signal: AbortSignal): Promise<never> => {
    const isOver = await delay(ms, false, { ref: false, signal }).catch(() => true);
    const workers = isOver ? undefined : await within(PATIENCE_MS, takers.count(name)).catch(() => undefined);
    if (workers === 0) throw new Error("no worker takes these jobs");
    return new Promise<never>(() => undefined);
  };

  return {
    reachable,

    async add(job, payload, id, rank) {
      refuseWhenAway();
      await within(PATIENCE_MS, queueOf(job.name).add(job.name, job.parse(payload), { ...job.options, ...priorityOf(rank), jobId: id }));
    },

    async call<P, R>(job: JobDefinition<P, R>, payload: P, id: string, { timeoutMs, withoutWorkerMs, rank }: CallOptions): Promise<R> {
      refuseWhenAway();
      const queue = queueOf(job.name);
      const key = replyKey(job.name, id);
      let waiting = true;
      const replyOf = async () => {
        const listener = await eventsOf(job.name);
        await shared.set(key, "", "PX", timeoutMs);
        if (!waiting) throw new Error("nobody waits any more");
        const added = await queue.add(job.name, job.parse(payload), { ...job.options, ...priorityOf(rank), jobId: id });
        const failure = await added.waitUntilFinished(listener, timeoutMs).then(
          () => new Error("the job ended without a reply"),
          (error: unknown) => error,
        );
        const reply = await shared.getdel(key);
        if (!reply) throw failure;
        return JSON.parse(reply) as R;
      };
      const answered = new AbortController();
      const reply = within(timeoutMs, replyOf());
      try {
        if (withoutWorkerMs === undefined) return await reply;
        return await Promise.race([reply, absence(job.name, withoutWorkerMs, answered.signal)]);
      } catch (error) {
        waiting = false;
        // Best effort: a running job can't be removed, and without Redis the key expires by itself.
        if (reachable()) Promise.all([shared.del(key), queue.remove(id)]).catch(() => undefined);
        throw error;
      } finally {
        answered.abort();
        reply.catch(() => undefined);
      }
    },

    async missing(job, ids) {
      refuseWhenAway();
      if (ids.length === 0) return [];
      const pipeline = shared.pipeline();
      for (const id of ids) pipeline.exists(`${queuePrefix(job.name)}:${job.name}:${id}`);
      const answers = await within(PATIENCE_MS, pipeline.exec());
      return ids.filter((_, index) => answers?.[index]?.[1] === 0);
    },

    async depth(job) {
      refuseWhenAway();
      const { counts, paused } = await countsOf(job.name);
      return { waiting: counts.waiting + counts.delayed + counts.prioritized, active: counts.active, paused };
    },

    async stateOf(job) {
      refuseWhenAway();
      const queue = queueOf(job.name);
      const [{ counts, paused }, next, workers] = await Promise.all([
        countsOf(job.name),
        within(PATIENCE_MS, Promise.all([queue.getJobs(["waiting"], 0, 0, true), queue.getJobs(["prioritized"], 0, LOOKED_AT - 1, true)])),
        within(PATIENCE_MS, takers.count(job.name)),
      ]);
      // A job may be taken between listing and reading.
      const since = next.flat().flatMap((each: Job | undefined) => each?.timestamp ?? []);
      const oldestWaitingMs = since.length === 0 ? null : Math.max(0, Date.now() - Math.min(...since));
      return { ...counts, paused, oldestWaitingMs, workers };
    },

    async pause(job) {
      refuseWhenAway();
      await within(PATIENCE_MS, queueOf(job.name).pause());
    },

    async resume(job) {
      refuseWhenAway();
      await within(PATIENCE_MS, queueOf(job.name).resume());
    },

    process(job, { concurrency, lockMs }, run) {
      const inHand = new Set<Promise<void>>();
      const handle = async (bull: Job): Promise<void> => {
        let payload;
        try {
          payload = job.parse(bull.data);
        } catch (error) {
          log.error({ job: job.name, jobId: bull.id, err: error }, "job dropped: its payload does not parse");
          throw new UnrecoverableError("payload does not parse");
        }
        const key = replyKey(job.name, bull.id!);
        if (job.awaited && !(await within(PATIENCE_MS, shared.exists(key)))) {
          return log.info({ job: job.name, jobId: bull.id }, "job dropped: nobody waits for it any more");
        }
        const result = await run(payload, { attempt: bull.attemptsMade + 1 });
        if (job.awaited) await within(PATIENCE_MS, shared.set(key, JSON.stringify(result), "PX", REPLY_LIFE_MS, "XX"));
      };
      const take = async (bull: Job) => {
        const handling = handle(bull);
        inHand.add(handling);
        await handling.finally(() => inHand.delete(handling));
      };
      const worker = new Worker(job.name, take, {
        connection: open(`jobs-worker-${job.name}`) as never,
        prefix: queuePrefix(job.name),
        concurrency,
        lockDuration: lockMs,
        stalledInterval: Math.max(500, Math.floor(lockMs / 2)),
        settings: { backoffStrategy: cappedBackoff },
        runRetryDelay: RETRY_MS,
        maxStalledCount: 1000, // only its own rules end a job, never the death of its workers
      });
      worker.on("error", () => undefined);
      worker.on("failed", (bull, error) => {
        log.warn({ job: job.name, jobId: bull?.id, attempt: bull?.attemptsMade, err: error }, "job failed");
        if (bull && !job.awaited && !job.renewed && isLast(bull, error)) keep(job.name, bull, error);
      });
      worker.on("stalled", (jobId) => log.warn({ job: job.name, jobId }, "job stalled: its worker went silent"));
      takers.join(job.name);
      const close = async (force?: boolean) => {
        const closed = worker.close(force);
        if (!force) await Promise.allSettled(inHand);
        await closeInTime(Promise.all([closed, takers.leave(job.name)]).then(() => undefined));
      };
      closes.push(close);
      return {
        async pause() {
          await Promise.all([worker.pause(true), takers.leave(job.name)]);
        },
        resume() {
          void worker.resume();
          takers.join(job.name);
        },
        close,
      };
    },

    async close() {
      await Promise.all(closes.map((close) => close()));
      closing.abort();
      await Promise.all(keeping);
      takers.close();
      await Promise.all([...queues.values(), ...events.values()].map((each) => closeInTime(each.close())));
      for (const connection of connections) connection.disconnect();
    },
  };
}

function priorityOf(rank: number | undefined): JobsOptions {
  return rank === undefined ? {} : { priority: Math.min(rank + 1, LAST_PRIORITY) };
}

function isLast({ attemptsMade, opts }: Job, error: Error): boolean {
  return error instanceof UnrecoverableError || attemptsMade >= (opts.attempts ?? 1);
}

function cappedBackoff(attempts: number, _type?: string, _error?: Error, job?: { opts: JobsOptions }): number {
  const backoff = job?.opts.backoff;
  const first = typeof backoff === "object" ? (backoff.delay ?? CAP_MS) : CAP_MS;
  return Math.min(CAP_MS, first * 2 ** (attempts - 1));
}
