import { isAdmin } from "../../../../access/policy.js";
import type { SignedIn } from "../../../../access/viewer.js";
import { readConnection, type KeysetOrder } from "../../../../graphql/keyset-list.js";
import type { Connection, PageArgs } from "../../../../graphql/pagination.js";
import { AppError, badInput, notFound, nullIfNotFound } from "../../../../kernel/errors.js";
import { newId } from "../../../../kernel/ids.js";
import { rows, type Database, type EntityManager, type Transaction } from "../../../../platform/database/database.js";
import { record } from "../../../base/audit/record.js";
import { classToRun } from "../../classes/class.rows.js";
import { assignmentToRun } from "../assignments/assignment.rows.js";
import { expectPolicy } from "../assignments/class-assignments.service.js";
import { comparePolicies, saveGrades } from "../grades/compute-grades.js";
import { STAGED_CHANGES_MAX } from "../coursework-limits.js";
import { createTotals } from "../gradebook/class-totals.js";
import { gradebookAssignments, policyOf, type GradebookCell } from "../gradebook/gradebook.service.js";
import type { GradingChangeStatus } from "./grading-change.entity.js";
import { assignmentPolicy, type AssignmentPolicy } from "./policy.js";
import { PRESENT_MEMBERS } from "../../classes/members/present-members.js";

export interface ChangeRow {
  id: string;
  classId: string;
  assignmentId: string | null;
  policy: AssignmentPolicy | { dropLowest: number };
  basedOn: number;
  status: GradingChangeStatus;
  createdAt: Date;
  decidedAt: Date | null;
}

export interface MoveRow {
  userId: string;
  before: number | null;
  after: number | null;
}

export interface GradingChangesService {
  /** Computes who moves. Nothing takes effect. Removes the oldest changes of this policy that never took effect, if there are many. */
  stageAssignment(viewer: SignedIn, assignmentId: string, policy: AssignmentPolicy): Promise<ChangeRow>;
  stageClass(viewer: SignedIn, classId: string, dropLowest: number): Promise<ChangeRow>;
  /** CONFLICT unless it is staged, and the policy is still the one it was based on. */
  apply(viewer: SignedIn, id: string, address: string): Promise<ChangeRow>;
  drop(viewer: SignedIn, id: string): Promise<ChangeRow>;
  read(em: EntityManager, viewer: SignedIn, id: string): Promise<ChangeRow>;
  /** Those of classes that the viewer runs. */
  byIds(em: EntityManager, viewer: SignedIn, ids: readonly string[]): Promise<ChangeRow[]>;
  /** Checks no permission. Largest losses first. */
  moves(em: EntityManager, id: string, page: PageArgs): Promise<Connection<MoveRow>>;
}

const COLUMNS = `h.id, h.class_id as "classId", h.assignment_id as "assignmentId", h.policy, h.based_on as "basedOn", h.status,
  h.created_at as "createdAt", h.decided_at as "decidedAt"`;

const DIFFERENCE = "coalesce(v.after, 0) - coalesce(v.before, 0)";
const LARGEST_LOSS_FIRST: KeysetOrder<MoveRow> = {
  name: "largest-loss",
  columns: [
    { sql: DIFFERENCE, direction: "asc", cast: "int" },
    { sql: "v.user_id", direction: "asc", cast: "uuid" },
  ],
  key: ({ userId, before, after }) => [(after ?? 0) - (before ?? 0), userId],
};

