import DataLoader from "dataloader";
import type { SignedIn } from "../../../../access/viewer.js";
import type { LoaderFactory } from "../../../../graphql/context.js";
import { newestFirst, readConnection } from "../../../../graphql/keyset-list.js";
import type { Connection, PageArgs } from "../../../../graphql/pagination.js";
import { rows, type EntityManager } from "../../../../platform/database/database.js";
import { OWN_SHOWN_VERDICT, type ShownVerdict } from "../../../practice/submissions/results/shown-verdict.js";
import { expectStaff } from "../../classes/class.rows.js";
import { readAssignment } from "../../coursework/assignments/assignment.rows.js";

export interface HandedInCodeRow {
  id: string;
  userId: string;
  problemId: string;
  language: string;
  /** As the learner sees it; null until it is judged. */
  verdict: ShownVerdict | null;
  createdAt: Date;
}

const COLUMNS = `s.id, s.user_id as "userId", s.problem_id as "problemId", s.language, s.created_at as "createdAt",
  (select ${OWN_SHOWN_VERDICT} from judgements j where j.submission_id = s.id and not j.staged order by j.id desc limit 1) as verdict`;
/** Submissions `s` of present learners that count as work for assignment `a`: sent since it opened. */
export const FROM_HANDED_IN_CODE = `from class_assignments a join class_assignment_problems i on i.assignment_id = a.id
  join class_members m on m.class_id = a.class_id and m.role = 'LEARNER'
  join submissions s on s.problem_id = i.problem_id and s.user_id = m.user_id and s.created_at >= a.opens_at
  join problems p on p.id = s.problem_id`;

/** Code that learners handed in for an assignment, newest first. For staff of the class. */
export async function listHandedInCode(
  em: EntityManager,
  viewer: SignedIn,
  { assignmentId, userId, problemId }: { assignmentId: string; userId?: string | null; problemId?: string | null },
  page: PageArgs,
): Promise<Connection<HandedInCodeRow>> {
  expectStaff(await readAssignment(em, viewer, assignmentId));
  const wanted = [
    ["a.id = ?", assignmentId],
    ["s.user_id = ?", userId],
    ["s.problem_id = ?", problemId],
  ] as const;
  const conditions = wanted.flatMap(([sql, value]) => (value ? [{ sql, params: [value] }] : []));
  return readConnection(em, { select: COLUMNS, from: FROM_HANDED_IN_CODE, conditions }, page, newestFirst<HandedInCodeRow>("s.id"));
}

/** The newest submission of each group of wrong answers. Checks no permission. */
export const exampleOfGroup: LoaderFactory<string, HandedInCodeRow | null> = ({ em }) =>
  new DataLoader(async (ids) => {
    const found = await rows<HandedInCodeRow & { groupId: string }>(
      em,
      `select g.id as "groupId", ${COLUMNS} from unnest(?::uuid[]) as g (id)
       cross join lateral (select w.submission_id as id from wrong_answers w where w.group_id = g.id order by w.submission_id desc limit 1) newest
       join submissions s on s.id = newest.id join problems p on p.id = s.problem_id`,
      [`{${ids.join(",")}}`],
    );
    const byGroup = new Map(found.map((row) => [row.groupId, row]));
    return ids.map((id) => byGroup.get(id) ?? null);
  });

/** Null after the account is deleted. Checks no permission. */
export const codeSource: LoaderFactory<string, string | null> = ({ em }) =>
  new DataLoader(async (ids) => {
    const found = await rows<{ id: string; source: string | null }>(em, "select id, source from submissions where id in (?)", [ids]);
    const byId = new Map(found.map(({ id, source }) => [id, source]));
    return ids.map((id) => byId.get(id) ?? null);
  });
