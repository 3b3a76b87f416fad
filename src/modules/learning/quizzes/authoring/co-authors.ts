/** Owners and co-authors of quizzes and question banks, which have the same rules. */
import { mayAuthor, mayChooseQuizCoAuthors, type Authorship } from "../../../../access/policy.js";
import type { SignedIn } from "../../../../access/viewer.js";
import { AppError, badInput } from "../../../../kernel/errors.js";
import { rows, type EntityManager } from "../../../../platform/database/database.js";
import { userNamed } from "../../../base/users/user-named.js";
import { record } from "../../../base/audit/record.js";

export const AUTHORED = {
  quiz: { table: "quiz_co_authors", column: "quiz_id" },
  "question-bank": { table: "question_bank_co_authors", column: "bank_id" },
} as const;

export type Authored = keyof typeof AUTHORED;

/** Expression for the ids of the co-authors of a row, as an array. */
export function coAuthorIdsSql(kind: Authored, alias: string): string {
  const { table, column } = AUTHORED[kind];
  return `array(select c.user_id from ${table} c where c.${column} = ${alias}.id order by c.added_at, c.user_id)`;
}

/** Condition for rows that an account owns or co-authors; takes its id twice. */
export function writtenBySql(kind: Authored, alias: string): string {
  const { table, column } = AUTHORED[kind];
  return `(${alias}.owner_id = ? or exists (select from ${table} c where c.${column} = ${alias}.id and c.user_id = ?))`;
}

const CO_AUTHORS_MAX = 50;

interface Change {
  viewer: SignedIn;
  kind: Authored;
  id: string;
  of: Authorship;
  username: string;
  address: string;
}

/** In the caller's transaction, which has locked the row. FORBIDDEN unless the viewer is the owner or an admin. */
export async function addCoAuthor(em: EntityManager, { viewer, kind, id, of, username, address }: Change): Promise<void> {
  expectOwner(viewer, of);
  const user = await userNamed(em, username);
  if (!mayAuthor(user)) throw badInput("input.username", "This account's role does not allow editing; it must be at least an instructor.");
  if (user.id === of.authorId) throw badInput("input.username", "This account is already the owner.", "DUPLICATE");
  if ((of.coAuthorIds?.length ?? 0) >= CO_AUTHORS_MAX) throw new AppError("CONFLICT", `There are at most ${CO_AUTHORS_MAX} co-authors.`);
  const { table, column } = AUTHORED[kind];
  await em.execute(`insert into ${table} (${column}, user_id) values (?, ?) on conflict do nothing`, [id, user.id]);
  record(em, { actorId: viewer.id, action: `${kind}.co-author-added`, subject: { type: kind, id }, address, details: { userId: user.id } });
}

/** Co-authors may also remove themselves. */
export async function removeCoAuthor(em: EntityManager, { viewer, kind, id, of, username, address }: Change): Promise<void> {
  const user = await userNamed(em, username);
  if (user.id !== viewer.id) expectOwner(viewer, of);
  const { table, column } = AUTHORED[kind];
  await em.execute(`delete from ${table} where ${column} = ? and user_id = ?`, [id, user.id]);
  record(em, {
    actorId: viewer.id,
    action: `${kind}.co-author-removed`,
    subject: { type: kind, id },
    address,
    details: { userId: user.id },
  });
}

function expectOwner(viewer: SignedIn, of: Authorship): void {
  if (!mayChooseQuizCoAuthors(viewer, of)) throw new AppError("FORBIDDEN", "Only the owner and admins may change the co-authors.");
}

/** Locks a row. */
export async function lockRow(em: EntityManager, table: string, id: string): Promise<void> {
  await rows(em, `select 1 from ${table} where id = ? for update`, [id]);
}
