/** Computes grades from what is in the tables. Runs in the transaction of whatever changed an input. */
import { courseworkGradesChanged } from "../../../../events/coursework-grades-changed.event.js";
import { toHundredths, ofText } from "../../../../kernel/fraction.js";
import { notFound } from "../../../../kernel/errors.js";
import { newId } from "../../../../kernel/ids.js";
import { rows, type EntityManager } from "../../../../platform/database/database.js";
import { announce } from "../../../../platform/outbox/outbox.js";
import { OWN_SHOWN_VERDICT } from "../../../practice/submissions/results/shown-verdict.js";
import { CLOSES_AT, DUE_AT, termsJoins } from "../assignments/assignment.rows.js";
import { assignmentGrade, type GradedAssignment, type Mark, type ScoredAttempt, type Terms } from "../grading/assignment-grade.js";
import type { GradeNode } from "../grading/grade-tree.js";
import type { WallTime } from "../../../../kernel/wall-time.js";
import type { AssignmentPolicy } from "../policy/policy.js";
import type { RubricPoints } from "./coursework-grade.entity.js";
import { COUNTED_ATTEMPTS } from "../work/counted-attempts.js";
import { PENDING } from "../work/handed-in.js";

/** Learners per event. */
const SHARE = 500;

interface LearnerRow extends Omit<Terms, "dueLocal"> {
  userId: string;
  dueWall: WallTime | null;
  /** Whose attempts count: the learner's, or those of the group. */
  team: string[];
  mark:
    | (Omit<Mark, "submission" | "rubricPoints" | "criteria" | "regrade"> & {
        rubricPoints: RubricPoints | null;
        submissionId: string | null;
        submittedAt: string | null;
      })
    | null;
  /** An accepted request of the learner, or of another member of the group. Times as PostgreSQL writes them in JSON. */
  regrade: { requestedAt: string; decidedAt: string; before: number | null } | null;
}

interface Inputs {
  /** `now` is the database's clock, which also stamps work and finds what closes. */
  assignment: GradedAssignment & { id: string; now: Date };
  learners: LearnerRow[];
  attempts: (ScoredAttempt & { userId: string })[];
}

interface ComputedGrade {
  userId: string;
  tree: GradeNode | null;
}

export interface ComparedGrades {
  /** Version of the present policy. */
  basedOn: number;
  /** Hundredths of points by learner, now and after the change; null without a grade. */
  grades: { userId: string; before: number | null; after: number | null }[];
}

/** What another policy would do, from inputs that are read once and without a lock. NOT_FOUND if the assignment is gone. */
export async function comparePolicies(em: EntityManager, assignmentId: string, policy: AssignmentPolicy): Promise<ComparedGrades> {
  const inputs = await readInputs(em, assignmentId, null);
  const { policyVersion: basedOn } = inputs.assignment;
  const after = computed({ ...inputs, assignment: { ...inputs.assignment, ...policy, policyVersion: basedOn + 1 } });
  return { basedOn, grades: compared(computed(inputs), after) };
}

/** What a change of rows would do: makes it, computes, and undoes it. Runs in the transaction of `em`; the change must not announce anything. */
export async function compareChange(em: EntityManager, assignmentId: string, change: () => Promise<void>): Promise<ComparedGrades> {
  const inputs = await readInputs(em, assignmentId, null);
  await em.execute("savepoint compared_change");
  await change();
  const after = computed(await readInputs(em, assignmentId, null));
  await em.execute("rollback to savepoint compared_change");
  return { basedOn: inputs.assignment.policyVersion, grades: compared(computed(inputs), after) };
}

function compared(before: readonly ComputedGrade[], after: readonly ComputedGrade[]): ComparedGrades["grades"] {
  const points = ({ tree }: ComputedGrade) => tree && hundredthsOf(tree);
  const byUser = new Map(after.map((grade) => [grade.userId, points(grade)]));
  return before.map((grade) => ({ userId: grade.userId, before: points(grade), after: byUser.get(grade.userId) ?? null }));
}

function computed({ assignment, learners, attempts }: Inputs): ComputedGrade[] {
  const byUser = Map.groupBy(attempts, ({ userId }) => userId);
  return learners.map(({ userId, team, dueWall, mark, regrade, ...terms }) => {
    const own = team.flatMap((member) => byUser.get(member) ?? []);
    const given = mark && {
      ...{ bonus: mark.bonus, deduction: mark.deduction, comment: mark.comment, rubricPoints: mark.rubricPoints?.points ?? null },
      criteria: mark.rubricPoints?.criteria ?? null,
      submission: mark.submissionId && mark.submittedAt ? { id: mark.submissionId, submittedAt: new Date(mark.submittedAt) } : null,
      regrade: regrade && { ...regrade, requestedAt: new Date(regrade.requestedAt), decidedAt: new Date(regrade.decidedAt) },
    };
    return { userId, tree: assignmentGrade(assignment, { ...terms, dueLocal: dueWall?.local ?? null }, own, given, assignment.now) };
  });
}

