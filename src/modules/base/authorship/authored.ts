/** SQL of owners and co-authors. */
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
