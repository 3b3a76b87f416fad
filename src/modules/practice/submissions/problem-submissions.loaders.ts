/** The viewer's submissions to each given problem. */
import DataLoader from "dataloader";
import { connectionsByParent, countsById, type PageOfParent } from "../../../graphql/connections-by-parent.js";
import type { LoaderFactory } from "../../../graphql/context.js";
import type { Connection } from "../../../graphql/pagination.js";
import { rows } from "../../../platform/database/database.js";
import { FROM_SUBMISSIONS, JOIN_LATEST_JUDGEMENT, NEWEST_SUBMISSION_FIRST, SUBMISSION_COLUMNS } from "./submission.rows.js";
import type { SubmissionRow } from "./submission.type.js";

export const viewerSubmissions: LoaderFactory<PageOfParent, Connection<SubmissionRow>> = (context) => {
  const conditions = [{ sql: "s.user_id = ?", params: [context.signedIn.id] }];
  const list = { select: SUBMISSION_COLUMNS, from: FROM_SUBMISSIONS, conditions, parent: "s.problem_id", order: NEWEST_SUBMISSION_FIRST };
  return connectionsByParent(context.em, list, context.loader(viewerSubmissionCount));
};

const viewerSubmissionCount: LoaderFactory<string, number> = ({ em, signedIn }) =>
  countsById((ids) =>
    rows(
      em,
      "select problem_id as id, count(*)::int as count from submissions where user_id = ? and problem_id in (?) group by problem_id",
      [signedIn.id, ids],
    ),
  );

/** Accepted submissions first; then those with most points, with most tests passed, and the fastest accepted. Ties: the newest. */
export const viewerBestSubmission: LoaderFactory<string, SubmissionRow | null> = ({ em, signedIn }) =>
  new DataLoader(async (problemIds) => {
    const found = await rows<SubmissionRow>(
      em,
      `select distinct on (s.problem_id) ${SUBMISSION_COLUMNS} ${FROM_SUBMISSIONS} ${JOIN_LATEST_JUDGEMENT}
       where s.user_id = ? and s.problem_id in (?) and j.status = 'FINISHED' and j.verdict not in ('SYSTEM_ERROR', 'CANCELLED')
       order by s.problem_id, j.verdict = 'ACCEPTED' desc,
         case when p.feedback = 'NOTHING' and j.verdict <> 'ACCEPTED' then 0 else j.score end desc nulls last,
         case when p.feedback = 'NOTHING' and j.verdict <> 'ACCEPTED' then 0 else j.tests_passed end desc,
         case when j.verdict = 'ACCEPTED' then j.cpu_ms end, case when j.verdict = 'ACCEPTED' then j.peak_memory_kb end, s.id desc`,
      [signedIn.id, problemIds],
    );
    const byProblem = new Map(found.map((submission) => [submission.problemId, submission]));
    return problemIds.map((id) => byProblem.get(id) ?? null);
  });
