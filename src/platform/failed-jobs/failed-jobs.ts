import { newId } from "../../kernel/ids.js";
import { rows, type EntityManager } from "../database/database.js";
import type { AnyJob } from "../jobs/job.js";
import type { Jobs } from "../jobs/jobs.js";
import type { GivenUpJob } from "../jobs/workers.js";

const MOST_ERROR_LENGTH = 200;

/**
 * Inserts it in the caller's transaction, which may be the failed job itself, still running. A job that was retried and failed again
 * remains one entry.
 */
export async function keepFailedJob(em: EntityManager, { queue, jobId, payload, attempts, error }: GivenUpJob): Promise<void> {
  await em.execute(
    `insert into failed_jobs (id, queue, job_id, payload, attempts, error, failed_at) values (?, ?, ?, ?::jsonb, ?, ?, now())
     on conflict (queue, job_id) do update set id = excluded.id, payload = excluded.payload, attempts = excluded.attempts,
       error = excluded.error, failed_at = excluded.failed_at`,
    [newId(), queue, firstId(jobId), JSON.stringify(payload ?? {}), attempts, nameOf(error)],
  );
}

function nameOf(error: unknown): string {
  const { name, code } = error as { name?: unknown; code?: unknown };
  const words = [name, code].filter((word) => typeof word === "string" || typeof word === "number");
  return (words.join(" ") || "Error").slice(0, MOST_ERROR_LENGTH);
}

const RETRY = "~";
/** Not the failed job's own id: that job may still be running its last lines, and adding it again would do nothing. */
const retryId = (jobId: string, entryId: string) => `${jobId}${RETRY}${entryId}`;
const firstId = (jobId: string) => jobId.split(RETRY)[0]!;

/**
 * Adds up to `limit` failed jobs to the queue again, each under an id of its entry, then removes them from the list. Returns how many, and the entry
 * after which to continue; null when there are no more. A crash in between leaves entries of jobs that run; running them twice is
 * harmless.
 */
export async function retryFailedJobs(
  em: EntityManager,
  jobs: Jobs,
  job: AnyJob,
  which: { ids: readonly string[] } | "all",
  limit: number,
  after: string | null = null,
): Promise<{ count: number; next: string | null }> {
  const [named, params] = which === "all" ? ["", []] : ["and id = any(?::uuid[])", [`{${which.ids.join(",")}}`]];
  const taken = await rows<{ id: string; jobId: string; payload: object }>(
    em,
    `select id, job_id as "jobId", payload from failed_jobs where queue = ? and (?::uuid is null or id > ?::uuid) ${named} order by id limit ${limit} for update skip locked`,
    [job.name, after, after, ...params],
  );
  const understood = taken.filter(({ payload }) => parses(job, payload));
  for (const { id, jobId, payload } of understood) await jobs.add(job, payload, retryId(jobId, id));
  await em.execute("delete from failed_jobs where id = any(?::uuid[])", [`{${understood.map(({ id }) => id).join(",")}}`]);
  return { count: understood.length, next: taken.length === limit ? taken.at(-1)!.id : null };
}

/** A payload written by another version of the program stays in the list, for that version or to be discarded. */
function parses(job: AnyJob, payload: unknown): boolean {
  try {
    job.parse(payload);
    return true;
  } catch {
    return false;
  }
}
