import type { SignedIn } from "../../../../access/viewer.js";
import { readConnection } from "../../../../graphql/keyset-list.js";
import type { Connection, PageArgs } from "../../../../graphql/pagination.js";
import { AppError, badInput } from "../../../../kernel/errors.js";
import { newId } from "../../../../kernel/ids.js";
import { rows, violatedReference, type Database, type EntityManager } from "../../../../platform/database/database.js";
import { record } from "../../../base/audit/record.js";
import { changedMeanwhile } from "../../../base/settings/settings.service.js";
import { classToRun, readClass } from "../../classes/class.rows.js";
import { CLASS_ASSIGNMENTS_MAX } from "../coursework-limits.js";
import { compareChange, saveGrades } from "../grades/compute-grades.js";
import { HANDED_IN } from "../work/handed-in.js";
import { faultOfCurve } from "../grading/late-curve.js";
import { stageChange, type ChangeRow } from "../policy/grading-change.rows.js";
import { assignmentPolicy, type AssignmentPolicy } from "../policy/policy.js";
import { changedWork, expectNoGroups, expectWork, replaceWork, type GivenWork } from "./assignment-work.js";
import {
  assignmentSelect,
  assignmentToRun,
  FROM_ASSIGNMENTS,
  NEWEST_ASSIGNMENT_FIRST,
  readAssignment,
  termsJoins,
  visibleAssignments,
  type AssignmentRow,
} from "./assignment.rows.js";
import type { ClassAssignmentKind } from "./class-assignment.entity.js";
import { instantsOf, withChanges, type DateChanges, type EnteredDates } from "./dates.js";

export interface NewAssignment extends DateChanges, GivenWork {
  classId: string;
  kind: ClassAssignmentKind;
  title: string;
  instructions?: string | null;
  policy: AssignmentPolicy;
  groupWork?: boolean | null;
  remindHours?: number | null;
  regradeDays?: number | null;
}

export interface AssignmentChange extends DateChanges, GivenWork {
  id: string;
  expectedVersion: number;
  title?: string | null;
  instructions?: string | null;
  groupWork?: boolean | null;
  remindHours?: number | null;
  regradeDays?: number | null;
}

export interface UpdatedAssignment {
  assignment: AssignmentRow;
  /** Other problems or another quiz, staged as grades are released; null if all took effect. */
  stagedChange: ChangeRow | null;
}

export interface ClassAssignmentsService {
  list(em: EntityManager, viewer: SignedIn, classId: string, page: PageArgs): Promise<Connection<AssignmentRow>>;
  create(viewer: SignedIn, input: NewAssignment, address: string): Promise<AssignmentRow>;
  /** Everything but the grading policy, which is staged first. CONFLICT if work that was handed in would be lost. */
  update(viewer: SignedIn, change: AssignmentChange, address: string): Promise<UpdatedAssignment>;
  /** CONFLICT once work was handed in. */
  remove(viewer: SignedIn, id: string, address: string): Promise<void>;
  /** Learners see their grades from now on. */
  release(viewer: SignedIn, id: string, address: string): Promise<AssignmentRow>;
}

export function expectPolicy(kind: ClassAssignmentKind, policy: AssignmentPolicy, field: string): AssignmentPolicy {
  const fault = faultOfCurve(policy.lateCurve);
  if (fault) throw badInput(`${field}.lateCurve`, fault);
  if (policy.rubric && kind !== "FREE") throw badInput(`${field}.rubric`, "Only free work is graded by a rubric.");
  return assignmentPolicy.parse(policy);
}

