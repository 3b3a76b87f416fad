import { setTimeout as delay } from "node:timers/promises";
import { NO_ID } from "../../kernel/ids.js";
import { fingerprintBacklog } from "../../modules/learning/similarity/worker/fingerprint-submission.job.js";
import type { Platform } from "../../platform/platform.js";

/** The connection to Redis is opened in the background when the program starts. */
const TRIES = 300;
const TRY_MS = 100;

/** `npm run fingerprint`: lets the workers compare all submissions that are not compared yet, in the background. */
export async function queueFingerprints({ jobs }: Pick<Platform, "jobs">, print: (line: string) => void): Promise<void> {
  for (let tries = 0; !jobs.reachable() && tries < TRIES; tries++) await delay(TRY_MS);
  await jobs.add(fingerprintBacklog, { after: NO_ID }, `backlog-${NO_ID}`);
  print("The workers compare older submissions now, one after the other.");
}
