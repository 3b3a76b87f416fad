import { setTimeout as delay } from "node:timers/promises";
import { Queue, QueueEvents, UnrecoverableError, Worker, type Job, type JobsOptions } from "bullmq";
import { within } from "../../kernel/within.js";
import type { Logger } from "../telemetry/logger.js";
import { Outage, outlast } from "../database/outage.js";
import { createQueueTakers } from "./queue-takers.js";
import { isReachable, type RedisConnection } from "../redis/redis.js";

/** One kind of job. Its payload carries ids, is parsed at both ends, and running it twice must be harmless. */
export interface JobDefinition<P, R = void> {
  /** Queue and job share the name: one queue per kind, so that each has its own concurrency and its own depth. */
  name: string;
  /** What its jobs do, for admins who see the queue. */
  description: string;
  parse(payload: unknown): P;
  options?: JobsOptions;
  /** For `call`: the job is dropped when nobody waits for it any more. */
  awaited?: true;
  /** Whoever has added it adds it again when its tries are used up, so it is never given up. */
  renewed?: true;
  /** Type only: what the job returns. */
  readonly result?: R;
}

/** A kind of job of which only the queue matters. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any -- any payload, any result
export type AnyJob = JobDefinition<any, any>;

/** A job whose tries are used up, with nobody who would add it again. */
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
  /** They wait for their next try. */
  delayed: number;
  /** They wait in an order of their own. */
  prioritized: number;
  paused: boolean;
  /** Of those that are taken next, how long the oldest has waited; null when nothing waits. */
  oldestWaitingMs: number | null;
  /** Processes that take jobs from it. */
  workers: number;
}

/** What a running job may ask of the queue. */
export interface JobRun {
  /** 1 at the first try. */
  attempt: number;
}

export interface Jobs {
  /** Whether Redis is there. Where it is not, the rest rejects at once rather than wait for it. */
  reachable(): boolean;
  /**
   * Adds a job; an id that is already queued or running makes it a no-op. Ids must not contain ":". With a `rank`, from 0,
   * the least is taken first, and those of the same rank as they came.
   */
  add<P, R>(job: JobDefinition<P, R>, payload: P, id: string, rank?: number): Promise<void>;
  /**
   * Adds an `awaited` job and waits for what it returns, as JSON. Rejects when the job failed and when the time is over; what
   * nobody waits for any more is not run.
   */
  call<P, R>(job: JobDefinition<P, R>, payload: P, id: string, options: CallOptions): Promise<R>;
  /** Those of the ids under which there is no job, in one round trip. */
  missing(job: { name: string }, ids: readonly string[]): Promise<string[]>;
  /** Jobs waiting and running, and whether the queue is paused. */
  depth(job: { name: string }): Promise<{ waiting: number; active: number; paused: boolean }>;
  stateOf(job: { name: string }): Promise<QueueState>;
  /** No worker takes a job until resumed, also one that starts later. Jobs are still added, and those in hand go on. */
  pause(job: { name: string }): Promise<void>;
  resume(job: { name: string }): Promise<void>;
  /** Starts taking jobs. Throw a plain error to have the job tried again as its options say. */
  process<P, R>(job: JobDefinition<P, R>, options: ProcessOptions, run: (payload: P, run: JobRun) => Promise<R>): JobWorker;
  close(): Promise<void>;
}

export interface CallOptions {
  timeoutMs: number;
  /** Shorter limit that holds while no process takes such jobs: a busy worker is worth waiting for, an absent one is not. */
  withoutWorkerMs?: number;
  /** As in `add`. */
  rank?: number;
}

export interface ProcessOptions {
  concurrency: number;
  /** How long a silent worker keeps a job before the queue hands it to another. */
  lockMs: number;
}

export interface JobWorker {
  /** Takes no further job until resumed; those in hand go on. */
  pause(): Promise<void>;
  resume(): void;
  /** Takes no further job and waits for those in hand; with `force`, leaves them to the queue's stalled check. */
  close(force?: boolean): Promise<void>;
}

/** As "exponential", but after an outage of an hour a job waits no longer than after one of a minute. */
export const CAPPED = "capped";
const CAP_MS = 10_000;

const DEFAULTS: JobsOptions = {
  attempts: 5,
  backoff: { type: "exponential", delay: 500 },
  // A kept id would silently swallow the next add of the same job.
  removeOnComplete: true,
  removeOnFail: true,
};

/** Of BullMQ. */
const LAST_PRIORITY = 2 ** 21 - 1;

/** After a broken connection, a worker asks for jobs again so much later. */
const RETRY_MS = 1000;
/** Longest wait for a single answer of Redis. */
const PATIENCE_MS = 2000;
/** Long enough for the caller to fetch it, short enough that replies nobody fetches do not pile up. */
const REPLY_LIFE_MS = 15_000;

/** Of those that wait in an order of their own, so many of the first are looked at for their age. */
const LOOKED_AT = 100;

export interface JobsConnection {
  prefix: string;
  /** What the keys of a queue begin with, where that is more than the prefix: see redis.ts. */
  queuePrefix?(queue: string): string;
  processId: string;
  connect(name: string): RedisConnection;
  log: Logger;
  /** Keeps what would be lost. May fail with an outage, and is then asked again. */
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
   * There while a caller waits, empty at first and then with the reply. The time is Redis's alone, so no two clocks are
   * compared. BullMQ's own way is no good for large results: it keeps them in the queue's stream of events.
   */
  const replyKey = (name: string, id: string) => `${prefix}:reply:${name}:${id}`;
  /** BullMQ says goodbye to Redis, and would wait for one that is away. */
  const closeInTime = (closing: Promise<void>) =>
    within(reachable() ? PATIENCE_MS : 100, closing).catch(() => log.warn("closed without a word to Redis"));
  const queueOf = (name: string) => {
    let queue = queues.get(name);
    if (!queue) {
      queue = new Queue(name, { connection: shared as never, prefix: queuePrefix(name), defaultJobOptions: DEFAULTS });
      queue.on("error", () => undefined); // the connection reports itself
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

  /** Rejects when no process takes these jobs after `ms`; else never settles. */
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
        // Best effort: a job in hand can't be removed, and with Redis away the key ends by itself.
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
      // One may be taken between the list and its reading.
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
        maxStalledCount: 1000, // a job is ended by its own rules, never because its workers were killed
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
