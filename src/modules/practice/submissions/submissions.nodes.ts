import { isAdmin, mayEditProblemOf } from "../../../access/policy.js";
import type { NodeLookups } from "../../../graphql/context.js";
import { nodesById, nodesByName } from "../../../graphql/node-lookup.js";
import { rows } from "../../../platform/database/database.js";
import type { JudgeStateService } from "./judgements/judge-state.service.js";
import type { JudgeWorkerType } from "./judgements/judge.type.js";
import { readRejudgings } from "./rejudgings/rejudging.rows.js";
import { readVerifications } from "./verification/verification.rows.js";
import type { JudgementProgress } from "./live/judgement-progress.js";
import { FROM_JUDGEMENTS, JUDGEMENT_COLUMNS, withProgress } from "./submission.loaders.js";
import type { JudgementType } from "./judgements/judgement.type.js";
import type { SubmissionsService } from "./submissions.service.js";

export function submissionNodes(submissions: SubmissionsService, progress: JudgementProgress, judge: JudgeStateService): NodeLookups {
  return {
    Submission: nodesById("submission:read", ({ em, viewer }, ids) => submissions.readSome(em, viewer, ids)),
    Judgement: nodesById("submission:read", async ({ em, viewer }, ids) => {
      const sql = `select j.submission_id as "submissionId", j.staged, ${JUDGEMENT_COLUMNS} ${FROM_JUDGEMENTS}
        where j.id in (?)`;
      const found = await rows<JudgementType & { submissionId: string; staged: boolean }>(em, sql, [ids]);
      const submissionIds = [...new Set(found.map(({ submissionId }) => submissionId))];
      const readable = submissionIds.length > 0 ? await submissions.readSome(em, viewer, submissionIds) : [];
      const submissionsById = new Map(readable.map((submission) => [submission.id, submission]));
      // Results that don't count yet are for those who may rejudge.
      const mayRead = ({ submissionId, staged }: { submissionId: string; staged: boolean }) => {
        const submission = submissionsById.get(submissionId);
        return submission !== undefined && (!staged || mayEditProblemOf(viewer, submission));
      };
      return withProgress(progress, viewer, found.filter(mayRead));
    }),
    Rejudging: nodesById("submission:rejudge", ({ em, viewer }, ids) => readRejudgings(em, viewer, ids)),
    Verification: nodesById("problem:edit", ({ em, viewer }, ids) => readVerifications(em, viewer, ids)),
    // For admins, as `Judge.workers`.
    JudgeWorker: nodesByName(
      "public",
      ({ name }: JudgeWorkerType) => name,
      ({ viewer }) => (isAdmin(viewer) ? judge.workers() : []),
    ),
  };
}
