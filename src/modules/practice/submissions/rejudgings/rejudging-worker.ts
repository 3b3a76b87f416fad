import { rows } from "../../../../platform/database/database.js";
import type { Jobs } from "../../../../platform/jobs/jobs.js";
import { SECOND_MS } from "../../../../kernel/units.js";
import type { BackgroundWork } from "../../../contracts/module.js";
import { applyRejudging, applySet, type ApplyDependencies } from "./apply-rejudging.js";
import { decideOn } from "./decide-on.js";
import { publishRejudging } from "./rejudging.topic.js";

const PERIOD_MS = 2 * SECOND_MS;
const LOCK_MS = 10 * SECOND_MS;

const JUDGED = `select r.id from rejudgings r where r.status = 'OPEN' and r.apply_when_judged
  and not exists (select from judgements j where j.rejudging_id = r.id and j.status <> 'FINISHED')`;

/**
 * Runs in every worker. The row is the outbox: sets to apply are looked for every two seconds, so the queue may lose the job, and
 * a worker that dies is replaced.
 */
export function startRejudgingWorker(deps: ApplyDependencies & { jobs: Jobs }): BackgroundWork {
  const { db, jobs, log } = deps;
  const stopping = new AbortController();
  const worker = jobs.process(applyRejudging, { concurrency: 1, lockMs: LOCK_MS }, ({ id }) => applySet(deps, id, stopping.signal));

  const sweep = async () => {
    for (const { id } of await rows<{ id: string }>(db.em.fork(), JUDGED)) {
      if (await db.transaction((tx) => decideOn(tx, id, "APPLYING", null))) publishRejudging(deps, id);
    }
    if (!jobs.reachable()) return;
    for (const { id } of await rows<{ id: string }>(db.em.fork(), "select id from rejudgings where status = 'APPLYING'")) {
      await jobs.add(applyRejudging, { id }, id);
    }
  };
  let round: Promise<void> | undefined;
  const timer = setInterval(() => {
    round ??= sweep()
      .catch((error: unknown) => log.warn({ err: error }, "rejudgings will be looked for again"))
      .finally(() => (round = undefined));
  }, PERIOD_MS);

  return {
    async close(force) {
      stopping.abort();
      clearInterval(timer);
      await round;
      await worker.close(force);
    },
  };
}
