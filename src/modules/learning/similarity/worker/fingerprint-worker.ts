import { SECOND_MS } from "../../../../kernel/units.js";
import { rows, type Database } from "../../../../platform/database/database.js";
import type { Jobs } from "../../../../platform/jobs/jobs.js";
import type { Logger } from "../../../../platform/telemetry/logger.js";
import type { BackgroundWork } from "../../../contracts/module.js";
import { createStoreFingerprint } from "../fingerprints/store-fingerprint.js";
import { FINGERPRINT_VERSION } from "../similarity-limits.js";
import { createCodeReader } from "./code-reader.js";
import { fingerprintBacklog, fingerprintSubmission } from "./fingerprint-submission.job.js";

const BATCH = 50;
const LOCK_MS = 60 * SECOND_MS;

/** Runs in every worker, one submission at a time, in a thread of low priority: judging and requests take precedence. */
export function startFingerprintWorker({ db, jobs, log }: { db: Database; jobs: Jobs; log: Logger }): BackgroundWork {
  const reader = createCodeReader({ refused: (fault) => log.info({ fault }, "code not comparable") });
  const store = createStoreFingerprint({ db, reader });
  // The reader takes one program at a time.
  let last: Promise<unknown> = Promise.resolve();
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const next = last.then(work, work);
    last = next.catch(() => undefined);
    return next;
  };
  const options = { concurrency: 1, lockMs: LOCK_MS };
  const workers = [
    jobs.process(fingerprintSubmission, options, async ({ submissionId }) => {
      await inTurn(() => store(submissionId));
    }),
    jobs.process(fingerprintBacklog, options, async ({ after }) => {
      const batch = await nextBatch(db, after);
      for (const { id } of batch) await inTurn(() => store(id));
      const end = batch.at(-1)?.id;
      if (end) await jobs.add(fingerprintBacklog, { after: end }, `backlog-${end}`);
      else log.info({}, "all submissions are compared");
    }),
  ];
  return {
    async close() {
      await Promise.all(workers.map((worker) => worker.close()));
      await reader.close();
    },
  };
}

/** Submissions without present fingerprints, in the order in which they were sent. */
function nextBatch({ em }: Database, after: string): Promise<{ id: string }[]> {
  return rows<{ id: string }>(
    em.fork(),
    `select s.id from submissions s where s.id > ? and s.source is not null
     and not exists (select from code_fingerprints f where f.submission_id = s.id and f.version = ${FINGERPRINT_VERSION}) order by s.id limit ${BATCH}`,
    [after],
  );
}
