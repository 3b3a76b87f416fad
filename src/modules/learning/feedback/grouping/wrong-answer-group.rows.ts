import { isAdmin } from "../../../../access/policy.js";
import type { SignedIn } from "../../../../access/viewer.js";
import { readConnection, type KeysetOrder } from "../../../../graphql/keyset-list.js";
import type { Connection, PageArgs } from "../../../../graphql/pagination.js";
import { rows, type EntityManager } from "../../../../platform/database/database.js";
import type { ShownVerdict } from "../../../practice/submissions/results/shown-verdict.js";
import { expectStaff } from "../../classes/class.rows.js";
import { readAssignment } from "../../coursework/assignments/assignment.rows.js";
import { SHOWN_TESTS_MAX } from "../feedback-limits.js";
import type { DifferenceKind } from "./difference-kind.js";
import { PRESENT_MEMBERS } from "../../classes/members/present-members.js";

export interface WrongAnswerGroupRow {
  id: string;
  assignmentId: string;
  problemId: string;
  verdict: ShownVerdict;
  failedTests: number[];
  difference: DifferenceKind | null;
  size: number;
  learnerCount: number;
  createdAt: Date;
  lastJoinedAt: Date;
}

/**
 * What was grouped while the problem showed more to learners is not shown any more: the verdict of a group of then becomes that of
 * answer-key.ts now.
 */
const COLUMNS = `g.id, g.assignment_id as "assignmentId", g.problem_id as "problemId",
  case when p.feedback = 'NOTHING' and g.verdict <> 'COMPILATION_ERROR' then 'REJECTED' else g.verdict end as verdict,
  case when p.feedback = 'NOTHING' then '[]'::jsonb
    else (select coalesce(jsonb_agg(t.value order by t.place), '[]') from jsonb_array_elements(g.failed_tests) with ordinality as t (value, place)
      where t.place <= ${SHOWN_TESTS_MAX}) end as "failedTests",
  case when p.feedback in ('FIRST_DIFFERENCE', 'EVERYTHING') then g.difference end as difference,
  g.size, g.learner_count as "learnerCount", g.created_at as "createdAt", g.last_joined_at as "lastJoinedAt"`;
const FROM_GROUPS = "from wrong_answer_groups g join problems p on p.id = g.problem_id";

const LARGEST_FIRST: KeysetOrder<WrongAnswerGroupRow> = {
  name: "largest",
  columns: [
    { sql: "g.learner_count", direction: "desc", cast: "int" },
    { sql: "g.id", direction: "desc", cast: "uuid" },
  ],
  key: ({ learnerCount, id }) => [learnerCount, id],
};

/** Groups of an assignment, those of most learners first. For staff of the class. */
export async function listWrongAnswerGroups(
  em: EntityManager,
  viewer: SignedIn,
  { assignmentId, problemId }: { assignmentId: string; problemId?: string | null },
  page: PageArgs,
): Promise<Connection<WrongAnswerGroupRow>> {
  expectStaff(await readAssignment(em, viewer, assignmentId));
  const conditions = [
    { sql: "g.assignment_id = ?", params: [assignmentId] },
    ...(problemId ? [{ sql: "g.problem_id = ?", params: [problemId] }] : []),
  ];
  return readConnection(em, { select: COLUMNS, from: FROM_GROUPS, conditions }, page, LARGEST_FIRST);
}

/** Those of classes whose staff the viewer is. */
export function groupsById(em: EntityManager, viewer: SignedIn, ids: readonly string[]): Promise<WrongAnswerGroupRow[]> {
  return rows<WrongAnswerGroupRow>(
    em,
    `select ${COLUMNS} ${FROM_GROUPS} join class_assignments a on a.id = g.assignment_id
     left join ${PRESENT_MEMBERS} vm on vm.class_id = a.class_id and vm.user_id = ? where g.id in (?) and (${isAdmin(viewer)} or vm.role <> 'LEARNER')`,
    [viewer.id, ids],
  );
}
