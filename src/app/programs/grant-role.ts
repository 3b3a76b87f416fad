import { ROLES, type Role } from "../../access/viewer.js";
import { roleRequestDecided } from "../../events/role-request-decided.event.js";
import { AppError } from "../../kernel/errors.js";
import { record } from "../../modules/base/audit/record.js";
import { createCredentialCache } from "../../modules/accounts/identity/sessions/credential-cache.js";
import { endImpersonations, tellOfEnded } from "../../modules/accounts/identity/sessions/session-ends.js";
import { User } from "../../modules/base/users/user.entity.js";
import { rows, type EntityManager } from "../../platform/database/database.js";
import { announce } from "../../platform/outbox/outbox.js";
import type { Platform } from "../../platform/platform.js";

/** How an operator creates the first admin. Approves the account's pending request for that role, if there is one. */
export async function grantRole(
  platform: Platform,
  email: string | undefined,
  wanted: string | undefined,
  print: (line: string) => void,
): Promise<void> {
  const role = ROLES.find((one): one is Role => one === wanted?.toUpperCase());
  if (!email || !role)
    throw new AppError(
      "BAD_USER_INPUT",
      `Say whom and what: npm run grant-role -- ada@example.org admin. Roles: ${ROLES.join(", ").toLowerCase()}.`,
    );
  const { userId, ended } = await platform.db.em.fork().transactional(async (transaction) => {
    const em = transaction as EntityManager;
    const user = await em.findOne(User, { email: email.toLowerCase() });
    if (!user) throw new AppError("NOT_FOUND", `There is no account ${email}. It must be registered first.`);
    record(em, { actorId: null, action: "user.role-set", subject: { type: "user", id: user.id }, details: { from: user.role, to: role } });
    user.role = role;
    await em.flush();
    const approved = await rows<{ id: string }>(
      em,
      `update role_requests set status = 'APPROVED', decided_at = now(), updated_at = now(), comment = 'Granted by the operator.'
       where user_id = ? and role = ? and status = 'PENDING' returning id`,
      [user.id, role],
    );
    for (const { id } of approved) announce(em, roleRequestDecided, { requestId: id, userId: user.id, role, approved: true });
    const ended = await endImpersonations(em, user.id, "ROLE_CHANGED");
    return { userId: user.id, ended };
  });
  const cache = createCredentialCache(platform);
  await Promise.all([cache.changed(userId), tellOfEnded(cache, ended)]);
  print(`${email} is now ${role}`);
}
