/** Co-authors and owners of everything that is authored: one set of rules. */
import { mayAuthor, mayChooseCoAuthors, type Authorship } from "../../../access/policy.js";
import type { SignedIn } from "../../../access/viewer.js";
import { AppError, badInput } from "../../../kernel/errors.js";
import { rows, type EntityManager } from "../../../platform/database/database.js";
import { record } from "../audit/record.js";
import type { User } from "../users/user.entity.js";
import { userNamed } from "../users/user-named.js";
import type { Authored } from "../../contracts/authored.js";
import { dropCoAuthor, putCoAuthor } from "./authored.js";

const CO_AUTHORS_MAX = 50;

type Owners = Pick<Authorship, "authorId" | "organizationId">;

interface Change {
  viewer: SignedIn;
  authored: Authored;
  id: string;
  of: Owners;
  username: string;
  address: string;
}

/** In the caller's transaction, which has locked the row. FORBIDDEN unless the viewer is the owner or an admin. Idempotent. */
export async function addCoAuthor(em: EntityManager, { viewer, authored, id, of, username, address }: Change): Promise<void> {
  expectOwner(viewer, of);
  expectPersonal(of);
  const user = await editorNamed(em, username);
  if (user.id === of.authorId) throw badInput("input.username", "This account is already the owner.", "DUPLICATE");
  const { table, column } = authored.coAuthors;
  const [present] = await rows<{ count: number }>(em, `select count(*)::int as count from ${table} where ${column} = ? and user_id <> ?`, [
    id,
    user.id,
  ]);
  if (present!.count >= CO_AUTHORS_MAX) throw new AppError("CONFLICT", `There are at most ${CO_AUTHORS_MAX} co-authors.`);
  await putCoAuthor(em, authored, id, user.id);
  note(em, "co-author-added", { viewer, authored, id, address }, { userId: user.id });
}

/** Like addCoAuthor; co-authors may also remove themselves. */
export async function removeCoAuthor(em: EntityManager, { viewer, authored, id, of, username, address }: Change): Promise<void> {
  const user = await userNamed(em, username);
  if (user.id !== viewer.id) expectOwner(viewer, of);
  await dropCoAuthor(em, authored, id, user.id);
  note(em, "co-author-removed", { viewer, authored, id, address }, { userId: user.id });
}

/** Changes the owner; the former one becomes a co-author. The caller has locked the row and checked who may do this. */
export async function transferTo(
  em: EntityManager,
  to: { id: string },
  { viewer, authored, id, of, address }: Omit<Change, "username">,
): Promise<void> {
  expectPersonal(of);
  const { authorId: from } = of;
  if (to.id === from) return;
  await dropCoAuthor(em, authored, id, to.id);
  await putCoAuthor(em, authored, id, from);
  await em.execute(`update ${authored.table} set ${authored.owner} = ? where id = ?`, [to.id, id]);
  note(em, "transferred", { viewer, authored, id, address }, { from, to: to.id });
}

/** BAD_USER_INPUT at `input.username` if there is no such account or its role can't edit. */
export async function editorNamed(em: EntityManager, username: string): Promise<User> {
  const user = await userNamed(em, username);
  if (!mayAuthor(user)) throw badInput("input.username", "This account's role does not allow editing; it must be at least an instructor.");
  return user;
}

function note(
  em: EntityManager,
  what: string,
  { viewer, authored: { kind }, id, address }: Pick<Change, "viewer" | "authored" | "id" | "address">,
  details: Readonly<Record<string, unknown>>,
): void {
  record(em, { actorId: viewer.id, action: `${kind}.${what}`, subject: { type: kind, id }, address, details });
}

/** CONFLICT for what an organization owns: its members are its authors. */
export function expectPersonal({ organizationId }: Pick<Authorship, "organizationId">): void {
  if (organizationId !== null)
    throw new AppError("CONFLICT", "It belongs to an organization, whose staff edits it. Take it out first: moveToPerson.");
}

export function expectOwner(viewer: SignedIn, of: Owners): void {
  if (!mayChooseCoAuthors(viewer, of)) throw new AppError("FORBIDDEN", "Only the owner and admins may do this.");
}
