import { isAdmin } from "../../../../access/policy.js";
import type { SignedIn } from "../../../../access/viewer.js";
import { newestFirst, readConnection } from "../../../../graphql/keyset-list.js";
import type { Connection, PageArgs } from "../../../../graphql/pagination.js";
import { AppError, badInput, notFound, nullIfNotFound } from "../../../../kernel/errors.js";
import { rows, type Database, type EntityManager, type Transaction } from "../../../../platform/database/database.js";
import { record } from "../../../base/audit/record.js";
import { classToRun, expectInstructor, readClass } from "../../classes/class.rows.js";
import { expectNothingLost, replaceWork } from "../assignments/assignment-work.js";
import { assignmentToRun } from "../assignments/assignment.rows.js";
import { expectPolicy } from "../assignments/class-assignments.service.js";
import { comparePolicies, saveGrades } from "../grades/compute-grades.js";
import { createTotals } from "../gradebook/class-totals.js";
import { gradebookAssignments, marksOf, policyOf } from "../gradebook/gradebook.service.js";
import type { GradingChangeStatus } from "./grading-change.entity.js";
import { CHANGE_COLUMNS, findChange, stageChange, type ChangeRow } from "./grading-change.rows.js";
import { assignmentPolicy, type AssignmentPolicy, type Work } from "./policy.js";
import { PRESENT_MEMBERS } from "../../classes/members/present-members.js";

export interface GradingChangesFilter {
  classId: string;
  assignmentId?: string | null;
  status?: GradingChangeStatus | null;
}

export interface GradingChangesService {
  /** Computes who moves. Nothing takes effect. Removes the oldest changes of this policy that never took effect, if there are many. */
  stageAssignment(viewer: SignedIn, assignmentId: string, policy: AssignmentPolicy): Promise<ChangeRow>;
  stageClass(viewer: SignedIn, classId: string, dropLowest: number): Promise<ChangeRow>;
  /** CONFLICT unless it is staged, and the policy is still the one it was based on. */
  apply(viewer: SignedIn, id: string, address: string): Promise<ChangeRow>;
  drop(viewer: SignedIn, id: string): Promise<ChangeRow>;
  read(em: EntityManager, viewer: SignedIn, id: string): Promise<ChangeRow>;
  /** Of a class that the viewer runs, newest first. */
  list(em: EntityManager, viewer: SignedIn, filter: GradingChangesFilter, page: PageArgs): Promise<Connection<ChangeRow>>;
  /** Those of classes that the viewer runs. */
  byIds(em: EntityManager, viewer: SignedIn, ids: readonly string[]): Promise<ChangeRow[]>;
}

const NEWEST_FIRST = newestFirst<ChangeRow>("h.id");

