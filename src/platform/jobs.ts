import { Queue, QueueEvents, UnrecoverableError, Worker, type Job, type JobsOptions } from "bullmq";
import type { Redis } from "ioredis";
import type { Logger } from "./logger.js";

/** One kind of job. Its payload carries ids, is parsed at both ends, and running it twice must be harmless. */
export interface JobDefinition<P, R = void> {
  /** Queue and job share the name: one queue per kind, so that each has its own concurrency and its own depth. */
  name: string;
  parse(payload: unknown): P;
  options?: JobsOptions;
  /** Type only: what the job returns. */
  readonly result?: R;
}

/** What a running job may ask of the queue. */
export interface JobRun {
  /** 1 at the first try. */
  attempt: number;
}

export interface Jobs {
  /** Adds a job; an id that is already queued or running makes it a no-op. Ids must not contain ":". */
  add<P, R>(job: JobDefinition<P, R>, payload: P, id: string): Promise<void>;
  /** Adds a job and waits for what it returns. Rejects after `timeoutMs`, or when the job failed. */
  call<P, R>(job: JobDefinition<P, R>, payload: P, id: string, timeoutMs: number): Promise<R>;
  /** Jobs waiting and running. */
  depth(job: { name: string }): Promise<{ waiting: number; active: number }>;
  /** Starts taking jobs. Throw a plain error to have the job tried again as its options say. */
  process<P, R>(job: JobDefinition<P, R>, options: ProcessOptions, run: (payload: P, run: JobRun) => Promise<R>): JobWorker;
  close(): Promise<void>;
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

const DEFAULTS: JobsOptions = {
  attempts: 5,
  backoff: { type: "exponential", delay: 500 },
  // A kept id would silently swallow the next add of the same job.
  removeOnComplete: true,
  removeOnFail: true,
};

export interface JobsConnection {
  prefix: string;
  connect(name: string): Redis;
  log: Logger;
}

export function createJobs({ prefix, connect, log }: JobsConnection): Jobs {
  const queues = new Map<string, Queue>();
  const events = new Map<string, QueueEvents>();
  const workers: Worker[] = [];
  const connections: Redis[] = [];
  let shared: Redis | undefined;

  const open = (name: string) => {
    const connection = connect(name);
    connections.push(connection);
    return connection;
  };
  const queueOf = (name: string) => {
    let queue = queues.get(name);
    if (!queue) {
      shared ??= open("jobs");
      queue = new Queue(name, { connection: shared as never, prefix, defaultJobOptions: DEFAULTS });
      queue.on("error", () => undefined); // the connection reports itself
      queues.set(name, queue);
    }
    return queue;
  };
  const eventsOf = async (name: string) => {
    let listener = events.get(name);
    if (!listener) {
      listener = new QueueEvents(name, { connection: open(`jobs-events-${name}`) as never, prefix });
      listener.on("error", () => undefined);
      events.set(name, listener);
      await listener.waitUntilReady();
    }
    return listener;
  };

  return {
    async add(job, payload, id) {
      await queueOf(job.name).add(job.name, job.parse(payload), { ...job.options, jobId: id });
    },

    async call<P, R>(job: JobDefinition<P, R>, payload: P, id: string, timeoutMs: number): Promise<R> {
      const listener = await eventsOf(job.name);
      const added = await queueOf(job.name).add(job.name, job.parse(payload), { ...job.options, jobId: id });
      return (await added.waitUntilFinished(listener, timeoutMs)) as R;
    },

    async depth(job) {
      const {
        waiting = 0,
        active = 0,
        delayed = 0,
        prioritized = 0,
      } = await queueOf(job.name).getJobCounts("waiting", "active", "delayed", "prioritized");
      return { waiting: waiting + delayed + prioritized, active };
    },

    process(job, { concurrency, lockMs }, run) {
      const handle = async (bull: Job) => {
        let payload;
        try {
          payload = job.parse(bull.data);
        } catch (error) {
          log.error({ job: job.name, jobId: bull.id, err: error }, "job dropped: its payload does not parse");
          throw new UnrecoverableError("payload does not parse");
        }
        return run(payload, { attempt: bull.attemptsMade + 1 });
      };
      const worker = new Worker(job.name, handle, {
        connection: open(`jobs-worker-${job.name}`) as never,
        prefix,
        concurrency,
        lockDuration: lockMs,
        stalledInterval: Math.max(500, Math.floor(lockMs / 2)),
        maxStalledCount: 1000, // a job is ended by its own rules, never because its workers were killed
      });
      worker.on("error", () => undefined);
      worker.on("failed", (bull, error) =>
        log.warn({ job: job.name, jobId: bull?.id, attempt: bull?.attemptsMade, err: error }, "job failed"),
      );
      worker.on("stalled", (jobId) => log.warn({ job: job.name, jobId }, "job stalled: its worker went silent"));
      workers.push(worker);
      return { pause: () => worker.pause(true), resume: () => void worker.resume(), close: (force) => worker.close(force) };
    },

    async close() {
      await Promise.all(workers.map((worker) => worker.close()));
      await Promise.all([...queues.values(), ...events.values()].map((each) => each.close()));
      for (const connection of connections) connection.disconnect();
    },
  };
}
