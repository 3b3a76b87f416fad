import { mayOpenProblem, mayReadProblem, type Authorship, type ContentVisibility } from "../../../../access/policy.js";
import type { SignedIn } from "../../../../access/viewer.js";
import { AppError, fieldErrors } from "../../../../kernel/errors.js";
import type { FieldProblem } from "../../../../kernel/field-codes.js";
import { rows, type EntityManager } from "../../../../platform/database/database.js";
import { mayReadQuiz } from "../../../learning/quizzes/authoring/quiz.rows.js";
import { ASSESSMENT_LIMITS } from "../assessment-limits.js";
import type { AssessmentItemInput } from "./assessment.input.js";
import { readItems } from "./assessment.rows.js";

type ProblemFacts = Authorship & {
  id: string;
  status: string;
  visibility: ContentVisibility;
  premium: boolean;
  difficulty: string;
};
interface QuizFacts {
  id: string;
  status: string;
  authorId: string;
  coAuthorIds: string[];
}

/**
 * Replaces all items in the caller's transaction, which has locked the assessment. Problems and quizzes must be open to the viewer, or in the
 * assessment already: colleagues keep what others added. BAD_USER_INPUT with every faulty item.
 */
export async function setItems(em: EntityManager, viewer: SignedIn, id: string, items: readonly AssessmentItemInput[]): Promise<void> {
  const before = await readItems(em, [id]);
  const kept = new Set(before.flatMap(({ quizId, problemIds }) => [...problemIds, ...(quizId ? [quizId] : [])]));
  const known = await knownTo(em, viewer, items, kept);
  const taken = new Set<string>();
  const faults = items.flatMap((item, index) => faultsOf(item, `input.items.${index}`, known, taken));
  const tasks = items.reduce((sum, { quizId, draw }) => sum + (quizId == null ? (draw ?? 1) : 1), 0);
  if (tasks > ASSESSMENT_LIMITS.tasks) {
    const message = `An assessment gives a candidate at most ${ASSESSMENT_LIMITS.tasks} problems and quizzes.`;
    faults.push({ field: "input.items", code: "TOO_MANY", message, maximum: ASSESSMENT_LIMITS.tasks, actual: tasks });
  }
  if (faults.length > 0) throw fieldErrors(faults);
  const given = items.map(({ section, quizId, problemIds, draw, points }, index) => ({
    ...{ position: index + 1, section: section ?? "", quiz_id: quizId ?? null, draw: draw ?? 1, points },
    problems: problemIds ?? [],
  }));
  await em.execute("delete from assessment_item_problems where assessment_id = ?", [id]);
  await em.execute("delete from assessment_items where assessment_id = ?", [id]);
  await em.execute(
    `insert into assessment_items (assessment_id, position, section, quiz_id, draw, points)
     select ?, position, section, quiz_id, draw, points
     from jsonb_to_recordset(?::jsonb) as given (position int, section text, quiz_id uuid, draw int, points int)`,
    [id, JSON.stringify(given)],
  );
  await em.execute(
    `insert into assessment_item_problems (assessment_id, position, problem_id, place)
     select ?, position, problem_id::uuid, place from jsonb_to_recordset(?::jsonb) as given (position int, problems jsonb),
       jsonb_array_elements_text(given.problems) with ordinality as problem (problem_id, place)`,
    [id, JSON.stringify(given)],
  );
}

/** Difficulties of problems by id, null for quizzes. */
async function knownTo(
  em: EntityManager,
  viewer: SignedIn,
  items: readonly AssessmentItemInput[],
  kept: ReadonlySet<string>,
): Promise<Map<string, string | null>> {
  const problems = await rows<ProblemFacts>(
    em,
    `select p.id, p.status, p.visibility, p.premium, p.difficulty, p.author_id as "authorId", p.organization_id as "organizationId",
       array(select c.user_id from problem_co_authors c where c.problem_id = p.id) as "coAuthorIds"
     from problems p where p.id = any(?::uuid[])`,
    [`{${items.flatMap(({ problemIds }) => problemIds ?? []).join(",")}}`],
  );
  const quizzes = await rows<QuizFacts>(
    em,
    `select z.id, z.status, z.owner_id as "authorId", array(select c.user_id from quiz_co_authors c where c.quiz_id = z.id) as "coAuthorIds"
     from quizzes z where z.id = any(?::uuid[])`,
    [`{${items.flatMap(({ quizId }) => quizId ?? []).join(",")}}`],
  );
  return new Map<string, string | null>([
    ...problems
      .filter((one) => kept.has(one.id) || (mayReadProblem(viewer, one) && mayOpenProblem(viewer, one)))
      .map(({ id, difficulty }) => [id, difficulty] as const),
    ...quizzes.filter((one) => kept.has(one.id) || mayReadQuiz(viewer, one)).map(({ id }) => [id, null] as const),
  ]);
}