export function createClassAssignmentsService({ db }: { db: Database }): ClassAssignmentsService {
  const note = (em: EntityManager, viewer: SignedIn, verb: string, id: string, address: string, details: Record<string, unknown> = {}) =>
    record(em, { actorId: viewer.id, action: `class-assignment.${verb}`, subject: { type: "class-assignment", id }, address, details });
  const read = (viewer: SignedIn, id: string) => readAssignment(db.em.fork(), viewer, id);

  return {
    async list(em, viewer, classId, page) {
      await readClass(em, viewer, classId);
      const conditions = [
        { sql: "a.class_id = ?", params: [classId] },
        { sql: visibleAssignments(viewer), params: [] },
      ];
      const list = { select: assignmentSelect(viewer), from: FROM_ASSIGNMENTS, fromParams: [viewer.id], conditions };
      return readConnection(em, list, page, NEWEST_ASSIGNMENT_FIRST);
    },

    async create(viewer, input, address) {
      const { classId, kind } = input;
      const policy = expectPolicy(kind, input.policy, "input.policy");
      const id = await db.transaction(async (tx) => {
        const { timeZone } = await classToRun(tx, viewer, classId);
        const sql = "select count(*)::int as count from class_assignments where class_id = ?";
        const [{ count } = { count: 0 }] = await rows<{ count: number }>(tx, sql, [classId]);
        if (count >= CLASS_ASSIGNMENTS_MAX) throw new AppError("CONFLICT", `A class has at most ${CLASS_ASSIGNMENTS_MAX} assignments.`);
        await expectWork(tx, viewer, kind, input);
        const dates = withChanges({}, input, timeZone);
        const made = await insertAssignment(tx, { ...input, policy, dates });
        note(tx, viewer, "created", made, address, { kind });
        return made;
      });
      return read(viewer, id);
    },

    async update(viewer, { id, expectedVersion, ...given }, address) {
      const { title, instructions, remindHours, regradeDays, problems, quizId, groupWork, ...changes } = given;
      const stagedChange = await db.transaction(async (tx) => {
        const before = await assignmentToRun(tx, viewer, id);
        if (before.version !== expectedVersion) throw changedMeanwhile("assignment");
        const work = await changedWork(tx, viewer, before, { problems, quizId });
        if (before.groupWork && groupWork === false) await expectNoGroups(tx, id);
        const dates = withChanges(before.dates, changes, before.zone);
        const { opensAt, dueAt, closesAt, releaseAt } = instantsOf(dates);
        // Released by hand: there is no entered date, and what learners have seen stays visible.
        const release = changes.releaseAt === undefined ? before.releaseAt : releaseAt;
        await tx.execute(
          `update class_assignments set title = ?, instructions = ?, remind_hours = ?, regrade_days = ?, dates = ?::jsonb, opens_at = ?, due_at = ?, closes_at = ?,
             release_at = ?, opened_notified_at = case when ?::timestamptz <= now() then opened_notified_at end,
             released_notified_at = case when ?::timestamptz <= now() then released_notified_at end,
             group_work = ?, version = version + 1, updated_at = now() where id = ?`,
          [
            ...[title ?? before.title, instructions === undefined ? before.instructions : (instructions ?? "")],
            ...[remindHours === undefined ? before.remindHours : remindHours, regradeDays === undefined ? before.regradeDays : regradeDays],
            ...[JSON.stringify(dates), opensAt, dueAt, closesAt, release],
            ...[opensAt, release, groupWork ?? before.groupWork, id],
          ],
        );
        // What learners have seen of their grades moves only after it was shown to the instructor.
        if (work && !before.released) await replaceWork(tx, id, work);
        await saveGrades(tx, id, null);
        note(tx, viewer, "updated", id, address, { changed: Object.keys(given) });
        if (!work || !before.released) return null;
        const { basedOn, grades } = await compareChange(tx, id, () => replaceWork(tx, id, work));
        return stageChange(tx, viewer.id, { classId: before.classId, assignmentId: id, policy: { work }, basedOn }, grades);
      });
      return { assignment: await read(viewer, id), stagedChange };
    },

    async remove(viewer, id, address) {
      try {
        await db.transaction(async (tx) => {
          await assignmentToRun(tx, viewer, id);
          // Grades above 0 without work are adjustments. Free work is held by its foreign key, too: its learner may have left.
          const work = await rows(
            tx,
            `select from class_assignments a where a.id = ? and (exists (select from coursework_grades g where g.assignment_id = a.id and g.hundredths > 0)
               or exists (select from class_members m ${termsJoins("m.user_id")} where m.class_id = a.class_id and m.role = 'LEARNER' and ${HANDED_IN}))`,
            [id],
          );
          if (work.length > 0) throw handedIn();
          await tx.execute("delete from class_assignments where id = ?", [id]);
          note(tx, viewer, "deleted", id, address);
        });
      } catch (error) {
        throw violatedReference(error) ? handedIn() : error;
      }
    },

    async release(viewer, id, address) {
      await db.transaction(async (tx) => {
        const before = await assignmentToRun(tx, viewer, id);
        if (before.released) return;
        await saveGrades(tx, id, null);
        // Another release, cleared since, may have been notified.
        const dates = JSON.stringify({ ...before.dates, release: null });
        await tx.execute(
          "update class_assignments set release_at = now(), released_notified_at = null, dates = ?::jsonb, version = version + 1, updated_at = now() where id = ?",
          [dates, id],
        );
        note(tx, viewer, "grades-released", id, address);
      });
      return read(viewer, id);
    },
  };
}

const handedIn = () => new AppError("CONFLICT", "Work has been handed in. Hide the assignment instead: clear its opening time.");

export async function insertAssignment(
  em: EntityManager,
  input: Omit<NewAssignment, keyof DateChanges> & { dates: EnteredDates },
): Promise<string> {
  const { classId, kind, title, instructions, problems, quizId, policy, groupWork, remindHours, regradeDays, dates } = input;
  const id = newId();
  const { opensAt, dueAt, closesAt, releaseAt } = instantsOf(dates);
  await em.execute(
    `insert into class_assignments (id, class_id, kind, title, instructions, quiz_id, dates, opens_at, due_at, closes_at, release_at, points, counted,
       late_curve, weight, rubric, group_work, remind_hours, regrade_days, settle_at, reminders_until)
     values (?, ?, ?, ?, ?, ?, ?::jsonb, ?, ?, ?, ?, ?, ?, ?::jsonb, ?, ?::jsonb, ?, ?, ?, ?, ?)`,
    [
      ...[
        id,
        classId,
        kind,
        title,
        instructions ?? "",
        quizId ?? null,
        JSON.stringify(dates),
        opensAt,
        dueAt,
        closesAt,
        releaseAt,
        policy.points,
      ],
      ...[policy.counted, JSON.stringify(policy.lateCurve), policy.weight, policy.rubric && JSON.stringify(policy.rubric)],
      ...[groupWork ?? false, remindHours ?? null, regradeDays ?? null, closesAt, dueAt],
    ],
  );
  for (const [place, { problemId, points }] of (problems ?? []).entries())
    await em.execute("insert into class_assignment_problems (assignment_id, problem_id, place, points) values (?, ?, ?, ?)", [
      id,
      problemId,
      place,
      points,
    ]);
  return id;
}
