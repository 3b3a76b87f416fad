import { LockMode } from "@mikro-orm/core";
import type { SignedIn } from "../../../../access/viewer.js";
import { AppError, notFound } from "../../../../kernel/errors.js";
import type { EntityManager } from "../../../../platform/database/database.js";
import { User } from "../../../base/users/user.entity.js";

/**
 * An account that an admin decides about, and the admin as they are at this moment, both held until the caller's transaction
 * ends. So of two admins who put each other out at once, one comes second and is none any more; someone is always left.
 */
export async function heldAccount(em: EntityManager, viewer: SignedIn, userId: string): Promise<{ user: User; admin: SignedIn }> {
  const held = await em.find(
    User,
    { id: { $in: [viewer.id, userId] } },
    // In one order, so that two who come at once wait for each other and don't lock each other up.
    { orderBy: { id: "asc" }, lockMode: LockMode.PESSIMISTIC_WRITE },
  );
  const user = held.find(({ id, deletedAt }) => id === userId && !deletedAt);
  const admin = held.find(({ id }) => id === viewer.id);
  if (!admin || admin.suspendedAt || admin.deletedAt) throw new AppError("FORBIDDEN", "Your account may not do this any more.");
  if (!user) throw notFound("account");
  return { user, admin: { ...viewer, role: admin.role } };
}
