/** SQL of owners and co-authors, and of who may see and edit what they own. */
import { reachOf } from "../../../access/policy.js";
import type { Viewer } from "../../../access/viewer.js";
import type { EntityManager } from "../../../platform/database/database.js";
import type { Authored } from "../../contracts/authored.js";

/** Expression for the ids of the co-authors of a row, as an array. */
export function coAuthorIdsSql({ coAuthors: { table, column } }: Authored, alias: string): string {
  return `array(select c.user_id from ${table} c where c.${column} = ${alias}.id order by c.added_at, c.user_id)`;
}

/** Condition for rows that an account owns or co-authors; takes its id twice. */
export function writtenBySql({ owner, coAuthors: { table, column } }: Authored, alias: string): string {
  return `(${alias}.${owner} = ? or exists (select from ${table} c where c.${column} = ${alias}.id and c.user_id = ?))`;
}

interface Condition {
  sql: string;
  params: unknown[];
}

const NOBODY: Condition = { sql: "false", params: [] };
const EVERYONE: Condition = { sql: "true", params: [] };

const anyOf = (conditions: readonly Condition[]): Condition => ({
  sql: conditions.length === 1 ? conditions[0]!.sql : `(${conditions.map(({ sql }) => sql).join(" or ")})`,
  params: conditions.flatMap(({ params }) => params),
});

const idsOf = (ids: readonly string[]) => `{${ids.join(",")}}`;

/** Published for everyone, as a condition that needs no viewer: for counts and lists that are the same for all. */
export const publicSql = (alias: string): string => `${alias}.status = 'PUBLISHED' and ${alias}.visibility = 'PUBLIC'`;

/** isSharedWith as a condition on a row. The viewer's organizations are known, so that it reads no other table. */
export function sharedWith(viewer: Viewer, alias: string): Condition {
  const reach = reachOf(viewer);
  if (reach === "all") return EVERYONE;
  const open = { sql: `${alias}.visibility = 'PUBLIC'`, params: [] };
  if (reach.memberOf.length === 0) return open;
  return anyOf([open, { sql: `${alias}.organization_id = any(?::uuid[])`, params: [idsOf(reach.memberOf)] }]);
}

/** Rows that the viewer may edit. */
export function editableBy(viewer: Viewer, authored: Authored, alias: string): Condition {
  const reach = reachOf(viewer);
  if (reach === "all") return EVERYONE;
  const { authorId, authorOf } = reach;
  const conditions: Condition[] = [];
  if (authorId !== null) {
    const own = writtenBySql(authored, alias);
    const sql = authored.inOrganizations ? `(${alias}.organization_id is null and ${own})` : own;
    conditions.push({ sql, params: [authorId, authorId] });
  }
  if (authored.inOrganizations && authorOf.length > 0)
    conditions.push({ sql: `${alias}.organization_id = any(?::uuid[])`, params: [idsOf(authorOf)] });
  return conditions.length === 0 ? NOBODY : anyOf(conditions);
}

/** Rows that the viewer may see: published and shared with the viewer, or editable. Only of what organizations can own. */
export function readableBy(viewer: Viewer, authored: Authored, alias: string, isPublished = `${alias}.status = 'PUBLISHED'`): Condition {
  if (reachOf(viewer) === "all") return EVERYONE;
  const shared = sharedWith(viewer, alias);
  const published = { sql: `${isPublished} and ${shared.sql}`, params: shared.params };
  const editable = editableBy(viewer, authored, alias);
  return editable === NOBODY ? published : anyOf([{ ...published, sql: `(${published.sql})` }, editable]);
}

export async function putCoAuthor(
  em: EntityManager,
  { coAuthors: { table, column } }: Authored,
  id: string,
  userId: string,
): Promise<void> {
  await em.execute(`insert into ${table} (${column}, user_id) values (?, ?) on conflict do nothing`, [id, userId]);
}

export async function dropCoAuthor(
  em: EntityManager,
  { coAuthors: { table, column } }: Authored,
  id: string,
  userId: string,
): Promise<void> {
  await em.execute(`delete from ${table} where ${column} = ? and user_id = ?`, [id, userId]);
}
