import { connectionsByParent, type PageOfParent } from "../../../../graphql/connections-by-parent.js";
import type { LoaderFactory } from "../../../../graphql/context.js";
import type { KeysetOrder } from "../../../../graphql/keyset-list.js";
import type { Connection } from "../../../../graphql/pagination.js";
import { notFound } from "../../../../kernel/errors.js";
import { newId } from "../../../../kernel/ids.js";
import { rows, type EntityManager } from "../../../../platform/database/database.js";
import { STAGED_CHANGES_MAX } from "../coursework-limits.js";
import type { GradingChangeStatus } from "./grading-change.entity.js";
import type { NewGrading } from "./policy.js";

export interface ChangeRow {
  id: string;
  classId: string;
  assignmentId: string | null;
  policy: NewGrading;
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

/** Of `grading_changes h`. */
export const CHANGE_COLUMNS = `h.id, h.class_id as "classId", h.assignment_id as "assignmentId", h.policy, h.based_on as "basedOn", h.status,
  h.created_at as "createdAt", h.decided_at as "decidedAt"`;

/** Checks no permission. */
export async function findChange(em: EntityManager, id: string): Promise<ChangeRow> {
  const [row] = await rows<ChangeRow>(em, `select ${CHANGE_COLUMNS} from grading_changes h where h.id = ?`, [id]);
  if (!row) throw notFound("grading change");
  return row;
}

/** Removes the oldest changes of this policy that never took effect, if there are many. */
export async function stageChange(
  em: EntityManager,
  stagedById: string,
  change: Pick<ChangeRow, "classId" | "assignmentId" | "policy" | "basedOn">,
  moves: readonly MoveRow[],
): Promise<ChangeRow> {
  const id = newId();
  await em.execute(
    `delete from grading_changes where id in (select id from grading_changes where class_id = ? and assignment_id is not distinct from ?::uuid
       and status <> 'APPLIED' order by id desc offset ${STAGED_CHANGES_MAX - 1})`,
    [change.classId, change.assignmentId],
  );
  await em.execute(
    "insert into grading_changes (id, class_id, assignment_id, policy, based_on, staged_by_id) values (?, ?, ?, ?::jsonb, ?, ?)",
    [id, change.classId, change.assignmentId, JSON.stringify(change.policy), change.basedOn, stagedById],
  );
  await em.execute(
    `insert into grading_change_moves (change_id, user_id, before, after)
     select ?, v."userId", v.before, v.after from jsonb_to_recordset(?::jsonb) as v ("userId" uuid, before int, after int)`,
    [id, JSON.stringify(moves.filter(({ before, after }) => before !== after))],
  );
  return findChange(em, id);
}

const DIFFERENCE = "coalesce(v.after, 0) - coalesce(v.before, 0)";
const LARGEST_LOSS_FIRST: KeysetOrder<MoveRow> = {
  name: "largest-loss",
  columns: [
    { sql: DIFFERENCE, direction: "asc", cast: "int" },
    { sql: "v.user_id", direction: "asc", cast: "uuid" },
  ],
  key: ({ userId, before, after }) => [(after ?? 0) - (before ?? 0), userId],
};

/** Checks no permission. Largest losses first. */
export const movesOfChange: LoaderFactory<PageOfParent, Connection<MoveRow>> = ({ em }) =>
  connectionsByParent(em, {
    select: `v.user_id as "userId", v.before, v.after`,
    from: "from grading_change_moves v",
    conditions: [],
    parent: "v.change_id",
    order: LARGEST_LOSS_FIRST,
  });
