import type { SignedIn } from "../../../../access/viewer.js";
import { newestFirst, readConnection } from "../../../../graphql/keyset-list.js";
import type { Connection, PageArgs } from "../../../../graphql/pagination.js";
import { AppError, notFound } from "../../../../kernel/errors.js";
import { rows, type Database, type EntityManager } from "../../../../platform/database/database.js";
import { retryFailedJobs } from "../../../../platform/failed-jobs/failed-jobs.js";
import type { AnyJob } from "../../../../platform/jobs/job.js";
import type { Jobs } from "../../../../platform/jobs/jobs.js";
import type { QueueState } from "../../../../platform/jobs/queues.js";
import { isOutage } from "../../../../platform/database/outage.js";
import { record } from "../../../base/audit/record.js";

export interface QueueRow extends QueueState {
  name: string;
  description: string;
}

export interface FailedJobRow {
  id: string;
  jobId: string;
  attempts: number;
  error: string;
  failedAt: Date;
}

export const FAILED_JOB_COLUMNS = `f.id, f.job_id as "jobId", f.attempts, f.error, f.failed_at as "failedAt"`;

/** SERVICE_UNAVAILABLE while Redis, which holds the queues, is down; `failedJobs` and `discard` need only PostgreSQL. */
export interface QueuesService {
  /** Sorted by name. */
  list(): Promise<QueueRow[]>;
  read(name: string): Promise<QueueRow>;
  failedJobs(em: EntityManager, queue: string, page: PageArgs): Promise<Connection<FailedJobRow>>;
  /** Idempotent. */
  setPaused(viewer: SignedIn, name: string, paused: boolean, address: string): Promise<QueueRow>;
  /** Adds failed jobs again with their ids; ignores unknown ones. Returns the number of added jobs. */
  retry(viewer: SignedIn, name: string, which: { ids: readonly string[] } | "all", address: string): Promise<number>;
  discard(viewer: SignedIn, id: string, address: string): Promise<void>;
}

/** Jobs per transaction of a retry. The number of batches is bounded, because retried jobs may fail and come back immediately. */
const BATCH = 200;
const MOST_BATCHES = 50;

interface Dependencies {
  db: Database;
  jobs: Jobs;
  /** Jobs of all modules; complete after startup. */
  definitions: readonly AnyJob[];
}

export function createQueuesService({ db, jobs, definitions }: Dependencies): QueuesService {
  const note = (em: EntityManager, viewer: SignedIn, verb: string, address: string, details: Record<string, unknown>) =>
    record(em, { actorId: viewer.id, action: `queue.${verb}`, subject: { type: "queue", id: null }, address, details });

  const definitionOf = (name: string) => {
    const job = definitions.find((one) => one.name === name);
    if (!job) throw notFound("queue");
    return job;
  };
  const ask = async <T>(work: () => Promise<T>): Promise<T> => {
    try {
      return await work();
    } catch (error) {
      if (!isOutage(error)) throw error;
      throw new AppError("SERVICE_UNAVAILABLE", "The queues are currently unreachable. Their jobs are not lost.", { retryAfterMs: 5000 });
    }
  };
  const read = (job: AnyJob) => ask(async () => ({ name: job.name, description: job.description, ...(await jobs.stateOf(job)) }));

  return {
    list: () => Promise.all([...definitions].sort((a, b) => (a.name < b.name ? -1 : 1)).map(read)),

    read: async (name) => read(definitionOf(name)),

    failedJobs: (em, queue, args) =>
      readConnection<FailedJobRow>(
        em,
        {
          select: FAILED_JOB_COLUMNS,
          from: "from failed_jobs f",
          conditions: [{ sql: "f.queue = ?", params: [queue] }],
        },
        args,
        newestFirst("f.id"),
      ),

    async setPaused(viewer, name, paused, address) {
      const job = definitionOf(name);
      await db.transaction(async (em) => {
        note(em, viewer, paused ? "paused" : "resumed", address, { queue: name });
        // Inside the transaction, so that a failed action is not audited.
        await ask(() => (paused ? jobs.pause(job) : jobs.resume(job)));
      });
      return read(job);
    },

    async retry(viewer, name, which, address) {
      const job = definitionOf(name);
      let retried = 0;
      let after: string | null = null;
      for (let round = 0; round < MOST_BATCHES; round++) {
        const { count, next } = await db.transaction(async (em) => {
          const taken = await ask(() => retryFailedJobs(em, jobs, job, which, BATCH, after));
          if (taken.count > 0) note(em, viewer, "failed-jobs-retried", address, { queue: name, count: taken.count });
          return taken;
        });
        retried += count;
        after = next;
        if (after === null) break;
      }
      return retried;
    },

    discard: (viewer, id, address) =>
      db.transaction(async (em) => {
        const [gone] = await rows<{ queue: string; jobId: string; error: string }>(
          em,
          `delete from failed_jobs where id = ? returning queue, job_id as "jobId", error`,
          [id],
        );
        if (!gone) throw notFound("failed job");
        note(em, viewer, "failed-job-discarded", address, gone);
      }),
  };
}
