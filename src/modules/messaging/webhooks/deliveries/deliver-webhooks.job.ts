import * as z from "zod";
import { id } from "../../../../kernel/schemas.js";
import { SECOND_MS } from "../../../../kernel/units.js";
import { rows, type Database } from "../../../../platform/database/database.js";
import { defineJob } from "../../../../platform/jobs/job.js";
import type { Jobs } from "../../../../platform/jobs/jobs.js";
import { startRounds, type Rounds } from "../../../../platform/jobs/rounds.js";
import type { JobWorker } from "../../../../platform/jobs/workers.js";
import type { Logger } from "../../../../platform/telemetry/logger.js";
import { attempt, type AttemptDependencies } from "./attempt.js";
import { claimDeliveries, SENDABLE } from "./claim-deliveries.js";

/**
 * Sends what is due to one endpoint. Its id is the endpoint's, so there is at most one such job: a slow endpoint takes one slot of a worker
 * and not those of others. Rows are the outbox; the sweeper adds lost jobs.
 */
export const deliverWebhooks = defineJob({
  name: "webhooks",
  description: "Sends pending webhooks to one endpoint of an organization.",
  payload: z.object({ endpointId: id }),
  options: { attempts: 1 },
  renewed: true,
});

/** Endpoints at once, in one worker. They wait for the network, not for this machine. */
const CONCURRENCY = 32;
const LOCK_MS = 30_000;
/** After this time a job ends, so that endpoints take turns; the sweeper adds it again. */
const SLICE_MS = 10 * SECOND_MS;
const SWEEP_MS = SECOND_MS;
const SWEEP_MAX = 1000;

/** A job for each of these endpoints. A no-op for those that have one. */
export async function wake(jobs: Pick<Jobs, "add">, endpointIds: readonly string[]): Promise<void> {
  for (const endpointId of new Set(endpointIds)) await jobs.add(deliverWebhooks, { endpointId }, endpointId);
}

interface Dependencies extends AttemptDependencies {
  jobs: Jobs;
  log: Logger;
  checkpoint(name: string): void;
}

export function startWebhookWorker({ jobs, checkpoint, ...deps }: Dependencies): JobWorker {
  let closing = false;
  const worker = jobs.process(deliverWebhooks, { concurrency: CONCURRENCY, lockMs: LOCK_MS }, async ({ endpointId }) => {
    const end = performance.now() + SLICE_MS;
    while (!closing && performance.now() < end) {
      const claimed = await claimDeliveries(deps.db, endpointId);
      if (claimed.length === 0) return;
      checkpoint("webhooks-claimed");
      await Promise.all(claimed.map((one) => attempt(deps, one)));
    }
  });
  return {
    ...worker,
    close(force) {
      closing = true;
      return worker.close(force);
    },
  };
}

/** Runs in every worker: due retries, and what a lost job or a killed worker left. */
export function startWebhookSweeper({ db, jobs, log }: { db: Database; jobs: Jobs; log: Logger }): Rounds {
  const sweep = async () => {
    if (!jobs.reachable()) return;
    const due = await rows<{ id: string }>(
      db.em.fork(),
      `select e.id from webhook_endpoints e join organizations o on o.id = e.organization_id
       where exists (select from webhook_deliveries d where d.endpoint_id = e.id and d.status = 'PENDING' and d.due_at <= now() and ${SENDABLE})
       limit ${SWEEP_MAX}`,
    );
    await wake(
      jobs,
      due.map(({ id: endpointId }) => endpointId),
    );
  };
  return startRounds(sweep, { everyMs: SWEEP_MS, log, failure: "webhooks not swept; will be retried" });
}