function faultsOf(
  { quizId, problemIds, draw }: AssessmentItemInput,
  field: string,
  known: ReadonlyMap<string, string | null>,
  taken: Set<string>,
): FieldProblem[] {
  const fault = (at: string, code: FieldProblem["code"], message: string): FieldProblem[] => [{ field: `${field}${at}`, code, message }];
  if ((quizId == null) === (problemIds == null)) return fault("", "INVALID_VALUE", "Set either `problemIds` or `quizId`.");
  if (quizId != null) {
    if ((draw ?? 1) !== 1) return fault(".draw", "INVALID_VALUE", "`draw` is for problems.");
    if (!known.has(quizId)) return fault(".quizId", "UNKNOWN_VALUE", "There is no such quiz.");
    return once(quizId) ? [] : fault(".quizId", "DUPLICATE", "This quiz is already in the assessment.");
  }
  const pool = problemIds!;
  if (pool.length === 0) return fault(".problemIds", "TOO_FEW", "An item needs a problem.");
  const unknown = pool.findIndex((id) => !known.has(id));
  if (unknown !== -1) return fault(`.problemIds.${unknown}`, "UNKNOWN_VALUE", "There is no such problem.");
  const twice = pool.findIndex((id) => !once(id));
  if (twice !== -1) return fault(`.problemIds.${twice}`, "DUPLICATE", "This problem is already in the assessment.");
  if ((draw ?? 1) > pool.length) return fault(".draw", "OUT_OF_RANGE", "An item can't draw more problems than it has.");
  if (new Set(pool.map((id) => known.get(id))).size > 1)
    return fault(
      ".problemIds",
      "INVALID_VALUE",
      "Problems of one item must have the same difficulty, so that every candidate gets equal ones.",
    );
  return [];

  function once(id: string): boolean {
    if (taken.has(id)) return false;
    taken.add(id);
    return true;
  }
}

interface Unready {
  position: number;
  withoutTests: boolean;
  difficulties: number;
  questions: number;
  short: boolean;
  hasCode: boolean;
}

/** CONFLICT unless every candidate can get every task: problems have tests and one difficulty, quizzes have questions without code. */
export async function expectReady(em: EntityManager, id: string): Promise<void> {
  const items = await rows<Unready>(
    em,
    `select i.position, coalesce(bool_or(p.test_set_id is null) filter (where p.id is not null), false) as "withoutTests",
       count(distinct p.difficulty)::int as difficulties, coalesce(max(z.questions), 0)::int as questions,
       coalesce(bool_or(z.short), false) as short, coalesce(bool_or(z.code), false) as "hasCode"
     from assessment_items i
       left join assessment_item_problems ip on ip.assessment_id = i.assessment_id and ip.position = i.position
       left join problems p on p.id = ip.problem_id
       left join lateral (
         select sum(qi.count) as questions, bool_or(found.number < qi.count) as short, bool_or(found.code) as code
         from quiz_items qi cross join lateral (
           select count(*) as number, coalesce(bool_or(q.kind = 'CODE'), false) as code from questions q
           where q.archived_at is null and (q.id = qi.question_id or (q.bank_id = qi.bank_id and q.tags @> qi.tags))) found
         where qi.quiz_id = i.quiz_id) z on i.quiz_id is not null
     where i.assessment_id = ? group by i.position order by i.position`,
    [id],
  );
  if (items.length === 0) throw new AppError("CONFLICT", "A published assessment needs items.");
  for (const { position, withoutTests, difficulties, questions, short, hasCode } of items) {
    const say = (what: string) => new AppError("CONFLICT", `Item ${position} ${what}`);
    if (withoutTests) throw say("has a problem without tests.");
    if (difficulties > 1) throw say("has problems of several difficulties.");
    if (difficulties === 0 && (questions === 0 || short)) throw say("has a quiz with too few questions.");
    if (hasCode) throw say("has a quiz with code questions. Add their problems to the assessment instead.");
  }
}
