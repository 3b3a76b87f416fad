import { rows, type EntityManager } from "../../../../platform/database/database.js";
import type { Difficulty } from "../problem.entity.js";
import { WRITTEN_BY } from "./problem-conditions.js";

/** What an account has done with a problem, for what follows from solving it. */
export interface ProblemSolve {
  /** False for own problems and drafts. Feedback does not matter: learners always see whether a submission was accepted. */
  solved: boolean;
  difficulty: Difficulty;
  /** Time of the first accepted submission; now if there is none. */
  at: Date;
  /** Empty for what only members of an organization see: boards of topics compare what all can solve. */
  topicIds: string[];
}

/** As of now, so it does not depend on the order of events. Null if the account never tried the problem, or is deleted. */
export async function problemSolve(em: EntityManager, userId: string, problemId: string): Promise<ProblemSolve | null> {
  const [found] = await rows<ProblemSolve>(
    em,
    `select v.solved and p.status <> 'DRAFT' and not ${WRITTEN_BY} as solved, p.difficulty,
       coalesce(first.at, now()) as at,
       array(select topic_id from problem_topics where problem_id = p.id and p.visibility = 'PUBLIC')::text[] as "topicIds"
     from problem_viewer_status v join problems p on p.id = v.problem_id join users u on u.id = v.user_id
       left join lateral (
         select s.created_at as at from problem_attempts a join submissions s on s.id = a.submission_id
         where a.user_id = v.user_id and a.problem_id = v.problem_id and a.accepted order by a.submission_id limit 1
       ) first on true
     where v.user_id = ? and v.problem_id = ? and u.deleted_at is null`,
    [userId, userId, userId, problemId],
  );
  return found ?? null;
}
