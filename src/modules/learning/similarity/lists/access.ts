/** Who may compare whose submissions. A pair is only shown where both sides may be read. */
import { mayEditProblem, mayEditProblemOf } from "../../../../access/policy.js";
import type { SignedIn } from "../../../../access/viewer.js";
import { badInput, notFound } from "../../../../kernel/errors.js";
import { rows, type Database, type EntityManager } from "../../../../platform/database/database.js";
import { record } from "../../../base/audit/record.js";
import { readAuthorship } from "../../../practice/problems/authors/problem-access.js";
import { FROM_SUBMISSIONS, SUBMISSION_COLUMNS } from "../../../practice/submissions/submission.rows.js";
import type { SubmissionRow } from "../../../practice/submissions/submission.type.js";
import { expectStaff } from "../../classes/class.rows.js";
import { readAssignment } from "../../coursework/assignments/assignment.rows.js";
import type { Among } from "../fingerprints/candidates.js";

/** Work for an assignment: submissions of present learners since it opened. For staff of the class. */
async function handedIn(em: EntityManager, viewer: SignedIn, assignmentId: string): Promise<(submission: string) => Among> {
  const assignment = await readAssignment(em, viewer, assignmentId);
  expectStaff(assignment);
  const { classId, opensAt } = assignment;
  return (submission) => ({
    sql: `(${submission}.created_at >= ? and exists (select from class_members m where m.class_id = ? and m.user_id = ${submission}.user_id and m.role = 'LEARNER')
      and exists (select from class_assignment_problems i where i.assignment_id = ? and i.problem_id = ${submission}.problem_id))`,
    params: [opensAt, classId, assignmentId],
  });
}

/** What the submission is compared with: all of the problem for its editors, with an assignment the work of its class. */
export async function othersToCompare(
  em: EntityManager,
  viewer: SignedIn,
  submissionId: string,
  assignmentId: string | null,
): Promise<Among | undefined> {
  const work = assignmentId === null ? null : await handedIn(em, viewer, assignmentId);
  const among = work?.("s");
  const sql = `select ${SUBMISSION_COLUMNS} ${FROM_SUBMISSIONS} where s.id = ?${among ? ` and ${among.sql}` : ""}`;
  const [submission] = await rows<SubmissionRow>(em, sql, [submissionId, ...(among?.params ?? [])]);
  if (!submission || (!among && !mayEditProblemOf(viewer, submission))) throw notFound("submission");
  return among;
}

/** Conditions on pairs `pair` whose submissions are `a` and `b`. */
export async function pairsToSee(
  em: EntityManager,
  viewer: SignedIn,
  { problemId, assignmentId }: { problemId: string | null; assignmentId: string | null },
): Promise<Among[]> {
  const ofProblem = problemId === null ? [] : [{ sql: "pair.problem_id = ?", params: [problemId] }];
  if (assignmentId !== null) {
    const work = await handedIn(em, viewer, assignmentId);
    const problems = "pair.problem_id in (select problem_id from class_assignment_problems where assignment_id = ?)";
    return [...ofProblem, { sql: problems, params: [assignmentId] }, work("a"), work("b")];
  }
  if (problemId === null) throw badInput("problemId", "Give `problemId`, `assignmentId` or both.", "REQUIRED");
  const authorship = await readAuthorship(em, problemId);
  if (!authorship || !mayEditProblem(viewer, authorship)) throw notFound("problem");
  return ofProblem;
}

/** Looking at code of others this way leaves an entry. */
export async function noteReading(db: Database, viewer: SignedIn, subject: { type: string; id: string }): Promise<void> {
  await db.transaction(async (tx) => record(tx, { actorId: viewer.id, action: "similarity.read", subject }));
}
