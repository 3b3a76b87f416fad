import { ROLES, type Role } from "../../access/viewer.js";
import { roleRequestDecided } from "../../events/role-request-decided.event.js";
import { AppError } from "../../kernel/errors.js";
import { record } from "../../modules/base/audit/record.js";
import { createCredentialCache } from "../../modules/accounts/identity/sessions/credential-cache.js";
import { createSessionEnds } from "../../modules/accounts/identity/sessions/session-ends.js";
import { User } from "../../modules/base/users/user.entity.js";
import { rows } from "../../platform/database/database.js";
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
    throw new AppError("BAD_USER_INPUT", `Usage: npm run grant-role -- ada@example.org admin. Roles: ${ROLES.join(", ").toLowerCase()}.`);
  const cache = createCredentialCache(platform);
  await platform.db.transaction(async (tx) => {
    const user = await tx.findOne(User, { email: email.toLowerCase() });
    if (!user) throw new AppError("NOT_FOUND", `There is no account ${email}. Register it first.`);
    record(tx, { actorId: null, action: "user.role-set", subject: { type: "user", id: user.id }, details: { from: user.role, to: role } });
    user.role = role;
    await tx.flush();
    const approved = await rows<{ id: string }>(
      tx,
      `update role_requests set status = 'APPROVED', decided_at = now(), updated_at = now(), comment = 'Granted by the operator.'
       where user_id = ? and role = ? and status = 'PENDING' returning id`,
      [user.id, role],
    );
    for (const { id } of approved) announce(tx, roleRequestDecided, { requestId: id, userId: user.id, role, approved: true });
    cache.changed(tx, user.id);
    await createSessionEnds({ cache }).endImpersonations(tx, user.id, "ROLE_CHANGED");
  });
  print(`${email} is now ${role}`);
}
