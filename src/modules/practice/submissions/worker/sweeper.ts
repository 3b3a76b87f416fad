import type { Jobs } from "../../../../platform/jobs/jobs.js";
import type { Logger } from "../../../../platform/telemetry/logger.js";
import { judgeSubmission, queueJudgement } from "./judge-submission.job.js";
import type { JudgementRepository } from "../judgements/judgement.repository.js";

const PERIOD_MS = 2000;
/** The writer is about to add jobs for younger rows itself. */
const IDLE_MS = 3000;
const BATCH = 500;

/**
 * Runs in every worker. Requeues judgements with expired leases and adds a job for everything queued. Adding an existing
 * job does nothing, so Redis may lose any or all of them.
 */
export function startSweeper({ judgements, jobs, log }: { judgements: JudgementRepository; jobs: Jobs; log: Logger }): {
  close(): Promise<void>;
} {
  let closed = false;
  let round: Promise<void> = Promise.resolve();
  const sweep = async () => {
    const { expired, waiting } = await judgements.sweep(IDLE_MS, BATCH);
    if (expired.length > 0) log.warn({ count: expired.length }, "judgements with expired leases requeued");
    if (!jobs.reachable()) return;
    const rounds = new Map([...expired, ...waiting].map(({ id, round }) => [id, round]));
    // Checks first: with a long queue, nearly all jobs exist, in every round of every worker.
    for (const judgementId of await jobs.missing(judgeSubmission, [...rounds.keys()])) {
      if (closed || !jobs.reachable()) return;
      await queueJudgement(jobs, judgementId, rounds.get(judgementId)!);
    }
  };
  let running = false;
  const timer = setInterval(() => {
    if (running) return;
    running = true;
    round = sweep()
      .catch((error: unknown) => log.warn({ err: error }, "sweep failed; will be retried"))
      .finally(() => (running = false));
  }, PERIOD_MS);

  return {
    async close() {
      closed = true;
      clearInterval(timer);
      await round;
    },
  };
}
