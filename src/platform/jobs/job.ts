import type { Job, JobsOptions } from "bullmq";
import type * as z from "zod";
import { contract, type Contract } from "../../kernel/contract.js";

/** One kind of job. Its payload contains ids and is parsed at both ends. Running a job twice must be harmless. */
export interface JobDefinition<P> extends Contract<P> {
  /** Also the name of the queue: each kind has its own queue, and so its own concurrency and depth. */
  readonly name: string;
  /** What its jobs do, for admins who look at the queue. */
  description: string;
  options?: JobsOptions;
  /** Its producer adds it again when all attempts have failed, so it is never given up. */
  renewed?: true;
  /** For `call`: what the job returns. Such a job is dropped if its caller no longer waits. */
  result?: Contract<unknown>;
}

export interface AwaitedJob<P, R> extends JobDefinition<P> {
  result: Contract<R>;
}

/** Any kind of job, where only the queue matters. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any -- any payload
export type AnyJob = JobDefinition<any>;

interface Description<P extends z.ZodType> extends Omit<JobDefinition<unknown>, "parse" | "result"> {
  payload: P;
}

export function defineJob<P extends z.ZodType>(job: Description<P>): JobDefinition<z.output<P>>;
export function defineJob<P extends z.ZodType, R extends z.ZodType>(
  job: Description<P> & { result: R },
): AwaitedJob<z.output<P>, z.output<R>>;
export function defineJob({ payload, result, ...job }: Description<z.ZodType> & { result?: z.ZodType }): JobDefinition<unknown> {
  return { ...job, ...contract(job.name, payload), ...(result && { result: contract(`result of ${job.name}`, result) }) };
}

/** Context of a running job. */
export interface JobRun {
  /** 1 at the first attempt. */
  attempt: number;
}

export const JOB_DEFAULTS: JobsOptions = {
  attempts: 5,
  backoff: { type: "exponential", delay: 500 },
  // A kept id would silently swallow the next add of the same job.
  removeOnComplete: true,
  removeOnFail: true,
};

/** Limit of BullMQ. */
const LAST_PRIORITY = 2 ** 21 - 1;

export function optionsOf(job: AnyJob, id: string, rank: number | undefined): JobsOptions {
  const priority = rank === undefined ? {} : { priority: Math.min(rank + 1, LAST_PRIORITY) };
  return { ...job.options, ...priority, jobId: id };
}

/** Like "exponential", but capped: after an outage of an hour a job waits no longer than after one of a minute. */
export const CAPPED = "capped";
const CAP_MS = 10_000;

export function cappedBackoff(attempts: number, _type?: string, _error?: Error, job?: Pick<Job, "opts">): number {
  const backoff = job?.opts.backoff;
  const first = typeof backoff === "object" ? (backoff.delay ?? CAP_MS) : CAP_MS;
  return Math.min(CAP_MS, first * 2 ** (attempts - 1));
}
