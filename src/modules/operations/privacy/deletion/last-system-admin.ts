import { rows, type EntityManager } from "../../../../platform/database/database.js";
import type { User } from "../../../base/users/user.entity.js";

const LOCK = 727_302;

/**
 * Would removing this user leave no system admin? Admins about to be deleted do not count. An advisory lock serializes
 * these decisions until their transactions end, so that the last two admins cannot both be removed.
 */
export async function isLastSystemAdmin(em: EntityManager, user: Pick<User, "id" | "role">): Promise<boolean> {
  if (user.role !== "SYSTEM_ADMIN") return false;
  await em.execute("select pg_advisory_xact_lock(?)", [LOCK]);
  const others = await rows(
    em,
    `select 1 from users u where u.role = 'SYSTEM_ADMIN' and u.id <> ? and u.suspended_at is null and u.deleted_at is null
       and not exists (select from account_deletions d where d.user_id = u.id and d.status in ('SCHEDULED', 'RUNNING')) limit 1`,
    [user.id],
  );
  return others.length === 0;
}
