import { buffer } from "node:stream/consumers";
import * as z from "zod";
import type { PayloadOf } from "../../../../kernel/contract.js";
import { id } from "../../../../kernel/schemas.js";
import { defineJob } from "../../../../platform/jobs/job.js";
import type { Jobs } from "../../../../platform/jobs/jobs.js";
import type { JobWorker } from "../../../../platform/jobs/workers.js";
import { IMAGE_TYPES, redraw, type ImageSize } from "../../../../platform/storage/images.js";
import type { ObjectStorage } from "../../../../platform/storage/object-storage.js";
import { sniff } from "../../../base/storage/upload-rules.js";
import { pictureKey, QUESTION_PICTURES } from "./question-picture.entity.js";

export const drawQuestionPicture = defineJob({
  name: "draw-question-picture",
  description: "Draws a picture of an imported question anew for `importQuestions`, while its caller waits.",
  payload: z.object({ pictureId: id }),
  result: z.discriminatedUnion("status", [
    z.object({ status: z.literal("DRAWN"), sizeBytes: z.number() }),
    z.object({ status: z.literal("REFUSED"), reason: z.string() }),
  ]),
});

type Outcome = PayloadOf<typeof drawQuestionPicture.result>;

/** Where the bytes of the file wait for the worker. The sweeper of pictures removes what stays. */
export const rawKey = (pictureId: string): string => `${QUESTION_PICTURES}${pictureId}.raw`;

const SIZES: readonly ImageSize[] = [{ pixels: 1280, fit: "inside" }];

/** Runs in the worker, so that a malicious picture cannot affect the API. Safe to run twice. */
export function startPictureWorker({ jobs, storage }: { jobs: Jobs; storage: ObjectStorage }): JobWorker {
  return jobs.process(drawQuestionPicture, { concurrency: 1, lockMs: 60_000 }, ({ pictureId }) => draw(storage, pictureId));
}

async function draw(storage: ObjectStorage, pictureId: string): Promise<Outcome> {
  const raw = await storage.open(rawKey(pictureId));
  if (!raw) return { status: "REFUSED", reason: "It is no longer there." };
  const content = await buffer(raw.content);
  const type = content.length === 0 ? null : await sniff(content);
  if (!type || !IMAGE_TYPES.has(type))
    return { status: "REFUSED", reason: `Its type is ${type ?? "unknown"}; allowed types: ${[...IMAGE_TYPES].join(", ")}.` };
  const drawn = await redraw(content, SIZES);
  if ("refusal" in drawn) return { status: "REFUSED", reason: drawn.refusal };
  const [image] = drawn.images;
  await storage.put(pictureKey(pictureId), image!.content, image!.contentType);
  return { status: "DRAWN", sizeBytes: image!.content.length };
}
