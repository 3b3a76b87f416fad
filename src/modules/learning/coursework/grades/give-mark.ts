import type { SignedIn } from "../../../../access/viewer.js";
import { badInput, conflictOf, notFound } from "../../../../kernel/errors.js";
import { newId } from "../../../../kernel/ids.js";
import { rows, type EntityManager, type Transaction } from "../../../../platform/database/database.js";
import { record } from "../../../base/audit/record.js";
import { assignmentToGrade, type AssignmentRow } from "../assignments/assignment.rows.js";
import { rubricOf } from "../grading/rubric.js";
import { saveGrades } from "./compute-grades.js";
import type { RubricPoints } from "./coursework-grade.entity.js";

export interface GivenMark {
  assignmentId: string;
  userId: string;
  /** By criterion of the rubric; null: only adjust. */
  rubricPoints?: readonly number[] | null;
  adjustment?: number | null;
  comment?: string | null;
  draft: boolean;
  /** The free work that was read; CONFLICT unless it is the latest. */
  submissionId?: string | null;
}

const HUNDRED = 100;

/** Hundredths; BAD_USER_INPUT for more than two decimals. */
function hundredths(points: number, field: string): number {
  const whole = Math.round(points * HUNDRED);
  if (Math.abs(points * HUNDRED - whole) > 1e-6 || Math.abs(whole) > 100_000_000)
    throw badInput(field, "Points have at most two decimals.", "OUT_OF_RANGE");
  return whole;
}

function expectRubric({ kind, rubric, points }: AssignmentRow, given: readonly number[] | null): Required<RubricPoints> | null {
  if (given === null) return null;
  if (kind !== "FREE") throw badInput("input.rubricPoints", "Only FREE assignments are graded by a rubric: use `adjustment`.");
  const { criteria } = rubricOf(rubric, points);
  if (given.length !== criteria.length) throw badInput("input.rubricPoints", `The rubric has ${criteria.length} criteria.`);
  const inHundredths = given.map((value, index) => {
    const field = `input.rubricPoints.${index}`;
    const most = criteria[index]!.points;
    if (value < 0 || value > most)
      throw badInput(field, `This criterion has 0 to ${most} points.`, "OUT_OF_RANGE", { minimum: 0, maximum: most });
    return hundredths(value, field);
  });
  return { points: inHundredths, criteria };
}

export function noteMark(
  em: EntityManager,
  viewer: SignedIn,
  verb: string,
  assignmentId: string,
  address: string,
  details: Record<string, unknown>,
): void {
  const subject = { type: "class-assignment", id: assignmentId };
  record(em, { actorId: viewer.id, action: `coursework.${verb}`, subject, address, details });
}

/** Stores a mark, or a draft of one, for a learner and the other members of their group, and computes their grades. For staff of the class. */
export async function giveMark(
  tx: Transaction,
  viewer: SignedIn,
  { assignmentId, userId, adjustment, comment, draft, submissionId, ...given }: GivenMark,
  address: string,
): Promise<void> {
  const assignment = await assignmentToGrade(tx, viewer, assignmentId);
  const rubricPoints = expectRubric(assignment, given.rubricPoints ?? null);
  const change = hundredths(adjustment ?? 0, "input.adjustment");
  const team = await rows<{ userId: string; submissionId: string | null }>(
    tx,
    `select m.user_id as "userId", (select w.id from coursework_submissions w where w.assignment_id = ?
       and (w.user_id = m.user_id or w.group_id = gm.group_id) order by w.id desc limit 1) as "submissionId"
     from class_members m left join coursework_group_members gm on gm.assignment_id = ? and gm.user_id = m.user_id
     where m.class_id = ? and m.role = 'LEARNER' and (m.user_id = ? or gm.group_id =
       (select group_id from coursework_group_members where assignment_id = ? and user_id = ?))`,
    [assignmentId, assignmentId, assignment.classId, userId, assignmentId, userId],
  );
  const own = team.find((one) => one.userId === userId);
  if (!own) throw notFound("learner of this class");
  if (submissionId && submissionId !== own.submissionId)
    throw conflictOf("input.submissionId", "This is not the latest work of the learner or group. Read it again.", "OUTDATED");
  if (rubricPoints && !own.submissionId) throw badInput("input.rubricPoints", "This learner has handed in nothing.");
  for (const member of team)
    await tx.execute(
      `insert into coursework_marks (id, assignment_id, user_id, draft, submission_id, rubric_points, bonus, deduction, comment, grader_id)
       values (?, ?, ?, ?, ?, ?::jsonb, ?, ?, ?, ?) on conflict (assignment_id, user_id, draft) do update set submission_id = excluded.submission_id,
         rubric_points = excluded.rubric_points, bonus = excluded.bonus, deduction = excluded.deduction, comment = excluded.comment,
         grader_id = excluded.grader_id, updated_at = now()`,
      [
        ...[newId(), assignmentId, member.userId, draft, rubricPoints && own.submissionId, rubricPoints && JSON.stringify(rubricPoints)],
        ...[Math.max(0, change), Math.max(0, -change), comment ?? "", viewer.id],
      ],
    );
  if (draft) return;
  const userIds = team.map((member) => member.userId);
  await tx.execute("delete from coursework_marks where assignment_id = ? and user_id in (?) and draft", [assignmentId, userIds]);
  await saveGrades(tx, assignmentId, userIds);
  noteMark(tx, viewer, "graded", assignmentId, address, { userIds, rubricPoints: rubricPoints?.points ?? null, adjustment: change });
}
