import * as z from "zod";
import { id } from "../../kernel/schemas.js";
import { MINUTE_MS, SECOND_MS } from "../../kernel/units.js";
import { defineJob, type JobDefinition } from "../../platform/jobs/job.js";
import type { Jobs } from "../../platform/jobs/jobs.js";
import type { Logger } from "../../platform/telemetry/logger.js";
import type { BackgroundWork } from "./module.js";
import type { Claim, Claims, Progress } from "./claims.js";

const rowOf = z.object({ id });

export type RowJob = JobDefinition<{ id: string }>;

/** A job for one row, which contains everything else. */
export function rowJob(name: string, description: string): RowJob {
  // The row controls retries.
  return defineJob({ name, description, payload: rowOf, options: { attempts: 1 } });
}

/** Long-running work on a claimed row. `keep` may throw to end it; any worker may then start it again. */
export type Work<C extends Claim = Claim> = (claim: C, keep: (progress?: Progress) => Promise<void>) => Promise<void>;

/** Not an error: another worker has claimed the row, or this worker is stopping. */
class Ended extends Error {
  override name = "Ended";
}

const SWEEP_MS = SECOND_MS;
const RENEW_MS = 4 * SECOND_MS;
const FIRST_WAIT_MS = 2 * SECOND_MS;
const LONGEST_WAIT_MS = 10 * MINUTE_MS;
/** How long a killed worker keeps the job locked; shorter than the lease on its row. */
const LOCK_MS = 10 * SECOND_MS;
const BATCH = 50;

interface Dependencies<C extends Claim> {
  jobs: Jobs;
  log: Logger;
  claims: Claims<C>;
  job: RowJob;
  work: Work<C>;
  /** Rows that a worker works on at once. Default: 1. */
  concurrency?: number;
  /** How long the row waits after an error that is expected, which is not logged. Null for other errors. */
  expectedWaitMs?(error: unknown): number | null;
}

/**
 * Runs in the worker. The row is the outbox: due rows are queried every second, so the queue may lose the job. If a
 * worker dies, another one claims the row after the lease expires. Failures are retried with exponential backoff.
 */
export function startClaimedWork<C extends Claim = Claim>({
  jobs,
  log,
  claims,
  job,
  work,
  concurrency = 1,
  expectedWaitMs,
}: Dependencies<C>): BackgroundWork {
  let stopping = false;

  const run = async (id: string) => {
    const claim = await claims.take(id);
    if (!claim) return;
    const facts = { job: job.name, id, attempt: claim.attempt };
    let lost = false;
    const renew = async (progress?: Progress) => {
      if (!(await claims.renew(claim, progress))) lost = true;
    };
    const timer = setInterval(() => {
      renew().catch((error: unknown) => log.warn({ ...facts, err: error }, "lease not renewed"));
    }, RENEW_MS);
    try {
      await work(claim, async (progress) => {
        if (progress) await renew(progress);
        if (lost || stopping) throw new Ended();
      });
    } catch (error) {
      if (lost) return log.warn(facts, "claim lost: another worker has the row, or it has ended");
      const expected = expectedWaitMs?.(error) ?? null;
      const waitMs = stopping ? 0 : (expected ?? Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** (claim.attempt - 1)));
      if (!(error instanceof Ended) && expected === null) log.error({ ...facts, waitMs, err: error }, "work failed; will be retried");
      await claims.giveBack(claim, waitMs);
    } finally {
      clearInterval(timer);
    }
  };

  const worker = jobs.process(job, { concurrency, lockMs: LOCK_MS }, ({ id }) => run(id));
  const sweep = async () => {
    if (!jobs.reachable()) return;
    for (const id of await jobs.missing(job, await claims.waiting(BATCH))) await jobs.add(job, { id }, id);
  };
  let round: Promise<void> = Promise.resolve();
  let sweeping = false;
  const timer = setInterval(() => {
    if (sweeping) return;
    sweeping = true;
    round = sweep()
      .catch((error: unknown) => log.warn({ job: job.name, err: error }, "search for due rows failed; will be retried"))
      .finally(() => (sweeping = false));
  }, SWEEP_MS);

  return {
    async close(force) {
      stopping = true;
      clearInterval(timer);
      await round;
      await worker.close(force);
    },
  };
}