export function createGradingChangesService({ db }: { db: Database }): GradingChangesService {
  const byIds: GradingChangesService["byIds"] = (em, viewer, ids) =>
    rows<ChangeRow>(
      em,
      `select ${COLUMNS} from grading_changes h left join ${PRESENT_MEMBERS} vm on vm.class_id = h.class_id and vm.user_id = ?
       where h.id in (?) and (${isAdmin(viewer)} or vm.role = 'INSTRUCTOR')`,
      [viewer.id, ids],
    );
  const find = async (em: EntityManager, id: string): Promise<ChangeRow> => {
    const [row] = await rows<ChangeRow>(em, `select ${COLUMNS} from grading_changes h where h.id = ?`, [id]);
    if (!row) throw notFound("grading change");
    return row;
  };
  const toRun = async (em: EntityManager, viewer: SignedIn, id: string): Promise<ChangeRow> => {
    const { classId } = await find(em, id);
    if (!(await nullIfNotFound(classToRun(em, viewer, classId)))) throw notFound("grading change");
    return find(em, id);
  };
  const store = async (
    tx: Transaction,
    viewer: SignedIn,
    change: Pick<ChangeRow, "classId" | "assignmentId" | "policy" | "basedOn">,
    moves: readonly MoveRow[],
  ) => {
    const id = newId();
    await tx.execute(
      `delete from grading_changes where id in (select id from grading_changes where class_id = ? and assignment_id is not distinct from ?::uuid
         and status <> 'APPLIED' order by id desc offset ${STAGED_CHANGES_MAX - 1})`,
      [change.classId, change.assignmentId],
    );
    await tx.execute(
      "insert into grading_changes (id, class_id, assignment_id, policy, based_on, staged_by_id) values (?, ?, ?, ?::jsonb, ?, ?)",
      [id, change.classId, change.assignmentId, JSON.stringify(change.policy), change.basedOn, viewer.id],
    );
    await tx.execute(
      `insert into grading_change_moves (change_id, user_id, before, after)
       select ?, v."userId", v.before, v.after from jsonb_to_recordset(?::jsonb) as v ("userId" uuid, before int, after int)`,
      [id, JSON.stringify(moves.filter(({ before, after }) => before !== after))],
    );
    return find(tx, id);
  };

  return {
    stageAssignment: (viewer, assignmentId, given) =>
      db.transaction(async (tx) => {
        // Without a lock: learners hand in meanwhile. `apply` computes again.
        const { classId, kind } = await assignmentToRun(tx, viewer, assignmentId, { lock: false });
        const policy = expectPolicy(kind, given, "input.policy");
        const { basedOn, grades } = await comparePolicies(tx, assignmentId, policy);
        return store(tx, viewer, { classId, assignmentId, policy, basedOn }, grades);
      }),

    stageClass: (viewer, classId, dropLowest) =>
      db.transaction(async (tx) => {
        await classToRun(tx, viewer, classId, { lock: false });
        const [present, assignments] = [await policyOf(tx, classId), await gradebookAssignments(tx, classId)];
        const sql = `select g.user_id as "userId", g.assignment_id as "assignmentId", g.hundredths from coursework_grades g
          join class_assignments a on a.id = g.assignment_id where a.class_id = ?`;
        const cells = Map.groupBy(await rows<GradebookCell & { userId: string }>(tx, sql, [classId]), ({ userId }) => userId);
        const [before, after] = [createTotals(assignments, present.dropLowest), createTotals(assignments, dropLowest)];
        const moves = [...cells].map(([userId, own]) => ({ userId, before: before(own), after: after(own) }));
        return store(tx, viewer, { classId, assignmentId: null, policy: { dropLowest }, basedOn: present.version }, moves);
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
        return find(tx, id);
      }),

    drop: (viewer, id) =>
      db.transaction(async (tx) => {
        const change = await toRun(tx, viewer, id);
        if (change.status === "APPLIED")
          throw new AppError("CONFLICT", "This change is already applied. Stage the former policy to undo it.");
        await tx.execute("update grading_changes set status = 'DROPPED', decided_at = coalesce(decided_at, now()) where id = ?", [id]);
        return find(tx, id);
      }),

    byIds,

    async read(em, viewer, id) {
      const [row] = await byIds(em, viewer, [id]);
      if (!row) throw notFound("grading change");
      return row;
    },

    moves: (em, id, page) =>
      readConnection(
        em,
        {
          select: `v.user_id as "userId", v.before, v.after`,
          from: "from grading_change_moves v",
          conditions: [{ sql: "v.change_id = ?", params: [id] }],
        },
        page,
        LARGEST_LOSS_FIRST,
      ),
  };
}

async function applyToAssignment(tx: Transaction, { policy, basedOn }: ChangeRow, assignmentId: string): Promise<boolean> {
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
