import { randomInt } from "node:crypto";
import { newId } from "../../../../kernel/ids.js";
import type { EntityManager } from "../../../../platform/database/database.js";
import { User } from "../../../base/users/user.entity.js";
import { checkUsername } from "../credentials/account-rules.js";

/** A username similar to `wish`, which may be any text; with a numeric suffix if it is taken. */
export async function freeUsername(em: EntityManager, wish: string): Promise<string> {
  const plain = wish
    .normalize("NFKD")
    .toLowerCase()
    .replace(/[^a-z0-9_-]+/g, "-")
    .replace(/^-+|-+$/g, "")
    .slice(0, 24);
  const base = plain.length >= 3 ? plain : "user";
  for (const name of [base, ...Array.from({ length: 4 }, () => `${base}-${randomInt(10, 99_999)}`)]) {
    if (isAllowed(name) && (await em.count(User, { username: name })) === 0) return name;
  }
  return `user-${newId().slice(-12)}`;
}

function isAllowed(username: string): boolean {
  try {
    checkUsername(username, "");
    return true;
  } catch {
    return false;
  }
}
