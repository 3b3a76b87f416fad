import { badInput } from "../../../kernel/errors.js";
import type { EntityManager } from "../../../platform/database/database.js";
import { User } from "./user.entity.js";

/** BAD_USER_INPUT at `input.username` if there is none, or if it is deleted. */
export async function userNamed(em: EntityManager, username: string): Promise<User> {
  const user = await em.findOne(User, { username: username.toLowerCase(), deletedAt: null, guest: false });
  if (!user) throw badInput("input.username", "There is no account with this username.", "UNKNOWN_VALUE");
  return user;
}
