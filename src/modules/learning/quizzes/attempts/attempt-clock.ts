import type { JudgementFinished } from "../../../../events/judgement-finished.event.js";
import { SECOND_MS } from "../../../../kernel/units.js";
import { rows, type Database } from "../../../../platform/database/database.js";
import { startRounds } from "../../../../platform/jobs/rounds.js";
import type { PubSub } from "../../../../platform/redis/pub-sub.js";
import type { Logger } from "../../../../platform/telemetry/logger.js";
import type { BackgroundWork } from "../../../contracts/module.js";
import { GRACE_MS } from "./attempt-states.js";
import { publishAttempt } from "./attempt.topic.js";
import { endAttempt, lockAttempt, settle } from "./settle.js";

const TICK_MS = 2 * SECOND_MS;
const BATCH = 50;
/** The event of the judge settles attempts at once; this is for an event that was handled just before the attempt ended. */
const RECHECK_MS = 10 * SECOND_MS;

type Dependencies = { db: Database; pubSub: PubSub; log: Logger };

/** Ends an attempt whose time is over, or settles one that waits for the judge. Each in a transaction of its own; safe to repeat. */
async function advance({ db, ...others }: Dependencies, id: string): Promise<void> {
  await db.transaction(async (tx) => {
    const attempt = await lockAttempt(tx, id);
    if (!attempt) return;
    if (attempt.status === "OPEN" && attempt.expired) await endAttempt(tx, attempt, "DEADLINE");
    else if (attempt.status === "SUBMITTED") await settle(tx, attempt);
    else return;
    tx.afterCommit(() => publishAttempt(others, id));
  });
}

/** Runs in every worker. Expired attempts end and are graded even if nobody asks for them. */
export function startAttemptClock(dependencies: Dependencies): BackgroundWork {
  const { db, log } = dependencies;
  const round = async (closing: AbortSignal) => {
    for (;;) {
      const due = await rows<{ id: string }>(
        db.em.fork(),
        `(select id from quiz_attempts where status = 'OPEN' and deadline_at < now() - interval '${GRACE_MS} milliseconds' order by deadline_at limit ${BATCH})
         union all
         (select id from quiz_attempts where status = 'SUBMITTED' and awaits_judge and checked_at < now() - interval '${RECHECK_MS} milliseconds'
          order by checked_at limit ${BATCH})`,
      );
      let failed = 0;
      for (const { id } of due) {
        if (closing.aborted) return;
        await advance(dependencies, id).catch((error: unknown) => {
          failed += 1;
          log.warn({ err: error, attemptId: id }, "quiz attempt not settled; will be retried");
        });
      }
      // Failed ones would come first again.
      if (due.length < BATCH || failed > 0) return;
    }
  };
  return startRounds(round, { everyMs: TICK_MS, log, failure: "quiz attempts not checked; will be retried" });
}

/** A submission was judged: settles the attempts of its owner that wait for it. */
export function createSettleJudged(dependencies: Dependencies): (event: JudgementFinished) => Promise<void> {
  return async ({ userId }) => {
    const waiting = await rows<{ id: string }>(
      dependencies.db.em.fork(),
      "select id from quiz_attempts where user_id = ? and status = 'SUBMITTED' and awaits_judge",
      [userId],
    );
    for (const { id } of waiting) await advance(dependencies, id);
  };
}
