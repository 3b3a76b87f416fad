import { AppError } from "../../kernel/errors.js";
import { newId } from "../../kernel/ids.js";
import { HOUR_MS, MINUTE_MS } from "../../kernel/units.js";
import type { ObjectStorage } from "../storage/object-storage.js";
import type { Logger } from "../telemetry/logger.js";
import type { AwaitedJob } from "./job.js";
import type { Jobs } from "./jobs.js";

/** A file that a worker has written, for one download soon. */
export interface CalledFile {
  url: string;
  sizeBytes: number;
  /** Of the URL. */
  expiresAt: Date;
}

const LINK_MS = HOUR_MS;
const PATIENCE_MS = 3 * MINUTE_MS;
const WITHOUT_WORKER_MS = 15_000;

interface Dependencies {
  jobs: Jobs;
  storage: ObjectStorage;
  log: Logger;
}

/**
 * Lets a worker write the object `prefix` + `fileId` and waits for it: SERVICE_UNAVAILABLE without a worker. Whoever owns the prefix removes
 * the objects (`startDaySweeper`).
 */
export async function callForFile<P extends { fileId: string }>(
  { jobs, storage, log }: Dependencies,
  job: AwaitedJob<P, { sizeBytes: number }>,
  prefix: string,
  payload: Omit<P, "fileId">,
): Promise<CalledFile> {
  const fileId = newId();
  const options = { timeoutMs: PATIENCE_MS, withoutWorkerMs: WITHOUT_WORKER_MS };
  const { sizeBytes } = await jobs.call(job, { ...payload, fileId } as unknown as P, fileId, options).catch((error: unknown) => {
    log.warn({ job: job.name, err: error }, "file not written");
    throw new AppError("SERVICE_UNAVAILABLE", "The file could not be written right now. Try again.", { retryAfterMs: 5000 });
  });
  return { url: await storage.presignGet(prefix + fileId, LINK_MS / 1000), sizeBytes, expiresAt: new Date(Date.now() + LINK_MS) };
}
