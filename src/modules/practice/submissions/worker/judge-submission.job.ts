import { isId } from "../../../../kernel/ids.js";
import { CAPPED, type JobDefinition, type Jobs } from "../../../../platform/jobs/jobs.js";

/** Judges one judgement. The job's id is the judgement's, so it waits at most once. Safe to run twice. */
export const judgeSubmission: JobDefinition<{ judgementId: string; traceparent?: string }> = {
  name: "judge-submission",
  description: "Judges submissions against all tests of their problem.",
  renewed: true,
  parse(payload) {
    const { judgementId, traceparent } = payload as { judgementId: unknown; traceparent?: unknown };
    if (!isId(judgementId)) throw new Error("judgementId is not an id");
    return { judgementId, ...(typeof traceparent === "string" && { traceparent }) };
  },
  // The row counts failures and ends the judgement. A job that an outage has used up is added again by the sweeper.
  options: { attempts: 20, backoff: { type: CAPPED, delay: 400 } },
};

/** Earlier rounds first. Does nothing when it waits already. */
export function queueJudgement(jobs: Jobs, judgementId: string, round: number, traceparent?: string): Promise<void> {
  return jobs.add(judgeSubmission, { judgementId, traceparent }, judgementId, round);
}
