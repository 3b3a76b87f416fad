import DataLoader from "dataloader";
import { isAdmin } from "../../../../access/policy.js";
import type { SignedIn } from "../../../../access/viewer.js";
import type { LoaderFactory } from "../../../../graphql/context.js";
import { newestFirst, readConnection } from "../../../../graphql/keyset-list.js";
import type { Connection, PageArgs } from "../../../../graphql/pagination.js";
import { AppError, badInput, conflictOf, notFound, nullIfNotFound } from "../../../../kernel/errors.js";
import { newId } from "../../../../kernel/ids.js";
import { rows, violatedUnique, type Database, type EntityManager } from "../../../../platform/database/database.js";
import { mayGradeClass } from "../../classes/class.rows.js";
import { assignmentToGrade, assignmentToRun, readAssignment } from "../assignments/assignment.rows.js";
import { GROUPS_MAX } from "../coursework-limits.js";
import { saveTerms } from "../grades/compute-grades.js";
import { PRESENT_MEMBERS } from "../../classes/members/present-members.js";

export interface GroupRow {
  id: string;
  assignmentId: string;
  name: string;
}

const COLUMNS = `g.id, g.assignment_id as "assignmentId", g.name`;
const NEWEST_FIRST = newestFirst<GroupRow>("g.id");

/** Ids of their accounts. Checks no permission. */
export const membersOfGroup: LoaderFactory<string, string[]> = ({ em }) =>
  new DataLoader(async (ids) => {
    const sql = `select group_id as "groupId", user_id as "userId" from coursework_group_members where group_id in (?) order by user_id`;
    const byGroup = Map.groupBy(await rows<{ groupId: string; userId: string }>(em, sql, [ids]), ({ groupId }) => groupId);
    return ids.map((id) => (byGroup.get(id) ?? []).map(({ userId }) => userId));
  });

export interface GroupsService {
  /** Learners see their own. */
  list(em: EntityManager, viewer: SignedIn, assignmentId: string, page: PageArgs): Promise<Connection<GroupRow>>;
  /** Creates the group, or replaces name and members of a present one. */
  save(viewer: SignedIn, input: { assignmentId: string; id?: string | null; name: string; userIds: readonly string[] }): Promise<GroupRow>;
  /** Those of the viewer, and of classes that the viewer is staff of. */
  byIds(em: EntityManager, viewer: SignedIn, ids: readonly string[]): Promise<GroupRow[]>;
  remove(viewer: SignedIn, id: string): Promise<void>;
}

/** Returns who they were. */
async function removeMembers(tx: EntityManager, id: string): Promise<string[]> {
  const sql = `delete from coursework_group_members where group_id = ? returning user_id as "userId"`;
  return (await rows<{ userId: string }>(tx, sql, [id])).map(({ userId }) => userId);
}

export function createGroupsService({ db }: { db: Database }): GroupsService {
  return {
    async list(em, viewer, assignmentId, page) {
      const assignment = await readAssignment(em, viewer, assignmentId);
      const conditions = [
        { sql: "g.assignment_id = ?", params: [assignmentId] },
        ...(mayGradeClass(assignment)
          ? []
          : [{ sql: "exists (select from coursework_group_members m where m.group_id = g.id and m.user_id = ?)", params: [viewer.id] }]),
      ];
      return readConnection(em, { select: COLUMNS, from: "from coursework_groups g", conditions }, page, NEWEST_FIRST);
    },

    save: (viewer, { assignmentId, id: given, name, userIds }) =>
      db
        .transaction(async (tx) => {
          const { classId, groupWork } = await assignmentToGrade(tx, viewer, assignmentId);
          if (!groupWork) throw new AppError("CONFLICT", "This assignment is not group work.");
          const sql = "select user_id as id from class_members where class_id = ? and role = 'LEARNER' and user_id = any(?::uuid[])";
          const learners = new Set((await rows<{ id: string }>(tx, sql, [classId, `{${userIds.join(",")}}`])).map(({ id }) => id));
          userIds.forEach((userId, index) => {
            if (!learners.has(userId)) throw badInput(`input.userIds.${index}`, "The class has no such learner.", "UNKNOWN_VALUE");
          });
          const id = given ?? newId();
          const affected = new Set(userIds);
          if (given) {
            const changed = await rows(tx, "update coursework_groups set name = ? where id = ? and assignment_id = ? returning id", [
              name,
              id,
              assignmentId,
            ]);
            if (changed.length === 0) throw notFound("group");
            for (const former of await removeMembers(tx, id)) affected.add(former);
          } else {
            const [{ count } = { count: 0 }] = await rows<{ count: number }>(
              tx,
              "select count(*)::int as count from coursework_groups where assignment_id = ?",
              [assignmentId],
            );
            if (count >= GROUPS_MAX) throw new AppError("CONFLICT", `An assignment has at most ${GROUPS_MAX} groups.`);
            await tx.execute("insert into coursework_groups (id, assignment_id, name) values (?, ?, ?)", [id, assignmentId, name]);
          }
          for (const userId of new Set(userIds))
            await tx.execute("insert into coursework_group_members (assignment_id, user_id, group_id) values (?, ?, ?)", [
              assignmentId,
              userId,
              id,
            ]);
          await saveTerms(tx, assignmentId, [...affected]);
          return { id, assignmentId, name };
        })
        .catch((error: unknown) => {
          const violated = violatedUnique(error);
          if (violated === "coursework_groups_name_unique") throw conflictOf("input.name", "Another group has this name.");
          throw violated === null ? error : conflictOf("input.userIds", "A learner is already in another group of this assignment.");
        }),

    byIds: (em, viewer, ids) =>
      rows<GroupRow>(
        em,
        `select ${COLUMNS} from coursework_groups g join class_assignments a on a.id = g.assignment_id
         left join ${PRESENT_MEMBERS} vm on vm.class_id = a.class_id and vm.user_id = ? where g.id in (?) and (${isAdmin(viewer)} or vm.role <> 'LEARNER'
           or (a.opens_at <= now() and exists (select from coursework_group_members m where m.group_id = g.id and m.user_id = vm.user_id)))`,
        [viewer.id, ids],
      ),

    remove: (viewer, id) =>
      db.transaction(async (tx) => {
        const [row] = await rows<GroupRow>(tx, `select ${COLUMNS} from coursework_groups g where g.id = ?`, [id]);
        if (!row || !(await nullIfNotFound(assignmentToRun(tx, viewer, row.assignmentId)))) throw notFound("group");
        const affected = await removeMembers(tx, id);
        await tx.execute("delete from coursework_groups where id = ?", [id]);
        await saveTerms(tx, row.assignmentId, affected);
      }),
  };
}
