import { buffer } from "node:stream/consumers";
import * as z from "zod";
import type { PayloadOf } from "../../../kernel/contract.js";
import { id } from "../../../kernel/schemas.js";
import { rows, type Database } from "../../../platform/database/database.js";
import { IMAGE_TYPES, redraw } from "../../../platform/storage/images.js";
import { defineJob } from "../../../platform/jobs/job.js";
import type { Jobs } from "../../../platform/jobs/jobs.js";
import type { JobWorker } from "../../../platform/jobs/workers.js";
import type { Logger } from "../../../platform/telemetry/logger.js";
import type { ObjectStorage } from "../../../platform/storage/object-storage.js";
import { StoredFile, type Rendition } from "./stored-file.entity.js";
import { DATA_PURPOSES, sniff, UPLOAD_RULES } from "./upload-rules.js";

export const processUpload = defineJob({
  name: "process-upload",
  description: "Validates an uploaded file for `completeUpload`, while its caller waits.",
  payload: z.object({ fileId: id }),
  result: z.discriminatedUnion("status", [
    z.object({ status: z.enum(["READY", "MISSING"]) }),
    z.object({ status: z.literal("REJECTED"), reason: z.string() }),
  ]),
});

type UploadOutcome = PayloadOf<typeof processUpload.result>;

export const uploadKey = (fileId: string) => `uploads/${fileId}`;

interface Dependencies {
  db: Database;
  jobs: Jobs;
  storage: ObjectStorage;
  log: Logger;
}

/** Each picture is processed in its own process, so a slow one leaves room for others. */
const AT_ONCE = 2;

/** Runs in the worker, so that a malicious picture cannot affect the API. Idempotent: the row is changed once. */
export function startUploadWorker(deps: Dependencies): JobWorker {
  return deps.jobs.process(processUpload, { concurrency: AT_ONCE, lockMs: 60_000 }, ({ fileId }) => process(deps, fileId));
}

async function process({ db, storage, log }: Dependencies, fileId: string): Promise<UploadOutcome> {
  const file = await db.em.fork().findOne(StoredFile, { id: fileId });
  if (!file) return { status: "MISSING" };
  if (file.status === "READY") return { status: "READY" };
  if (file.status === "REJECTED") return { status: "REJECTED", reason: file.reason ?? "" };

  const sizeBytes = await storage.sizeOf(uploadKey(fileId));
  if (sizeBytes === null) return { status: "MISSING" };
  const looked = await look(storage, file, sizeBytes);
  const [contentType, renditions, reason] =
    typeof looked === "string" ? [file.contentType, [], looked] : [looked.contentType, looked.renditions, null];
  const status = reason === null ? "READY" : "REJECTED";
  const written = await rows(
    db.em.fork(),
    "update files set status = ?, content_type = ?, size_bytes = ?, renditions = ?::jsonb, reason = ? where id = ? and status = 'PENDING' returning 1",
    [status, contentType, sizeBytes, JSON.stringify(renditions), reason, fileId],
  );
  if (written.length === 0) return overtaken(db, storage, fileId, renditions);
  if (!DATA_PURPOSES.includes(file.purpose) || status === "REJECTED") await storage.remove(uploadKey(fileId));
  log.info({ fileId, purpose: file.purpose, status, sizeBytes }, "upload processed");
  return reason === null ? { status: "READY" } : { status: "REJECTED", reason };
}

/** Another run has processed the file, or the file or its account was deleted: nothing references the objects just stored. */
async function overtaken(db: Database, storage: ObjectStorage, fileId: string, stored: readonly Rendition[]): Promise<UploadOutcome> {
  const file = await db.em.fork().findOne(StoredFile, { id: fileId });
  if (file?.status === "READY") return { status: "READY" };
  await Promise.all(stored.map(({ key }) => storage.remove(key)));
  return file ? { status: "REJECTED", reason: file.reason ?? "" } : { status: "MISSING" };
}

/** Returns the detected type and the stored renditions, or the reason for rejection. */
async function look(
  storage: ObjectStorage,
  { id, purpose, fileName }: Pick<StoredFile, "id" | "purpose" | "fileName">,
  sizeBytes: number,
): Promise<string | { contentType: string; renditions: Rendition[] }> {
  const { maxBytes, types, sizes, folder } = UPLOAD_RULES[purpose];
  if (sizeBytes > maxBytes) return `It has ${sizeBytes} bytes; at most ${maxBytes} are allowed.`;
  // Not read here because of its size; it is streamed when a job reads it.
  if (types === null) return { contentType: "application/octet-stream", renditions: [] };
  const content = await buffer(await storage.read(uploadKey(id)));
  const contentType = await sniff(content);
  if (!contentType || !types.has(contentType)) return `Its type is ${contentType ?? "unknown"}; allowed types: ${[...types].join(", ")}.`;
  if (!IMAGE_TYPES.has(contentType)) {
    const key = `${folder}/${id}`;
    await storage.put(key, content, contentType, { downloadAs: fileName });
    return { contentType, renditions: [{ key, contentType, sizeBytes: content.length, width: null, height: null }] };
  }
  const drawn = await redraw(content, sizes);
  if ("refusal" in drawn) return drawn.refusal;
  const { images } = drawn;
  const renditions = images.map(({ content: { length }, contentType: type, width, height }) => ({
    key: `${folder}/${id}/${width}.webp`,
    contentType: type,
    sizeBytes: length,
    width,
    height,
  }));
  await Promise.all(images.map((image, at) => storage.put(renditions[at]!.key, image.content, image.contentType)));
  return { contentType: "image/webp", renditions };
}
