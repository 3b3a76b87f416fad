import * as z from "zod";
import { id } from "../../../../kernel/schemas.js";
import { CAPPED, defineJob } from "../../../../platform/jobs/job.js";
import type { Jobs } from "../../../../platform/jobs/jobs.js";

/** Runs one judgement. The job id is the judgement id, so it is queued at most once. Safe to run twice. */
export const judgeSubmission = defineJob({
  name: "judge-submission",
  description: "Judges submissions against all tests of their problem.",
  renewed: true,
  payload: z.object({ judgementId: id, traceparent: z.string().optional() }),
  // The row counts failures and ends the judgement. If an outage uses up the attempts, the sweeper adds the job again.
  options: { attempts: 20, backoff: { type: CAPPED, delay: 400 } },
});

/** Lower rounds run first. Does nothing if the job is already queued. */
export function queueJudgement(jobs: Jobs, judgementId: string, round: number, traceparent?: string): Promise<void> {
  return jobs.add(judgeSubmission, { judgementId, traceparent }, judgementId, round);
}
