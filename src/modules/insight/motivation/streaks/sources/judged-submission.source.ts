import { judgementFinished } from "../../../../../events/judgement-finished.event.js";
import { rows } from "../../../../../platform/database/database.js";
import { WRITTEN_BY } from "../../../../practice/problems/list/problem-conditions.js";
import { practiceSource } from "./practice-source.js";

/** Failures of the system, withdrawn code, and code that does not compile. */
export const NO_PRACTICE = ["SYSTEM_ERROR", "CANCELLED", "COMPILATION_ERROR"];

/** A submission that ran, right or wrong, to a problem that the learner has not written. */
export const judgedSubmission = practiceSource({
  kind: "submission",
  event: judgementFinished,
  async read(em, { submissionId, userId, problemId, verdict }) {
    if (NO_PRACTICE.includes(verdict)) return null;
    const [found] = await rows<{ at: Date }>(
      em,
      `select s.created_at as at from submissions s join problems p on p.id = s.problem_id
       where s.id = ? and s.user_id = ? and p.id = ? and p.status <> 'DRAFT' and not ${WRITTEN_BY}`,
      [submissionId, userId, problemId, userId, userId],
    );
    return found ? { userId, causeId: submissionId, at: found.at } : null;
  },
});
