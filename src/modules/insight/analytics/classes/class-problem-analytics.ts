import type { SignedIn } from "../../../../access/viewer.js";
import { notFound } from "../../../../kernel/errors.js";
import { firstIdAt } from "../../../../kernel/ids.js";
import { rows, type EntityManager } from "../../../../platform/database/database.js";
import { expectStaff, readClass, type ClassRow } from "../../../learning/classes/class.rows.js";
import type { Feedback } from "../../../practice/problems/edits/feedback.js";
import { refreshedAt } from "../changes/changes.js";
import { MOST_TESTS, MOST_TEXTS, type ProblemFigures } from "../problems/problem-figures.js";

/** Answers that several learners have. Staff read each learner's code anyway (`handedInCode`), so no learner has to be hidden. */
export const COMMON_FROM = 2;

export interface ClassProblemAnalytics extends Pick<ProblemFigures, "people" | "solvers" | "tests" | "wrongAnswers" | "compileErrors"> {
  class: ClassRow;
  problemId: string;
  submissions: number;
  refreshedAt: Date;
}

interface AssignedProblem {
  feedback: Feedback;
  testSetId: string | null;
  /** Indexes of the samples in the live test set. */
  samples: number[];
  opensAt: Date;
}

const SAMPLES = `coalesce((select json_agg(t.place - 1) from test_sets s, jsonb_array_elements(s.tests) with ordinality as t (test, place)
  where s.id = p.test_set_id and (t.test ->> 'sample')::boolean), '[]')`;

/** What learners of the class submitted since the problem was assigned to them. Withdrawn code and failures of the judge say nothing about the problem. */
const ATTEMPTS = `from class_members m join analytics_attempts a on a.user_id = m.user_id and a.problem_id = ? and a.submission_id >= ?::uuid
  where m.class_id = ? and m.role = 'LEARNER' and a.verdict not in ('SYSTEM_ERROR', 'CANCELLED')`;

const inGroups = (
  by: string,
  condition: string,
) => `select ${by}, min(a.text) as text, count(distinct a.user_id)::int as people, count(*)::int as submissions
  ${ATTEMPTS} and ${condition} and a.text_key is not null
  group by 1, a.text_key having count(distinct a.user_id) >= ${COMMON_FROM} order by people desc, submissions desc, a.text_key limit ${MOST_TEXTS}`;

/**
 * NOT_FOUND for classes of others, and for problems of no assignment that has opened; FORBIDDEN for learners. Of tests and outputs only what
 * the problem's feedback shows to the learners themselves. Seven statements at most.
 */
export async function readClassProblemAnalytics(
  em: EntityManager,
  viewer: SignedIn,
  classId: string,
  problemId: string,
): Promise<ClassProblemAnalytics> {
  const classRow = await readClass(em, viewer, classId);
  expectStaff(classRow);
  const [assigned] = await rows<AssignedProblem>(
    em,
    `select p.feedback, p.test_set_id as "testSetId", ${SAMPLES} as samples, o.at as "opensAt"
     from problems p cross join lateral (select min(c.opens_at) as at from class_assignment_problems i join class_assignments c on c.id = i.assignment_id
       where i.problem_id = p.id and c.class_id = ? and c.opens_at <= now()) o
     where p.id = ? and o.at is not null`,
    [classId, problemId],
  );
  if (!assigned) throw notFound("problem");
  const { feedback, testSetId, samples, opensAt } = assigned;
  const at = await refreshedAt(em, ["SUBMISSION"]);
  // Ids are in the order of creation.
  const all = <T extends object>(sql: string, more: unknown[] = []) =>
    rows<T>(em, sql, [problemId, firstIdAt(opensAt.getTime()), classId, ...more]);
  const [counts] = await all<{ submissions: number; people: number; solvers: number; ran: number }>(
    `select count(*)::int as submissions, count(distinct a.user_id)::int as people,
       (count(distinct a.user_id) filter (where a.verdict = 'ACCEPTED'))::int as solvers,
       (count(*) filter (where a.verdict <> 'COMPILATION_ERROR' and a.test_set_id = (select p.test_set_id from problems p where p.id = a.problem_id)))::int as ran
     ${ATTEMPTS}`,
  );
  const hidesTests = feedback === "NOTHING";
  const failures = hidesTests
    ? []
    : await all<{ index: number; count: number }>(
        `select a.failed_test as index, count(*)::int as count ${ATTEMPTS} and a.test_set_id = ?::uuid and a.failed_test is not null
         group by a.failed_test order by count desc, index limit ${MOST_TESTS}`,
        [testSetId],
      );
  const wrongAnswers = hidesTests
    ? []
    : await all<ProblemFigures["wrongAnswers"][number]>(
        inGroups(
          "a.failed_test as index",
          "a.test_set_id = ?::uuid and a.verdict = 'WRONG_ANSWER' and (?::boolean or a.failed_test = any(?::int[]))",
        ),
        [testSetId, feedback === "EVERYTHING", `{${samples.join(",")}}`],
      );
  return {
    ...{ class: classRow, problemId, submissions: counts!.submissions, people: counts!.people, solvers: counts!.solvers },
    tests: { ran: counts!.ran, failures },
    wrongAnswers,
    compileErrors: await all(inGroups("a.language", "a.verdict = 'COMPILATION_ERROR'")),
    refreshedAt: at,
  };
}
