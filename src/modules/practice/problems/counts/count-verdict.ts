import type { JudgementFinished } from "../../../../events/judgement-finished.event.js";
import { problemSolvedChanged } from "../../../../events/problem-solved-changed.event.js";
import { rows, type Database } from "../../../../platform/database/database.js";
import { announce } from "../../../../platform/outbox/outbox.js";

/** System failures and withdrawn submissions: they say nothing about the learner or the problem. */
const NOT_COUNTED = new Set(["SYSTEM_ERROR", "CANCELLED"]);
const ACCEPTED = "ACCEPTED";

/**
 * Updates problem_stats and problem_viewer_status from verdicts. Idempotent and independent of event order: only the
 * newest judgement of each submission counts, and counters change by the difference it makes. Announces when `solved` changes.
 */
export function createCountVerdict({ db }: { db: Database }): (event: JudgementFinished) => Promise<void> {
  return async ({ judgementId, submissionId, userId, problemId, verdict }) => {
    if (NOT_COUNTED.has(verdict)) return;
    await db.transaction(async (em) => {
      // Locking the counter row first serializes the counting per problem.
      await em.execute(
        `insert into problem_stats (problem_id, submissions, accepted) values (?, 0, 0)
         on conflict (problem_id) do update set submissions = problem_stats.submissions`,
        [problemId],
      );
      const [change] = await rows<{ submissions: number; accepted: number }>(
        em,
        `with before as (select accepted from problem_attempts where submission_id = ?),
         written as (
           insert into problem_attempts (submission_id, judgement_id, user_id, problem_id, accepted) values (?, ?, ?, ?, ?)
           on conflict (submission_id) do update set judgement_id = excluded.judgement_id, accepted = excluded.accepted
             where problem_attempts.judgement_id < excluded.judgement_id
           returning accepted
         )
         select case when before.accepted is null then 1 else 0 end as submissions,
           written.accepted::int - coalesce(before.accepted::int, 0) as accepted
         from written left join before on true`,
        [submissionId, submissionId, judgementId, userId, problemId, verdict === ACCEPTED],
      );
      if (!change) return;
      await em.execute("update problem_stats set submissions = submissions + ?, accepted = accepted + ? where problem_id = ?", [
        change.submissions,
        change.accepted,
        problemId,
      ]);
      // `before` sees the status as it was, as all parts of a statement share one snapshot.
      const [status] = await rows<{ solved: boolean; was: boolean }>(
        em,
        `with before as (select solved from problem_viewer_status where user_id = ? and problem_id = ?),
         written as (
           insert into problem_viewer_status (user_id, problem_id, solved)
           select user_id, problem_id, bool_or(accepted) from problem_attempts where user_id = ? and problem_id = ? group by user_id, problem_id
           on conflict (user_id, problem_id) do update set solved = excluded.solved returning solved
         )
         select written.solved, coalesce(before.solved, false) as was from written left join before on true`,
        [userId, problemId, userId, problemId],
      );
      if (status && status.solved !== status.was) announce(em, problemSolvedChanged, { userId, problemId, submissionId });
    });
  };
}
