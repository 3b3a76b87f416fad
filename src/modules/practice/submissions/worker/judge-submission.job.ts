import { isId } from "../../../../kernel/ids.js";
import { CAPPED, type JobDefinition, type Jobs } from "../../../../platform/jobs/jobs.js";

/** Runs one judgement. The job id is the judgement id, so it is queued at most once. Safe to run twice. */
export const judgeSubmission: JobDefinition<{ judgementId: string; traceparent?: string }> = {
  name: "judge-submission",
  description: "Judges submissions against all tests of their problem.",
  renewed: true,
  parse(payload) {
    const { judgementId, traceparent } = payload as { judgementId: unknown; traceparent?: unknown };
    if (!isId(judgementId)) throw new Error("judgementId is not an id");
    return { judgementId, ...(typeof traceparent === "string" && { traceparent }) };
  },
  // The row counts failures and ends the judgement. If an outage uses up the attempts, the sweeper adds the job again.
  options: { attempts: 20, backoff: { type: CAPPED, delay: 400 } },
};

/** Lower rounds run first. Does nothing if the job is already queued. */
export function queueJudgement(jobs: Jobs, judgementId: string, round: number, traceparent?: string): Promise<void> {
  return jobs.add(judgeSubmission, { judgementId, traceparent }, judgementId, round);
}
