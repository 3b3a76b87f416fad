import type { JudgementFinished } from "../../../../events/judgement-finished.event.js";
import { rows, type Database } from "../../../../platform/database/database.js";
import { JOIN_LATEST_JUDGEMENT } from "../submission.rows.js";

/** The best submission of each language and toolchain among those that `which` selects. Not of a deleted account: it has no source. */
const keep = (which: string) => `
  insert into best_solutions (user_id, problem_id, language, toolchain, submission_id, cpu_ms, peak_memory_kb)
  select distinct on (s.language, j.toolchain) s.user_id, s.problem_id, s.language, j.toolchain, s.id, j.cpu_ms, j.peak_memory_kb
  from submissions s ${JOIN_LATEST_JUDGEMENT}
  where ${which} and s.source is not null and j.verdict = 'ACCEPTED' and j.toolchain is not null
    and j.cpu_ms is not null and j.peak_memory_kb is not null
  order by s.language, j.toolchain, j.cpu_ms, j.peak_memory_kb, s.id
  on conflict (user_id, problem_id, language, toolchain) do update
    set submission_id = excluded.submission_id, cpu_ms = excluded.cpu_ms, peak_memory_kb = excluded.peak_memory_kb
    where (excluded.cpu_ms, excluded.peak_memory_kb) < (best_solutions.cpu_ms, best_solutions.peak_memory_kb)`;

/**
 * Idempotent and independent of the order of events: it reads the judgement that counts. Only if a best submission is judged again are the
 * other ones of the account read.
 */
export function createKeepBest({ db }: { db: Database }): (event: JudgementFinished) => Promise<void> {
  return async ({ submissionId, userId, problemId, verdict }) => {
    await db.transaction(async (tx) => {
      await rows(tx, "select pg_advisory_xact_lock(hashtextextended('best:' || ? || ?, 0))", [userId, problemId]);
      const removed = await rows(tx, "delete from best_solutions where user_id = ? and problem_id = ? and submission_id = ? returning 1", [
        userId,
        problemId,
        submissionId,
      ]);
      if (removed.length > 0) await tx.execute(keep("s.user_id = ? and s.problem_id = ?"), [userId, problemId]);
      else if (verdict === "ACCEPTED") await tx.execute(keep("s.id = ?"), [submissionId]);
    });
  };
}