const hundredthsOf = (tree: GradeNode): number => Number(toHundredths(ofText(tree.value)));

/** Computes and stores grades of these learners and their groups, or of all. Does nothing for an archived class: its grades are final. */
export async function saveGrades(em: EntityManager, assignmentId: string, userIds: readonly string[] | null): Promise<void> {
  // Computations of one assignment take turns: a later one sees the inputs of all earlier ones.
  const [found] = await rows<{ archived: boolean }>(
    em,
    `select c.archived_at is not null as archived from class_assignments a join classes c on c.id = a.class_id where a.id = ? for no key update of a`,
    [assignmentId],
  );
  if (!found || found.archived) return;
  const grades = computed(await readInputs(em, assignmentId, userIds));
  const kept = grades.flatMap(({ userId, tree }) => (tree ? [{ id: newId(), user: userId, hundredths: hundredthsOf(tree), tree }] : []));
  const gone = grades.flatMap(({ userId, tree }) => (tree ? [] : [userId]));
  const changed = await rows<{ userId: string }>(
    em,
    `insert into coursework_grades (id, assignment_id, user_id, hundredths, tree)
     select g.id, ?, g."user", g.hundredths, g.tree from jsonb_to_recordset(?::jsonb) as g (id uuid, "user" uuid, hundredths int, tree jsonb)
     on conflict (assignment_id, user_id) do update set hundredths = excluded.hundredths, tree = excluded.tree, computed_at = now()
     where coursework_grades.tree is distinct from excluded.tree returning user_id as "userId"`,
    [assignmentId, JSON.stringify(kept)],
  );
  if (gone.length > 0) await em.execute("delete from coursework_grades where assignment_id = ? and user_id in (?)", [assignmentId, gone]);
  if (userIds === null) await planAhead(em, assignmentId);
  for (let from = 0; from < changed.length; from += SHARE)
    announce(em, courseworkGradesChanged, { assignmentId, userIds: changed.slice(from, from + SHARE).map(({ userId }) => userId) });
}

/**
 * For these learners, whose terms or group have changed, and their groups. For all, if a closing time has come that the clock has not settled
 * yet. The caller holds the lock on the assignment's row.
 */
export async function saveTerms(em: EntityManager, assignmentId: string, userIds: readonly string[]): Promise<void> {
  const due = await rows(em, "select from class_assignments where id = ? and settle_at <= now()", [assignmentId]);
  await saveGrades(em, assignmentId, due.length > 0 ? null : userIds);
  if (due.length === 0) await planAhead(em, assignmentId);
}

/**
 * When the clock has to look at the assignment again: the next closing time, and the last due time, of the assignment or any learner.
 * Learners may join later, so there are times without any learner.
 */
async function planAhead(em: EntityManager, assignmentId: string): Promise<void> {
  await em.execute(
    `update class_assignments set (settle_at, reminders_until) = (
       select min(t.closes) filter (where t.closes > now()), max(t.due) from (
         select closes_at as closes, due_at as due from class_assignments where id = ?
         union all select ${CLOSES_AT}, ${DUE_AT} from class_assignments a join class_members m on m.class_id = a.class_id and m.role = 'LEARNER'
         ${termsJoins("m.user_id")} where a.id = ?) t) where id = ?`,
    [assignmentId, assignmentId, assignmentId],
  );
}

