import { maySetRole, maySuspend } from "../../../../access/policy.js";
import type { Role, SignedIn } from "../../../../access/viewer.js";
import { accountSecurityChanged } from "../../../../events/account-security-changed.event.js";
import { AppError } from "../../../../kernel/errors.js";
import { newId } from "../../../../kernel/ids.js";
import type { Database, Transaction } from "../../../../platform/database/database.js";
import { announce } from "../../../../platform/outbox/outbox.js";
import { record } from "../../../base/audit/record.js";
import type { User } from "../../../base/users/user.entity.js";
import type { CredentialCache } from "../sessions/credential-cache.js";
import { heldAccount } from "../account/held-account.js";
import type { SessionsService } from "../sessions/sessions.service.js";

export interface UserAdminService {
  /** Applies from the account's next request on. Its sockets close, and clients reconnect with the new role. */
  setRole(viewer: SignedIn, change: { userId: string; role: Role; reason: string }, address: string): Promise<User>;
  /** Immediate: ends sessions, disables API tokens and closes sockets. */
  suspend(viewer: SignedIn, change: { userId: string; reason: string }, address: string): Promise<User>;
  /** API tokens work again; the user must sign in again. */
  reinstate(viewer: SignedIn, change: { userId: string }, address: string): Promise<User>;
}

interface Dependencies {
  db: Database;
  cache: CredentialCache;
  sessions: SessionsService;
}

export function createUserAdminService({ db, cache, sessions }: Dependencies): UserAdminService {
  const change = <T>(viewer: SignedIn, userId: string, work: (tx: Transaction, user: User, admin: SignedIn) => Promise<T>) =>
    db.transaction(async (tx) => {
      const { user, admin } = await heldAccount(tx, viewer, userId);
      cache.changed(tx, userId);
      return work(tx, user, admin);
    });

  return {
    setRole: (viewer, { userId, role, reason }, address) =>
      change(viewer, userId, async (tx, user, admin) => {
        if (!maySetRole(admin, user, role)) throw new AppError("FORBIDDEN", "You are not allowed to give this account this role.");
        const from = user.role;
        if (from === role) throw new AppError("CONFLICT", `This account is already ${role}.`);
        user.role = role;
        const details = { from, to: role, reason };
        record(tx, { actorId: viewer.id, action: "user.role-set", subject: { type: "user", id: userId }, address, details });
        // Impersonation rights depend on both roles.
        await sessions.endImpersonations(tx, userId, "ROLE_CHANGED");
        return user;
      }),

    suspend: (viewer, { userId, reason }, address) =>
      change(viewer, userId, async (tx, user, admin) => {
        if (!maySuspend(admin, user)) throw new AppError("FORBIDDEN", "You are not allowed to suspend this account.");
        if (user.suspendedAt) throw new AppError("CONFLICT", "This account is already suspended.");
        user.suspendedAt = new Date();
        user.suspensionReason = reason;
        record(tx, { actorId: viewer.id, action: "user.suspended", subject: { type: "user", id: userId }, address, details: { reason } });
        announce(tx, accountSecurityChanged, { userId, change: "SUSPENDED", about: newId() });
        await sessions.endAll(tx, userId, "SUSPENDED");
        return user;
      }),

    reinstate: (viewer, { userId }, address) =>
      change(viewer, userId, async (tx, user, admin) => {
        if (!maySuspend(admin, user)) throw new AppError("FORBIDDEN", "You are not allowed to reinstate this account.");
        if (!user.suspendedAt) throw new AppError("CONFLICT", "This account is not suspended.");
        user.suspendedAt = null;
        user.suspensionReason = "";
        record(tx, { actorId: viewer.id, action: "user.reinstated", subject: { type: "user", id: userId }, address });
        announce(tx, accountSecurityChanged, { userId, change: "REINSTATED", about: newId() });
        return user;
      }),
  };
}
