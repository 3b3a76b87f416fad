import { rows, violatedReference, type EntityManager } from "../../../platform/database/database.js";
import { savepoint } from "../../../platform/database/transaction.js";
import type { OrganizationData } from "../../contracts/organization-data.js";
import { listOfRows } from "../../contracts/personal-data.js";

const BATCH = 20;

export const classesOrganizationData: OrganizationData = {
  columns: { "classes.organization_id": { export: "classes", deletion: "removed" } },
  exports: [
    listOfRows({
      name: "classes",
      description: "Classes.",
      select: `c.id, c.title, c.description, c.term, c.time_zone as "timeZone", c.capacity, c.created_at as "createdAt", c.archived_at as "archivedAt"`,
      from: "from classes c where c.organization_id = ?",
      key: "c.id",
      table: ["title", "term", "timeZone", "capacity", "createdAt", "archivedAt"],
    }),
    listOfRows({
      name: "class-members",
      description: "Members of classes.",
      select: `m.id, c.id as "classId", c.title as class, u.username, m.role, m.created_at as "joinedAt"`,
      from: "from class_members m join classes c on c.id = m.class_id join users u on u.id = m.user_id where c.organization_id = ?",
      key: "m.id",
      table: ["class", "username", "role", "joinedAt"],
    }),
  ],
  erasures: [
    {
      name: "classes of the organization",
      async step(em, organizationId) {
        const sql = `select id from classes where organization_id = ? order by id limit ${BATCH} for update`;
        const found = await rows<{ id: string }>(em, sql, [organizationId]);
        for (const { id } of found) await removeOrEmpty(em, id);
        return found.length;
      },
    },
  ],
};

/** One whose places were sold stays for the orders that name it, without anything in it. */
async function removeOrEmpty(em: EntityManager, id: string): Promise<void> {
  try {
    await savepoint(em, (inner) => inner.execute("delete from classes where id = ?", [id]));
  } catch (error) {
    if (violatedReference(error) === null) throw error;
    for (const table of ["class_assignments", "class_invitations", "class_members", "class_sections"])
      await em.execute(`delete from ${table} where class_id = ?`, [id]);
    await em.execute(
      `update classes set title = 'Deleted class', description = '', term = '', join_code = null, learner_count = 0, organization_id = null,
         archived_at = coalesce(archived_at, now()), updated_at = now() where id = ?`,
      [id],
    );
  }
}
