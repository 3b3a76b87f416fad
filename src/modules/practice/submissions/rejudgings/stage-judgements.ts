import type { SignedIn } from "../../../../access/viewer.js";
import { AppError } from "../../../../kernel/errors.js";
import { newId } from "../../../../kernel/ids.js";
import { rows, type EntityManager } from "../../../../platform/database/database.js";
import { User } from "../../../base/users/user.entity.js";
import { Problem } from "../../problems/problem.entity.js";
import { rejudgingRounds } from "../judgements/rounds.js";
import { Rejudging } from "./rejudging.entity.js";

export interface Staged {
  id: string;
  round: number;
}

interface NewSet extends Pick<Rejudging, "reason" | "applyWhenJudged"> {
  problemId: string | null;
  submissionIds: readonly string[];
}

/** Writes a set and a queued judgement for each submission, except for those that went into another set at the same moment. */
export async function stage(
  em: EntityManager,
  viewer: SignedIn,
  id: string,
  { submissionIds, problemId, ...set }: NewSet,
): Promise<Staged[]> {
  const rejudging = Object.assign(new Rejudging(), { ...set, id, submissionCount: submissionIds.length });
  rejudging.problem = problemId === null ? null : em.getReference(Problem, problemId, { wrapped: true });
  rejudging.createdBy = em.getReference(User, viewer.id, { wrapped: true });
  em.persist(rejudging);
  await em.flush();
  const rounds = await rejudgingRounds(em, submissionIds.length);
  const made = submissionIds.map((submissionId, place) => ({ id: newId(), submissionId, round: rounds[place] }));
  const staged = await rows<Staged>(
    em,
    `insert into judgements (id, submission_id, test_set_id, status, attempt, system_failures, round, tests_total, tests_passed, tests, requested_by_id, rejudging_id, staged)
     select made.id, s.id, p.test_set_id, 'QUEUED', 0, 0, made.round, 0, 0, '[]', ?::uuid, ?::uuid, true
     from jsonb_to_recordset(?::jsonb) as made (id uuid, "submissionId" uuid, round int)
     join submissions s on s.id = made."submissionId" join problems p on p.id = s.problem_id
     on conflict (submission_id) where staged do nothing
     returning id, round`,
    [viewer.id, id, JSON.stringify(made)],
  );
  if (staged.length === 0) throw new AppError("CONFLICT", "All of these submissions are in another open rejudging.");
  rejudging.submissionCount = staged.length;
  return staged;
}
