import { isAdmin } from "../../../../access/policy.js";
import type { SignedIn } from "../../../../access/viewer.js";
import { newestFirst, readConnection } from "../../../../graphql/keyset-list.js";
import type { Connection, PageArgs } from "../../../../graphql/pagination.js";
import { badInput, notFound, nullIfNotFound } from "../../../../kernel/errors.js";
import { newId } from "../../../../kernel/ids.js";
import { rows, type Database, type EntityManager } from "../../../../platform/database/database.js";
import { record } from "../../../base/audit/record.js";
import { expectStaff } from "../../classes/class.rows.js";
import { assignmentToGrade, readAssignment } from "../assignments/assignment.rows.js";
import { instantsOf, withChanges, type EnteredDates, type EnteredTime } from "../assignments/dates.js";
import { saveTerms } from "../grades/compute-grades.js";
import { PRESENT_MEMBERS } from "../../classes/members/present-members.js";

export interface ExtensionRow {
  id: string;
  assignmentId: string;
  userId: string | null;
  groupId: string | null;
  dates: EnteredDates;
  dueAt: Date;
  closesAt: Date | null;
  reason: string;
  createdAt: Date;
}

export interface NewExtension {
  assignmentId: string;
  userId?: string | null;
  groupId?: string | null;
  dueAt: EnteredTime;
  closesAt?: EnteredTime | null;
  reason?: string | null;
}

export interface ExtensionsService {
  list(em: EntityManager, viewer: SignedIn, assignmentId: string, page: PageArgs): Promise<Connection<ExtensionRow>>;
  /** Replaces the present one of the learner or group. */
  set(viewer: SignedIn, input: NewExtension, address: string): Promise<ExtensionRow>;
  /** Those of assignments whose class the viewer is staff of. */
  byIds(em: EntityManager, viewer: SignedIn, ids: readonly string[]): Promise<ExtensionRow[]>;
  remove(viewer: SignedIn, id: string, address: string): Promise<void>;
}

const COLUMNS = `e.id, e.assignment_id as "assignmentId", e.user_id as "userId", e.group_id as "groupId", e.dates, e.due_at as "dueAt",
  e.closes_at as "closesAt", e.reason, e.created_at as "createdAt"`;
const NEWEST_FIRST = newestFirst<ExtensionRow>("e.id");

/** Only those whose terms have changed. */
async function regrade(tx: EntityManager, { assignmentId, userId, groupId }: ExtensionRow): Promise<void> {
  const members = () => rows<{ id: string }>(tx, "select user_id as id from coursework_group_members where group_id = ?", [groupId]);
  await saveTerms(tx, assignmentId, userId ? [userId] : (await members()).map(({ id }) => id));
}

export function createExtensionsService({ db }: { db: Database }): ExtensionsService {
  const note = (
    em: EntityManager,
    viewer: SignedIn,
    verb: string,
    { assignmentId, ...row }: Omit<ExtensionRow, "dates">,
    address: string,
  ) =>
    record(em, {
      ...{
        actorId: viewer.id,
        action: `class-assignment.extension-${verb}`,
        subject: { type: "class-assignment", id: assignmentId },
        address,
      },
      details: { userId: row.userId, groupId: row.groupId, dueAt: row.dueAt, closesAt: row.closesAt },
    });

  return {
    async list(em, viewer, assignmentId, page) {
      expectStaff(await readAssignment(em, viewer, assignmentId));
      const list = {
        select: COLUMNS,
        from: "from coursework_extensions e",
        conditions: [{ sql: "e.assignment_id = ?", params: [assignmentId] }],
      };
      return readConnection(em, list, page, NEWEST_FIRST);
    },

    set: (viewer, { assignmentId, userId = null, groupId = null, dueAt: due, closesAt: closes, reason }, address) =>
      db.transaction(async (tx) => {
        if ((userId === null) === (groupId === null)) throw badInput("input.userId", "Give either `userId` or `groupId`.");
        const assignment = await assignmentToGrade(tx, viewer, assignmentId);
        const known = userId
          ? await rows(tx, "select from class_members where class_id = ? and user_id = ? and role = 'LEARNER'", [
              assignment.classId,
              userId,
            ])
          : await rows(tx, "select from coursework_groups where id = ? and assignment_id = ?", [groupId, assignmentId]);
        if (known.length === 0)
          throw badInput(userId ? "input.userId" : "input.groupId", "There is no such learner or group.", "UNKNOWN_VALUE");
        const column = userId ? "user_id" : "group_id";
        const sql = `select dates from coursework_extensions where assignment_id = ? and ${column} = ?`;
        const [present] = await rows<{ dates: EnteredDates }>(tx, sql, [assignmentId, userId ?? groupId]);
        const dates = withChanges(
          { ...present?.dates, opens: assignment.dates.opens ?? null },
          { dueAt: due, closesAt: closes ?? null },
          assignment.zone,
        );
        const { dueAt, closesAt } = instantsOf(dates);
        const [row] = await rows<ExtensionRow>(
          tx,
          `insert into coursework_extensions as e (id, assignment_id, user_id, group_id, dates, due_at, closes_at, reason, granted_by_id)
           values (?, ?, ?, ?, ?::jsonb, ?, ?, ?, ?)
           on conflict (assignment_id, ${column}) where ${column} is not null do update set dates = excluded.dates, due_at = excluded.due_at,
             closes_at = excluded.closes_at, reason = excluded.reason, granted_by_id = excluded.granted_by_id returning ${COLUMNS}`,
          [
            newId(),
            assignmentId,
            userId,
            groupId,
            JSON.stringify({ due: dates.due, closes: dates.closes }),
            dueAt,
            closesAt,
            reason ?? "",
            viewer.id,
          ],
        );
        await regrade(tx, row!);
        note(tx, viewer, "set", row!, address);
        return row!;
      }),

    byIds: (em, viewer, ids) =>
      rows<ExtensionRow>(
        em,
        `select ${COLUMNS} from coursework_extensions e join class_assignments a on a.id = e.assignment_id
         left join ${PRESENT_MEMBERS} vm on vm.class_id = a.class_id and vm.user_id = ? where e.id in (?) and (${isAdmin(viewer)} or vm.role <> 'LEARNER')`,
        [viewer.id, ids],
      ),

    remove: (viewer, id, address) =>
      db.transaction(async (tx) => {
        const [row] = await rows<ExtensionRow>(tx, `select ${COLUMNS} from coursework_extensions e where e.id = ?`, [id]);
        if (!row || !(await nullIfNotFound(assignmentToGrade(tx, viewer, row.assignmentId)))) throw notFound("extension");
        await tx.execute("delete from coursework_extensions where id = ?", [id]);
        await regrade(tx, row);
        note(tx, viewer, "removed", row, address);
      }),
  };
}
