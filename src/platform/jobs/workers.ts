import { UnrecoverableError, Worker, type Job } from "bullmq";
import { outlast } from "../database/outage.js";
import type { Logger } from "../telemetry/logger.js";
import type { Calls } from "./calls.js";
import { cappedBackoff, type JobDefinition, type JobRun } from "./job.js";
import type { JobsRedis } from "./jobs-redis.js";
import type { QueueTakers } from "./queue-takers.js";

/** Delay before a worker asks for jobs again after a broken connection. */
const RETRY_MS = 1000;

/** A job that failed at every attempt and that no producer will add again. */
export interface GivenUpJob {
  queue: string;
  jobId: string;
  payload: unknown;
  attempts: number;
  error: unknown;
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

interface Dependencies {
  redis: JobsRedis;
  takers: QueueTakers;
  calls: Calls;
  log: Logger;
  onGivenUp(job: GivenUpJob): Promise<void>;
}

export interface Workers {
  process<P>(job: JobDefinition<P>, options: ProcessOptions, run: (payload: P, run: JobRun) => Promise<unknown>): JobWorker;
  /** Waits for running jobs, and until jobs given up are stored. */
  close(): Promise<void>;
}

export function createWorkers({ redis, takers, calls, log, onGivenUp }: Dependencies): Workers {
  const closes: (() => Promise<void>)[] = [];
  const keeping = new Set<Promise<void>>();
  const closing = new AbortController();

  const keep = (queue: string, { id, data, attemptsMade }: Job, error: Error) => {
    const facts = { job: queue, jobId: id, attempt: attemptsMade };
    const kept = outlast(closing.signal, () => onGivenUp({ queue, jobId: id!, payload: data as unknown, attempts: attemptsMade, error }))
      .then(() => log.error(facts, "job failed at every attempt"))
      .catch((failure: unknown) => log.error({ ...facts, err: failure }, "failed job not stored"))
      .finally(() => keeping.delete(kept));
    keeping.add(kept);
  };

  return {
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
        if (job.result && !(await calls.isAwaited(job.name, bull.id!))) {
          return log.info({ job: job.name, jobId: bull.id }, "job dropped: its caller no longer waits");
        }
        const result = await run(payload, { attempt: bull.attemptsMade + 1 });
        if (job.result) await calls.reply(job.name, bull.id!, result);
      };
      const take = async (bull: Job) => {
        const handling = handle(bull);
        inHand.add(handling);
        await handling.finally(() => inHand.delete(handling));
      };
      const worker = new Worker(job.name, take, {
        ...redis.bullOptions(job.name, redis.open(`jobs-worker-${job.name}`)),
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
        if (bull && !job.result && !job.renewed && isLast(bull, error)) keep(job.name, bull, error);
      });
      worker.on("stalled", (jobId) => log.warn({ job: job.name, jobId }, "job stalled: its worker no longer responds"));
      takers.join(job.name);
      const close = async (force?: boolean) => {
        const closed = worker.close(force);
        if (!force) await Promise.allSettled(inHand);
        await redis.closeInTime(Promise.all([closed, takers.leave(job.name)]).then(() => undefined));
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
    },
  };
}

function isLast({ attemptsMade, opts }: Job, error: Error): boolean {
  return error instanceof UnrecoverableError || attemptsMade >= (opts.attempts ?? 1);
}
