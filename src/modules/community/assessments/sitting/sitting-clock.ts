import type { AssessmentFinished } from "../../../../events/assessment-finished.event.js";
import type { SetApartJudgementFinished } from "../../../../events/set-apart-judgement-finished.event.js";
import { AppError } from "../../../../kernel/errors.js";
import { SECOND_MS } from "../../../../kernel/units.js";
import { rows, type Database } from "../../../../platform/database/database.js";
import { startRounds } from "../../../../platform/jobs/rounds.js";
import type { PubSub } from "../../../../platform/redis/pub-sub.js";
import type { Logger } from "../../../../platform/telemetry/logger.js";
import type { BackgroundWork } from "../../../contracts/module.js";
import type { SubmissionsService } from "../../../practice/submissions/submissions.service.js";
import { GRACE_MS } from "../assessment-limits.js";
import { compareCode } from "../integrity/compare-code.js";
import { regradeSitting } from "../results/regrade-sitting.js";
import { settleSitting } from "../results/settle-sitting.js";
import { publishCandidate } from "./candidate.topic.js";
import { endSitting, lockSitting, unsentCode } from "./lock-sitting.js";

const TICK_MS = 2 * SECOND_MS;
const BATCH = 50;
/** Verdicts settle sittings at once; this is for an event that was handled just before the sitting ended. */
const RECHECK_MS = 10 * SECOND_MS;

interface Dependencies {
  db: Database;
  pubSub: PubSub;
  log: Logger;
}

/** Ends a sitting whose time is over, or settles one that waits for the judge. In a transaction of its own; safe to repeat. */
async function advance({ db, ...others }: Dependencies, candidateId: string): Promise<void> {
  await db.transaction(async (tx) => {
    const sitting = await lockSitting(tx, candidateId);
    if (!sitting) return;
    if (sitting.status === "OPEN" && sitting.expired) await endSitting(tx, sitting, "DEADLINE");
    else if (sitting.status === "FINISHED") await settleSitting(tx, sitting.id);
    else if (sitting.status === "GRADED") await regradeSitting(tx, sitting);
    else await tx.execute("update assessment_sittings set revision = revision + 1 where id = ? and status = 'OPEN'", [sitting.id]);
    tx.afterCommit(() => publishCandidate(others, sitting));
  });
}

/** Runs in every worker. Sittings end at their deadline even if the candidate's browser is gone. */
export function startSittingClock(dependencies: Dependencies): BackgroundWork {
  const { db, log } = dependencies;
  const round = async (closing: AbortSignal) => {
    const due = await rows<{ candidateId: string }>(
      db.em.fork(),
      `(select candidate_id as "candidateId" from assessment_sittings where status = 'OPEN'
          and deadline_at < now() - interval '${GRACE_MS} milliseconds'
          and (break_started_at is null or deadline_at + break_left_ms * interval '1 millisecond' < now() - interval '${GRACE_MS} milliseconds')
          order by deadline_at limit ${BATCH})
       union all
       (select candidate_id from assessment_sittings where status = 'FINISHED' and checked_at < now() - interval '${RECHECK_MS} milliseconds'
          order by checked_at limit ${BATCH})`,
    );
    for (const { candidateId } of due) {
      if (closing.aborted) return;
      await advance(dependencies, candidateId).catch((error: unknown) =>
        log.warn({ err: error, candidateId }, "sitting not settled; will be retried"),
      );
    }
  };
  return startRounds(round, { everyMs: TICK_MS, log, failure: "sittings not checked; will be retried" });
}

/** A submission of an assessment was judged. */
export function createSettleVerdict(dependencies: Dependencies): (event: SetApartJudgementFinished) => Promise<void> {
  return async ({ submissionId }) => {
    const [found] = await rows<{ candidateId: string }>(
      dependencies.db.em.fork(),
      `select s.candidate_id as "candidateId" from assessment_code k join assessment_sittings s on s.id = k.sitting_id where k.submission_id = ?`,
      [submissionId],
    );
    if (found) await advance(dependencies, found.candidateId);
  };
}

/** What submitting can refuse for good. Everything else is tried again. */
const FOR_GOOD = ["BAD_USER_INPUT", "CONFLICT", "NOT_FOUND", "PAYLOAD_TOO_LARGE"];

/**
 * A sitting has ended: submits code that was saved last and never submitted, so that a lost connection loses nothing, then compares the final
 * code. Safe to repeat: each submission has a key.
 */
export function createFinishSitting({
  submissions,
  ...dependencies
}: Dependencies & { submissions: SubmissionsService }): (event: AssessmentFinished) => Promise<void> {
  const { db, log } = dependencies;
  return async ({ candidateId }) => {
    const [sitting] = await rows<{ id: string; guestId: string; draftsPending: boolean }>(
      db.em.fork(),
      `select s.id, c.guest_id as "guestId", s.drafts_pending as "draftsPending" from assessment_sittings s
       join assessment_candidates c on c.id = s.candidate_id where c.id = ? and s.status <> 'OPEN'`,
      [candidateId],
    );
    if (!sitting) return;
    if (sitting.draftsPending) {
      for (const { position, ...code } of await unsentCode(db.em.fork(), sitting.id)) {
        const input = { ...code, idempotencyKey: `final ${sitting.id} ${position}` };
        await submissions
          .submitApart({ id: sitting.guestId, role: "LEARNER" }, input, {
            async joined(tx, submissionId) {
              const sql = "insert into assessment_code (submission_id, sitting_id, task) values (?, ?, ?)";
              await tx.execute(sql, [submissionId, sitting.id, position]);
            },
          })
          .catch((error: unknown) => {
            if (!(error instanceof AppError && FOR_GOOD.includes(error.code))) throw error;
            log.info({ candidateId, position, code: error.code }, "saved code not submitted");
          });
      }
      await db.transaction(async (tx) => {
        const locked = await lockSitting(tx, candidateId);
        if (!locked) return;
        await tx.execute("update assessment_sittings set drafts_pending = false where id = ?", [sitting.id]);
        await settleSitting(tx, sitting.id);
        tx.afterCommit(() => publishCandidate(dependencies, locked));
      });
    }
    await compareCode(db, sitting.id);
  };
}
