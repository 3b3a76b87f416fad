import { LockMode } from "@mikro-orm/core";
import { maySuspend } from "../../../../access/policy.js";
import type { SignedIn } from "../../../../access/viewer.js";
import { accountDeletionChanged } from "../../../../events/account-deletion-changed.event.js";
import { accountSecurityChanged } from "../../../../events/account-security-changed.event.js";
import { AppError, notFound } from "../../../../kernel/errors.js";
import { newId } from "../../../../kernel/ids.js";
import { rows, type Database, type EntityManager, type Transaction } from "../../../../platform/database/database.js";
import type { Jobs } from "../../../../platform/jobs/jobs.js";
import type { Logger } from "../../../../platform/telemetry/logger.js";
import { announce } from "../../../../platform/outbox/outbox.js";
import { record } from "../../../base/audit/record.js";
import type { CredentialCache } from "../../../accounts/identity/sessions/credential-cache.js";
import { heldAccount } from "../../../accounts/identity/account/held-account.js";
import type { SessionsService } from "../../../accounts/identity/sessions/sessions.service.js";
import { User } from "../../../base/users/user.entity.js";
import { deleteAccount } from "./delete-account.job.js";
import type { Proof, ProveTwice } from "./prove-twice.js";
import { isLastSystemAdmin } from "./last-system-admin.js";

export interface AccountDeletionsService {
  /** The account remains unchanged until the date. CONFLICT if a deletion is already open, and for the last system admin. */
  request(viewer: SignedIn, proof: Proof, address: string): Promise<User>;
  /** CONFLICT if there is no deletion to cancel, or if an admin requested it. */
  cancel(viewer: SignedIn, deletionId: string, address: string): Promise<User>;
  /** Suspends the account immediately, and deletes it after the grace period, or now with `immediately`. */
  deleteUser(viewer: SignedIn, change: { userId: string; reason: string; immediately: boolean }, address: string): Promise<User>;
  /** The account stays suspended. CONFLICT if it is too late. */
  cancelFor(viewer: SignedIn, userId: string, address: string): Promise<User>;
}

interface Dependencies {
  db: Database;
  env: { ACCOUNT_DELETION_GRACE_DAYS: number };
  jobs: Jobs;
  log: Logger;
  cache: CredentialCache;
  sessions: SessionsService;
  proveTwice: ProveTwice;
}

