import { LockMode } from "@mikro-orm/core";
import type { SignedIn } from "../../../../access/viewer.js";
import { AppError, notFound } from "../../../../kernel/errors.js";
import type { EntityManager } from "../../../../platform/database/database.js";
import { User } from "../../../base/users/user.entity.js";

/**
 * Locks the account an admin decides about, and the admin's own current row, until the caller's transaction ends. If two
 * admins remove each other concurrently, the second is no longer an admin when checked, so at least one always remains.
 */
export async function heldAccount(em: EntityManager, viewer: SignedIn, userId: string): Promise<{ user: User; admin: SignedIn }> {
  const held = await em.find(
    User,
    { id: { $in: [viewer.id, userId] } },
    // A fixed lock order prevents deadlocks.
    { orderBy: { id: "asc" }, lockMode: LockMode.PESSIMISTIC_WRITE },
  );
  const user = held.find(({ id, deletedAt }) => id === userId && !deletedAt);
  const admin = held.find(({ id }) => id === viewer.id);
  if (!admin || admin.suspendedAt || admin.deletedAt) throw new AppError("FORBIDDEN", "Your account is no longer allowed to do this.");
  if (!user) throw notFound("account");
  return { user, admin: { ...viewer, role: admin.role } };
}
