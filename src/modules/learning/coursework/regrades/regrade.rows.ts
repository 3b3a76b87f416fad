import DataLoader from "dataloader";
import { isAdmin } from "../../../../access/policy.js";
import type { SignedIn } from "../../../../access/viewer.js";
import type { LoaderFactory } from "../../../../graphql/context.js";
import { newestFirst, readConnection } from "../../../../graphql/keyset-list.js";
import type { Connection, PageArgs } from "../../../../graphql/pagination.js";
import { rows, type EntityManager } from "../../../../platform/database/database.js";
import { expectStaff, readClass } from "../../classes/class.rows.js";
import type { RegradeStatus } from "./regrade-request.entity.js";
import { PRESENT_MEMBERS } from "../../classes/members/present-members.js";

export interface RegradeRow {
  id: string;
  assignmentId: string;
  userId: string;
  status: RegradeStatus;
  reason: string;
  answer: string;
  /** Hundredths of points. */
  before: number;
  after: number | null;
  decidedById: string | null;
  createdAt: Date;
  decidedAt: Date | null;
}

export const REGRADE_COLUMNS = `r.id, r.assignment_id as "assignmentId", r.user_id as "userId", r.status, r.reason, r.answer, r.before, r.after,
  r.decided_by_id as "decidedById", r.created_at as "createdAt", r.decided_at as "decidedAt"`;

/** A learner's own, and all of classes whose staff the viewer is. */
export function regradesById(em: EntityManager, viewer: SignedIn, ids: readonly string[]): Promise<RegradeRow[]> {
  return rows<RegradeRow>(
    em,
    `select ${REGRADE_COLUMNS} from regrade_requests r join class_assignments a on a.id = r.assignment_id
     left join ${PRESENT_MEMBERS} vm on vm.class_id = a.class_id and vm.user_id = ?
     where r.id in (?) and (${isAdmin(viewer)} or vm.role <> 'LEARNER' or r.user_id = vm.user_id)`,
    [viewer.id, ids],
  );
}

/** Requests in a class, newest first. For its staff. */
export async function listRegrades(
  em: EntityManager,
  viewer: SignedIn,
  { classId, status }: { classId: string; status: RegradeStatus | null },
  page: PageArgs,
): Promise<Connection<RegradeRow>> {
  expectStaff(await readClass(em, viewer, classId));
  const conditions = [{ sql: "a.class_id = ?", params: [classId] }, ...(status ? [{ sql: "r.status = ?", params: [status] }] : [])];
  const list = { select: REGRADE_COLUMNS, from: "from regrade_requests r join class_assignments a on a.id = r.assignment_id", conditions };
  return readConnection(em, list, page, newestFirst<RegradeRow>("r.id"));
}

/** The viewer's own, by assignment. */
export const viewerRegrade: LoaderFactory<string, RegradeRow | null> = ({ em, signedIn }) =>
  new DataLoader(async (ids) => {
    const sql = `select ${REGRADE_COLUMNS} from regrade_requests r where r.assignment_id in (?) and r.user_id = ?`;
    const byAssignment = new Map((await rows<RegradeRow>(em, sql, [ids, signedIn.id])).map((row) => [row.assignmentId, row]));
    return ids.map((id) => byAssignment.get(id) ?? null);
  });