async function readInputs(em: EntityManager, assignmentId: string, userIds: readonly string[] | null): Promise<Inputs> {
  const [assignment] = await rows<Inputs["assignment"] & { opensAt: Date | null; quizId: string | null }>(
    em,
    `select a.id, a.kind, a.title, c.time_zone as zone, a.points, a.counted, a.late_curve as "lateCurve", a.rubric,
       a.policy_version as "policyVersion", a.opens_at as "opensAt", a.quiz_id as "quizId", clock_timestamp() as now,
       coalesce((select jsonb_agg(jsonb_build_object('id', i.problem_id, 'title', p.title, 'points', i.points) order by i.place)
         from class_assignment_problems i join problems p on p.id = i.problem_id where i.assignment_id = a.id), '[]') as problems
     from class_assignments a join classes c on c.id = a.class_id where a.id = ?`,
    [assignmentId],
  );
  if (!assignment) throw notFound("assignment");
  const learners = await rows<LearnerRow>(
    em,
    `select m.user_id as "userId", ${DUE_AT} as "dueAt", ${CLOSES_AT} as "closesAt",
       coalesce(eu.dates -> 'due', eg.dates -> 'due', a.dates -> 'due') as "dueWall",
       case when eu.id is not null then 'LEARNER' when eg.id is not null then 'GROUP' else 'NONE' end as extension,
       case when gm.group_id is null then array[m.user_id] else array(select o.user_id from coursework_group_members o where o.group_id = gm.group_id) end::text[] as team, ${PENDING} as pending,
       (select jsonb_build_object('rubricPoints', k.rubric_points, 'submissionId', k.submission_id, 'submittedAt', w.created_at,
          'bonus', k.bonus, 'deduction', k.deduction, 'comment', k.comment)
        from coursework_marks k left join coursework_submissions w on w.id = k.submission_id
        where k.assignment_id = a.id and k.user_id = m.user_id and not k.draft) as mark,
       (select jsonb_build_object('requestedAt', r.created_at, 'decidedAt', r.decided_at, 'before', case when r.user_id = m.user_id then r.before end)
        from regrade_requests r where r.assignment_id = a.id and r.status = 'ACCEPTED' and (r.user_id = m.user_id
          or r.user_id in (select o.user_id from coursework_group_members o where o.group_id = gm.group_id))
        order by r.decided_at desc limit 1) as regrade
     from class_assignments a join class_members m on m.class_id = a.class_id and m.role = 'LEARNER' ${termsJoins("m.user_id")}
     where a.id = ? and (?::boolean or m.user_id = any(?::uuid[]) or gm.group_id in
       (select o.group_id from coursework_group_members o where o.assignment_id = a.id and o.user_id = any(?::uuid[])))`,
    [assignmentId, userIds === null, ids(userIds), ids(userIds)],
  );
  const attempts = assignment.opensAt ? await readAttempts(em, { ...assignment, opensAt: assignment.opensAt }, learners) : [];
  return { assignment, learners, attempts };
}

const ids = (all: readonly string[] | null) => `{${(all ?? []).join(",")}}`;

async function readAttempts(
  em: EntityManager,
  { id, kind, quizId, opensAt }: Inputs["assignment"] & { opensAt: Date; quizId: string | null },
  learners: readonly LearnerRow[],
): Promise<Inputs["attempts"]> {
  const members = ids([...new Set(learners.flatMap(({ team }) => team))]);
  if (kind === "QUIZ")
    return rows(
      em,
      `select q.user_id as "userId", null as "problemId", 'QuizAttempt' as source, q.id as "sourceId", q.ended_at as "submittedAt",
         q.score, q.max_score as "maxScore", null as verdict
       from (${COUNTED_ATTEMPTS} and q.quiz_id = ? and q.user_id = any(?::uuid[])
         union all select k.attempt_id, k.user_id, k.started_at, k.ended_at, k.score, k.max_score from coursework_kept_attempts k
         where k.assignment_id = ? and k.user_id = any(?::uuid[])) q where q.started_at >= ?`,
      [quizId, members, id, members, opensAt],
    );
  if (kind === "FREE") return [];
  // The verdict that counts now: of the newest judgement that is not staged. Failures of the system and withdrawn code are no attempts.
  // What a problem's author lets learners not see counts as 0, as in bestShares: the tree shows all that the grade is computed from.
  return rows(
    em,
    `select s.user_id as "userId", s.problem_id as "problemId", 'Submission' as source, s.id as "sourceId", s.created_at as "submittedAt",
       case when v.shown = 'REJECTED' then 0 else coalesce(j.score, case when j.verdict = 'ACCEPTED' then 1 else 0 end) end as score,
       case when v.shown = 'REJECTED' then 1 else coalesce(j.max_score, 1) end as "maxScore", v.shown as verdict
     from class_assignment_problems i join submissions s on s.problem_id = i.problem_id and s.user_id = any(?::uuid[]) and s.created_at >= ?
     join problems p on p.id = s.problem_id
     join lateral (select j.verdict, j.score, j.max_score from judgements j where j.submission_id = s.id and not j.staged and j.status = 'FINISHED'
       order by j.id desc limit 1) j on true
     cross join lateral (select ${OWN_SHOWN_VERDICT} as shown) v
     where i.assignment_id = ? and j.verdict not in ('SYSTEM_ERROR', 'CANCELLED')`,
    [members, opensAt, id],
  );
}
