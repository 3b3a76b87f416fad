import { rows, type EntityManager } from "../../../../platform/database/database.js";
import { JOIN_LATEST_JUDGEMENT } from "../submission.rows.js";

export interface BestShare {
  problemId: string;
  /** Share of the points of the best judged submission, 0 to 1: its score if it has one, otherwise 1 if it was accepted. */
  share: number;
  /** A submission is not judged yet. */
  pending: boolean;
}

/**
 * What an account achieved at problems with submissions of a period, ends included. Problems without submissions are left out. Scores that
 * a problem's author lets learners not see (`feedback` NOTHING) count as 0 unless accepted.
 */
export function bestShares(
  em: EntityManager,
  { userId, problemIds, from, to }: { userId: string; problemIds: readonly string[]; from: Date; to: Date },
): Promise<BestShare[]> {
  if (problemIds.length === 0) return Promise.resolve([]);
  return rows<BestShare>(
    em,
    `select s.problem_id as "problemId", bool_or(j.status <> 'FINISHED') as pending,
       coalesce(max(case
         when j.verdict = 'ACCEPTED' and j.score is null then 1
         when p.feedback = 'NOTHING' and j.verdict <> 'ACCEPTED' then 0
         when j.max_score > 0 then j.score / j.max_score end), 0)::float8 as share
     from submissions s join problems p on p.id = s.problem_id ${JOIN_LATEST_JUDGEMENT}
     where s.user_id = ? and s.problem_id in (?) and s.created_at >= ? and s.created_at <= ? group by s.problem_id`,
    [userId, problemIds, from, to],
  );
}
