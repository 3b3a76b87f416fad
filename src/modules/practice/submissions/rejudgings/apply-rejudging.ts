/**
 * Runs in the worker: makes the verdicts of a set count, in chunks, each one transaction. Chunks of a set are serialized by the lock on
 * its row, and each takes only judgements that are still staged. So a killed worker or a job that runs twice applies each verdict once.
 */
import * as z from "zod";
import { id } from "../../../../kernel/schemas.js";
import { rows, type Database, type Transaction } from "../../../../platform/database/database.js";
import { defineJob } from "../../../../platform/jobs/job.js";
import type { PubSub } from "../../../../platform/redis/pub-sub.js";
import type { Logger } from "../../../../platform/telemetry/logger.js";
import { announceVerdict, LOCK_FINISHES } from "../judgements/judgement.repository.js";
import { ITS_OWN, OF_A_JUDGEMENT, STATE_COLUMNS } from "../judgements/judgement-states.js";
import { eventOfState, publishStatus, type JudgementState } from "../live/submission-status.event.js";
import { NOT_APPLIED_SQL } from "./rejudged-submissions.js";
import { publishRejudging } from "./rejudging.topic.js";

export const applyRejudging = defineJob({
  name: "apply-rejudging",
  description: "Makes the verdicts of a rejudging count, once it was applied.",
  renewed: true,
  payload: z.object({ id }),
  // The row is the outbox: the sweeper adds it again.
  options: { attempts: 1 },
});

const CHUNK = 200;

/** Numbered among the account's finished judgements, as if they had finished now. */
const APPLY = `
  update judgements j set staged = false, user_id = n.user_id, finish_number = n.number
  from (select c.id, c.user_id, (select coalesce(max(f.finish_number), 0) from judgements f where f.user_id = c.user_id)
          + row_number() over (partition by c.user_id order by c.id) as number
        from (select o.id, os.user_id from judgements o join submissions os on os.id = o.submission_id
              where o.id = any(?::uuid[]) and o.staged) c) n, ${OF_A_JUDGEMENT}
  where j.id = n.id and ${ITS_OWN} returning ${STATE_COLUMNS}`;

export interface ApplyDependencies {
  db: Database;
  pubSub: PubSub;
  log: Logger;
  checkpoint?: (name: "mid-apply") => void;
}

export async function applySet(deps: ApplyDependencies, rejudgingId: string, stopping: AbortSignal): Promise<void> {
  while (!stopping.aborted && (await deps.db.transaction((tx) => applyChunk(deps, tx, rejudgingId)))) deps.checkpoint?.("mid-apply");
}

/** False if nothing is left to do. */
async function applyChunk({ pubSub, log }: ApplyDependencies, tx: Transaction, rejudgingId: string): Promise<boolean> {
  const [applying] = await rows(tx, "select 1 from rejudgings where id = ? and status = 'APPLYING' for update", [rejudgingId]);
  if (!applying) return false;
  tx.afterCommit(() => publishRejudging({ pubSub, log }, rejudgingId));
  const chunk = await rows<{ id: string; userId: string; setApart: boolean }>(
    tx,
    `select j.id, s.user_id as "userId", s.set_apart as "setApart" from judgements j join submissions s on s.id = j.submission_id
     where j.rejudging_id = ? and j.staged and j.verdict not in ${NOT_APPLIED_SQL} order by s.user_id, j.id limit ${CHUNK}`,
    [rejudgingId],
  );
  if (chunk.length === 0) {
    await tx.execute("delete from judgements where rejudging_id = ? and staged", [rejudgingId]);
    await tx.execute("update rejudgings set status = 'APPLIED' where id = ?", [rejudgingId]);
    return false;
  }
  // In the order of the accounts, so that no two chunks wait for each other.
  for (const userId of new Set(chunk.map((each) => each.userId))) await rows(tx, LOCK_FINISHES, [userId]);
  const states = await rows<JudgementState>(tx, APPLY, [`{${chunk.map((each) => each.id).join(",")}}`]);
  const apart = new Set(chunk.filter(({ setApart }) => setApart).map(({ id }) => id));
  for (const { id: judgementId, submissionId, verdict, about } of states) {
    const { userId, problemId } = about;
    announceVerdict(tx, apart.has(judgementId), { judgementId, submissionId, userId, problemId, verdict: verdict! });
  }
  tx.afterCommit(() => {
    for (const state of states) {
      publishStatus(pubSub, eventOfState(state)).catch((error: unknown) => log.warn({ err: error }, "event not published"));
    }
  });
  return true;
}