export function createAccountDeletionsService(deps: Dependencies): AccountDeletionsService {
  const { db, env, jobs, log, cache, sessions, proveTwice } = deps;

  const held = async (em: EntityManager, userId: string) => {
    const user = await em.findOne(User, { id: userId, deletedAt: null }, { lockMode: LockMode.PESSIMISTIC_WRITE });
    if (!user) throw notFound("account");
    return user;
  };

  /**
   * The caller must hold the lock on the user's row. An earlier date replaces a later one, and an admin's request
   * replaces the account's own.
   */
  const schedule = async (em: EntityManager, user: User, by: { id: string; reason: string; days: number }) => {
    const [due] = await rows<{ id: string; dueAt: Date }>(
      em,
      `insert into account_deletions (id, user_id, requested_by_id, reason, status, due_at, attempt, done, total)
       values (?, ?, ?, ?, 'SCHEDULED', now() + ? * interval '1 day', 0, 0, 0)
       on conflict (user_id) where status in ('SCHEDULED', 'RUNNING') do update set requested_by_id = excluded.requested_by_id,
         reason = excluded.reason, due_at = least(account_deletions.due_at, excluded.due_at)
         where account_deletions.status = 'SCHEDULED' and excluded.requested_by_id <> excluded.user_id
       returning id, due_at as "dueAt"`,
      [newId(), user.id, by.id, by.reason, by.days],
    );
    if (!due) throw new AppError("CONFLICT", "The deletion of this account is already scheduled.");
    announce(em, accountDeletionChanged, { userId: user.id, deletionId: due.id, change: "SCHEDULED" });
    return due;
  };

  /** With an id, cancels only that deletion, and only if the account itself requested it. */
  const callOff = async (em: EntityManager, userId: string, ownId: string | null = null) => {
    const [off] = await rows<{ id: string; reason: string }>(
      em,
      `update account_deletions set status = 'CANCELLED', finished_at = now()
       where user_id = ? and status = 'SCHEDULED' and (?::uuid is null or (id = ?::uuid and requested_by_id = user_id)) returning id, reason`,
      [userId, ownId, ownId],
    );
    if (!off) throw new AppError("CONFLICT", "There is no deletion that can be cancelled.");
    announce(em, accountDeletionChanged, { userId, deletionId: off.id, change: "CANCELLED" });
    return off;
  };

  /** Not awaited: the sweeper also adds the job. */
  const begin = (tx: Transaction, id: string) =>
    tx.afterCommit(() => {
      jobs.add(deleteAccount, { id }, id).catch((error: unknown) => log.warn({ err: error }, "job not added; the sweeper will"));
    });

  return {
    request(viewer, proof, address) {
      const days = env.ACCOUNT_DELETION_GRACE_DAYS;
      return proveTwice(viewer, proof, address, async (tx) => {
        const user = await held(tx, viewer.id);
        if (await isLastSystemAdmin(tx, user)) {
          throw new AppError("CONFLICT", "You are the last system admin. Give another account this role first.");
        }
        const due = await schedule(tx, user, { id: viewer.id, reason: "", days });
        const details = { dueAt: due.dueAt.toISOString() };
        record(tx, {
          actorId: viewer.id,
          action: "account.deletion-requested",
          subject: { type: "user", id: viewer.id },
          address,
          details,
        });
        if (days === 0) begin(tx, due.id);
        return user;
      });
    },

    cancel: (viewer, deletionId, address) =>
      db.transaction(async (em) => {
        const user = await held(em, viewer.id);
        await callOff(em, viewer.id, deletionId);
        record(em, { actorId: viewer.id, action: "account.deletion-cancelled", subject: { type: "user", id: viewer.id }, address });
        return user;
      }),

    deleteUser: (viewer, { userId, reason, immediately }, address) =>
      db.transaction(async (tx) => {
        const { user, admin } = await heldAccount(tx, viewer, userId);
        if (!maySuspend(admin, user)) throw new AppError("FORBIDDEN", "You are not allowed to delete this account.");
        const due = await schedule(tx, user, { id: viewer.id, reason, days: immediately ? 0 : env.ACCOUNT_DELETION_GRACE_DAYS });
        if (!user.suspendedAt) announce(tx, accountSecurityChanged, { userId, change: "SUSPENDED", about: newId() });
        user.suspendedAt ??= new Date();
        user.suspensionReason = `${reason} The account is deleted on ${due.dueAt.toISOString().slice(0, 10)}.`;
        const details = { reason, dueAt: due.dueAt.toISOString() };
        record(tx, { actorId: viewer.id, action: "user.deletion-requested", subject: { type: "user", id: userId }, address, details });
        cache.changed(tx, userId);
        await sessions.endAll(tx, userId, "SUSPENDED");
        if (due.dueAt <= new Date()) begin(tx, due.id);
        return user;
      }),

    cancelFor: (viewer, userId, address) =>
      db.transaction(async (em) => {
        const { user, admin } = await heldAccount(em, viewer, userId);
        if (!maySuspend(admin, user)) throw new AppError("FORBIDDEN", "You are not allowed to manage this account.");
        const { reason } = await callOff(em, userId);
        // Restores the reason without the date of the deletion.
        if (user.suspendedAt && reason) user.suspensionReason = reason;
        record(em, { actorId: viewer.id, action: "user.deletion-cancelled", subject: { type: "user", id: userId }, address });
        return user;
      }),
  };
}