export function createGradingChangesService({ db }: { db: Database }): GradingChangesService {
  const byIds: GradingChangesService["byIds"] = (em, viewer, ids) =>
    rows<ChangeRow>(
      em,
      `select ${CHANGE_COLUMNS} from grading_changes h left join ${PRESENT_MEMBERS} vm on vm.class_id = h.class_id and vm.user_id = ?
       where h.id in (?) and (${isAdmin(viewer)} or vm.role = 'INSTRUCTOR')`,
      [viewer.id, ids],
    );
  const toRun = async (em: EntityManager, viewer: SignedIn, id: string): Promise<ChangeRow> => {
    const { classId } = await findChange(em, id);
    if (!(await nullIfNotFound(classToRun(em, viewer, classId)))) throw notFound("grading change");
    return findChange(em, id);
  };

  return {
    stageAssignment: (viewer, assignmentId, given) =>
      db.transaction(async (tx) => {
        // Without a lock: learners hand in meanwhile. `apply` computes again.
        const { classId, kind } = await assignmentToRun(tx, viewer, assignmentId, { lock: false });
        const policy = expectPolicy(kind, given, "input.policy");
        const { basedOn, grades } = await comparePolicies(tx, assignmentId, policy);
        return stageChange(tx, viewer.id, { classId, assignmentId, policy, basedOn }, grades);
      }),

    stageClass: (viewer, classId, dropLowest) =>
      db.transaction(async (tx) => {
        await classToRun(tx, viewer, classId, { lock: false });
        const [present, assignments] = [await policyOf(tx, classId), await gradebookAssignments(tx, classId)];
        const marks = await marksOf(tx, assignments);
        const [before, after] = [createTotals(assignments, present.dropLowest), createTotals(assignments, dropLowest)];
        const moves = [...marks].map(([userId, own]) => ({ userId, before: before(own), after: after(own) }));
        return stageChange(tx, viewer.id, { classId, assignmentId: null, policy: { dropLowest }, basedOn: present.version }, moves);
      }),

    apply: (viewer, id, address) =>
      db.transaction(async (tx) => {
        const change = await toRun(tx, viewer, id);
        if (change.status !== "STAGED") throw new AppError("CONFLICT", `This change is already ${change.status.toLowerCase()}.`);
        const done =
          change.assignmentId === null ? await applyToClass(tx, change) : await applyToAssignment(tx, change, change.assignmentId);
        if (!done) throw new AppError("CONFLICT", "The policy has changed since this change was staged. Stage it again.");
        await tx.execute("update grading_changes set status = 'APPLIED', decided_at = now() where id = ?", [id]);
        const subject = change.assignmentId ? { type: "class-assignment", id: change.assignmentId } : { type: "class", id: change.classId };
        record(tx, {
          actorId: viewer.id,
          action: "coursework.policy-changed",
          subject,
          address,
          details: { changeId: id, policy: change.policy },
        });
        return findChange(tx, id);
      }),

    drop: (viewer, id) =>
      db.transaction(async (tx) => {
        const change = await toRun(tx, viewer, id);
        if (change.status === "APPLIED")
          throw new AppError("CONFLICT", "This change is already applied. Stage the former policy to undo it.");
        await tx.execute("update grading_changes set status = 'DROPPED', decided_at = coalesce(decided_at, now()) where id = ?", [id]);
        return findChange(tx, id);
      }),

    byIds,

    async list(em, viewer, { classId, assignmentId, status }, page) {
      expectInstructor(await readClass(em, viewer, classId));
      const conditions = [
        { sql: "h.class_id = ?", params: [classId] },
        ...(assignmentId == null ? [] : [{ sql: "h.assignment_id = ?", params: [assignmentId] }]),
        ...(status == null ? [] : [{ sql: "h.status = ?", params: [status] }]),
      ];
      return readConnection<ChangeRow>(em, { select: CHANGE_COLUMNS, from: "from grading_changes h", conditions }, page, NEWEST_FIRST);
    },

    async read(em, viewer, id) {
      const [row] = await byIds(em, viewer, [id]);
      if (!row) throw notFound("grading change");
      return row;
    },
  };
}

async function applyToAssignment(tx: Transaction, { policy, basedOn }: ChangeRow, assignmentId: string): Promise<boolean> {
  if ("work" in policy) return applyWork(tx, assignmentId, policy.work, basedOn);
  const { points, counted, lateCurve, weight, rubric } = assignmentPolicy.parse(policy);
  const changed = await rows(
    tx,
    `update class_assignments set points = ?, counted = ?, late_curve = ?::jsonb, weight = ?, rubric = ?::jsonb,
       policy_version = policy_version + 1, version = version + 1, updated_at = now() where id = ? and policy_version = ? returning id`,
    [points, counted, JSON.stringify(lateCurve), weight, rubric && JSON.stringify(rubric), assignmentId, basedOn],
  );
  if (changed.length > 0) await saveGrades(tx, assignmentId, null);
  return changed.length > 0;
}

async function applyWork(tx: Transaction, assignmentId: string, work: Work, basedOn: number): Promise<boolean> {
  const sql = "update class_assignments set version = version + 1, updated_at = now() where id = ? and policy_version = ? returning id";
  if ((await rows(tx, sql, [assignmentId, basedOn])).length === 0) return false;
  // Learners may have handed in work since it was staged.
  await expectNothingLost(tx, assignmentId, work);
  await replaceWork(tx, assignmentId, work);
  await saveGrades(tx, assignmentId, null);
  return true;
}

async function applyToClass(tx: Transaction, { classId, policy, basedOn }: ChangeRow): Promise<boolean> {
  if (!("dropLowest" in policy)) throw badInput("input.id", "This change has no policy of a class.");
  const changed = await rows(
    tx,
    `insert into class_grading_policies as p (class_id, drop_lowest, version) select ?, ?, 2 where ?::int = 1 or exists (select from class_grading_policies where class_id = ?)
     on conflict (class_id) do update set drop_lowest = excluded.drop_lowest, version = p.version + 1 where p.version = ?::int returning class_id`,
    [classId, policy.dropLowest, basedOn, classId, basedOn],
  );
  return changed.length > 0;
}
