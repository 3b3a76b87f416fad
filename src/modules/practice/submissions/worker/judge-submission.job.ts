import * as z from "zod";
import { id } from "../../../../kernel/schemas.js";
import { CAPPED, defineJob } from "../../../../platform/jobs/job.js";
import type { Jobs } from "../../../../platform/jobs/jobs.js";
import { FIRST_ROUND } from "../judgements/rounds.js";

/** Runs one judgement. The job id is the judgement id, so it is queued at most once. Safe to run twice. */
export const judgeSubmission = defineJob({
  name: "judge-submission",
  description: "Judges submissions against all tests of their problem, and takes steps of verifications.",
  renewed: true,
  payload: z.union([
    z.object({ judgementId: id, traceparent: z.string().optional() }),
    /** The next step of a verification: in the same queue, so that it takes its turn. */
    z.object({ verificationId: id }),
  ]),
  // The row counts failures and ends the judgement. If an outage uses up the attempts, the sweeper adds the job again.
  options: { attempts: 20, backoff: { type: CAPPED, delay: 400 } },
});

/** Lower rounds run first. Does nothing if the job is already queued. */
export function queueJudgement(jobs: Jobs, judgementId: string, round: number, traceparent?: string): Promise<void> {
  return jobs.add(judgeSubmission, { judgementId, traceparent }, judgementId, round);
}

/** A step has a job of its own: the attempt counts the steps taken. After all submissions, before rejudgements. */
export function queueVerification(jobs: Jobs, { id: verificationId, attempt }: { id: string; attempt: number }): Promise<void> {
  return jobs.add(judgeSubmission, { verificationId }, `${verificationId}-${attempt}`, FIRST_ROUND.verify);
}
