/** What an assignment asks for: its problems, or its quiz. */
import { isDeepStrictEqual } from "node:util";
import type { SignedIn } from "../../../../access/viewer.js";
import { AppError, badInput, conflictOf } from "../../../../kernel/errors.js";
import { rows, type EntityManager } from "../../../../platform/database/database.js";
import { readableBy } from "../../../practice/problems/list/problem-conditions.js";
import { readQuiz } from "../../quizzes/authoring/quiz.rows.js";
import type { Work } from "../policy/policy.js";
import type { AssignmentRow } from "./assignment.rows.js";
import type { ClassAssignmentKind } from "./class-assignment.entity.js";

export interface GivenWork {
  problems?: readonly { problemId: string; points: number }[] | null;
  quizId?: string | null;
}

/** BAD_USER_INPUT unless the work fits the kind and the viewer may read what is new. `present` was checked when it was added. */
export async function expectWork(
  em: EntityManager,
  viewer: SignedIn,
  kind: ClassAssignmentKind,
  { problems, quizId }: GivenWork,
  present: Work = { problems: [], quizId: null },
): Promise<void> {
  if ((kind === "PROBLEMS") !== (problems != null && problems.length > 0))
    throw kind === "PROBLEMS"
      ? badInput("input.problems", "Name at least one problem.", "REQUIRED")
      : badInput("input.problems", "Only PROBLEMS have problems.");
  if ((kind === "QUIZ") !== (quizId != null))
    throw kind === "QUIZ" ? badInput("input.quizId", "Name the quiz.", "REQUIRED") : badInput("input.quizId", "Only a QUIZ has a quiz.");
  if (quizId != null && quizId !== present.quizId) await readQuiz(em, viewer, { id: quizId });
  const known = new Set(present.problems.map(({ problemId }) => problemId));
  const named = problems ?? [];
  const added = named.map(({ problemId }) => problemId).filter((id) => !known.has(id));
  const { sql, params } = readableBy(viewer);
  if (added.length > 0)
    for (const { id } of await rows<{ id: string }>(em, `select p.id from problems p where p.id in (?) and ${sql}`, [added, ...params]))
      known.add(id);
  named.forEach(({ problemId }, index) => {
    if (!known.has(problemId)) throw badInput(`input.problems.${index}.problemId`, "There is no such problem.", "UNKNOWN_VALUE");
    if (named.findIndex((one) => one.problemId === problemId) !== index)
      throw badInput(`input.problems.${index}.problemId`, "This problem is named twice.");
  });
}

/** The assignment's work after a change; null if it stays the same. CONFLICT if work that was handed in would not count any more. */
export async function changedWork(
  em: EntityManager,
  viewer: SignedIn,
  { id, kind, quizId }: Pick<AssignmentRow, "id" | "kind" | "quizId">,
  given: GivenWork,
): Promise<Work | null> {
  if (given.problems === undefined && given.quizId === undefined) return null;
  const problems = await rows<Work["problems"][number]>(
    em,
    `select problem_id as "problemId", points from class_assignment_problems where assignment_id = ? order by place`,
    [id],
  );
  const present: Work = { problems, quizId };
  const wanted: Work = {
    problems: given.problems?.map(({ problemId, points }) => ({ problemId, points })) ?? present.problems,
    quizId: given.quizId ?? present.quizId,
  };
  await expectWork(em, viewer, kind, wanted, present);
  if (isDeepStrictEqual(wanted, present)) return null;
  await expectNothingLost(em, id, wanted);
  return wanted;
}

/** Account `who` is, or was, a learner whose work counts for assignment `a`. */
const takesPart = (
  who: string,
) => `(exists (select from class_members m where m.class_id = a.class_id and m.user_id = ${who} and m.role = 'LEARNER')
  or exists (select from coursework_group_members o where o.assignment_id = a.id and o.user_id = ${who}))`;
/** Work counts from then on. An assignment that is hidden now may have been open. */
const BEGINS_AT = "coalesce(a.opens_at, a.created_at)";

/** CONFLICT if learners have handed in work for a problem, or have begun a quiz, that `work` leaves out. */
export async function expectNothingLost(em: EntityManager, assignmentId: string, { problems, quizId }: Work): Promise<void> {
  const [lost] = await rows<{ title: string }>(
    em,
    `select p.title from class_assignments a join class_assignment_problems i on i.assignment_id = a.id join problems p on p.id = i.problem_id
     where a.id = ? and i.problem_id <> all(?::uuid[]) and exists (
       select from submissions s where s.problem_id = i.problem_id and s.created_at >= ${BEGINS_AT} and ${takesPart("s.user_id")})
     order by i.place limit 1`,
    [assignmentId, `{${problems.map(({ problemId }) => problemId).join(",")}}`],
  );
  if (lost) throw conflictOf("input.problems", `Work has been handed in for “${lost.title}”: it cannot be left out.`, "INVALID_VALUE");
  const attempts = await rows(
    em,
    `select from class_assignments a where a.id = ? and a.quiz_id <> ?::uuid and (
       exists (select from quiz_attempts q where q.quiz_id = a.quiz_id and not q.preview and q.started_at >= ${BEGINS_AT} and ${takesPart("q.user_id")})
       or exists (select from coursework_kept_attempts k where k.assignment_id = a.id))`,
    [assignmentId, quizId],
  );
  if (attempts.length > 0)
    throw conflictOf("input.quizId", "Learners have begun the present quiz: it cannot be replaced.", "INVALID_VALUE");
}

/** A new version of what decides about grades. The caller computes them. CONFLICT if a problem or the quiz no longer exists. */
export async function replaceWork(em: EntityManager, assignmentId: string, { problems, quizId }: Work): Promise<void> {
  const ids = `{${problems.map(({ problemId }) => problemId).join(",")}}`;
  await em.execute("delete from class_assignment_problems where assignment_id = ? and problem_id <> all(?::uuid[])", [assignmentId, ids]);
  const placed = problems.map((one, place) => ({ id: one.problemId, points: one.points, place }));
  const kept = await rows(
    em,
    `insert into class_assignment_problems (assignment_id, problem_id, place, points)
     select ?, p.id, i.place, i.points from jsonb_to_recordset(?::jsonb) as i (id uuid, place int, points int) join problems p on p.id = i.id
     on conflict (assignment_id, problem_id) do update set place = excluded.place, points = excluded.points returning problem_id`,
    [assignmentId, JSON.stringify(placed)],
  );
  const changed = await rows(
    em,
    `update class_assignments set quiz_id = ?, policy_version = policy_version + 1
     where id = ? and (?::uuid is null or exists (select from quizzes where id = ?)) returning id`,
    [quizId, assignmentId, quizId, quizId],
  );
  if (kept.length < problems.length || changed.length === 0)
    throw new AppError("CONFLICT", "A problem or the quiz of this change no longer exists.");
}

/** CONFLICT while there are groups: their members would lose what they handed in together. */
export async function expectNoGroups(em: EntityManager, assignmentId: string): Promise<void> {
  if ((await rows(em, "select from coursework_groups where assignment_id = ? limit 1", [assignmentId])).length > 0)
    throw conflictOf("input.groupWork", "The assignment has groups. Delete them first.", "INVALID_VALUE");
}
