import { randomBytes } from "node:crypto";
import { LockMode } from "@mikro-orm/core";
import { rows, type Database, type Transaction } from "../../../../platform/database/database.js";
import type { ObjectStorage } from "../../../../platform/storage/object-storage.js";
import type { Logger } from "../../../../platform/telemetry/logger.js";
import { record } from "../../../base/audit/record.js";
import { DELETED_PREFIX } from "../../../accounts/identity/credentials/account-rules.js";
import type { CredentialCache } from "../../../accounts/identity/sessions/credential-cache.js";
import type { ApiTokensService } from "../../../accounts/identity/api-tokens/api-tokens.service.js";
import { LinkedProvider } from "../../../accounts/identity/providers/linked-provider.entity.js";
import { MailedLink } from "../../../accounts/identity/credentials/mailed-link.entity.js";
import { MailSuppression } from "../../../messaging/notifications/delivery/mail-suppression.entity.js";
import type { SessionsService } from "../../../accounts/identity/sessions/sessions.service.js";
import type { Erasure, PersonalData } from "../../../contracts/personal-data.js";
import { User } from "../../../base/users/user.entity.js";
import { AccountDeletion } from "./account-deletion.entity.js";
import { rowJob, type Work } from "../../../contracts/claimed-work.js";
import type { Claim } from "../../../contracts/claims.js";
import { isLastSystemAdmin } from "./last-system-admin.js";

export const deleteAccount = rowJob("delete-account", "Deletes an account that is due, with its data.");

/** Named points where tests kill the worker. */
export type DeletionCheckpoint = "deletion-account-closed" | "deletion-half-done";

export interface DeletionDependencies {
  db: Database;
  log: Logger;
  storage: ObjectStorage;
  cache: CredentialCache;
  sessions: SessionsService;
  apiTokens: ApiTokensService;
  /** From all modules, in dependency order. */
  personalData: readonly PersonalData[];
  checkpoint: (name: DeletionCheckpoint) => void;
}

const DELETED_NAME = "Deleted user";

/**
 * Runs in the worker. First closes the account in one transaction: removes names, address and sign-in methods, and ends
 * sessions and tokens. Then erases its data, module by module, in bounded steps. Idempotent, on any number of workers:
 * each step finds less to do, and the last finds nothing.
 */
export function createDeletionWork(deps: DeletionDependencies): Work {
  const { db, log, storage, cache, sessions, apiTokens, personalData, checkpoint } = deps;

  /** False if the account must not be deleted after all. */
  const close = ({ id, userId, attempt }: Claim): Promise<boolean> =>
    db.transaction(async (tx) => {
      const user = await tx.findOneOrFail(User, { id: userId }, { lockMode: LockMode.PESSIMISTIC_WRITE });
      const deletion = await tx.findOneOrFail(
        AccountDeletion,
        { id, attempt, status: "RUNNING" },
        { lockMode: LockMode.PESSIMISTIC_WRITE },
      );
      if (!user.deletedAt && (await isLastSystemAdmin(tx, user))) {
        Object.assign(deletion, { status: "CANCELLED", finishedAt: new Date(), leasedUntil: null });
        record(tx, { actorId: null, action: "account.deletion-refused", subject: { type: "user", id: userId } });
        return false;
      }
      // Registered first, so that a worker killed here has had no effects.
      tx.afterCommit(() => checkpoint("deletion-account-closed"));
      cache.changed(tx, userId);
      // An earlier run may have died after its commit, before its effects. API tokens need no more than `changed`.
      if (user.deletedAt) await sessions.announceAgain(tx, userId, "DELETED");
      else await removeIdentity(tx, user, deletion);
      return true;
    });

  const removeIdentity = async (tx: Transaction, user: User, { id, requestedBy }: AccountDeletion) => {
    await tx.nativeDelete(LinkedProvider, { user: user.id });
    await tx.nativeDelete(MailSuppression, { email: user.email! });
    await tx.nativeDelete(MailedLink, { $or: [{ email: user.email! }, { userId: user.id }] });
    Object.assign(user, {
      email: null,
      emailVerifiedAt: null,
      username: `${DELETED_PREFIX}${randomBytes(8).toString("hex")}`,
      displayName: DELETED_NAME,
      bio: "",
      locale: "en",
      timezone: "UTC",
      showProgress: false,
      passwordHash: null,
      role: "LEARNER",
      suspendedAt: null,
      suspensionReason: "",
      deletedAt: new Date(),
    } satisfies Partial<User>);
    const details = { deletionId: id, requestedBy: requestedBy.id };
    record(tx, { actorId: null, action: "account.deleted", subject: { type: "user", id: user.id }, details });
    await sessions.endAll(tx, user.id, "DELETED");
    await apiTokens.revokeAll(tx, user.id);
  };

  return async (claim, keep) => {
    const { id, userId, attempt } = claim;
    if (!(await close(claim))) return log.warn({ deletionId: id }, "account not deleted: it is the last system admin");

    // Dependent modules first.
    const erasures = personalData.toReversed().flatMap((module) => module.erasures ?? []);
    for (const [done, erasure] of erasures.entries()) {
      await keep({ done, total: erasures.length });
      if (done === erasures.length >> 1) checkpoint("deletion-half-done");
      await erase(erasure, userId, keep);
    }
    // A second pass: a request admitted just before the account was closed may have written more data.
    for (const erasure of erasures) await erase(erasure, userId, keep);

    const isDone = await db.transaction(async (em) => {
      const [done] = await rows(
        em,
        `update account_deletions set status = 'DONE', done = ?, total = ?, finished_at = now(), leased_until = null
         where id = ? and attempt = ? and status = 'RUNNING' returning 1`,
        [erasures.length, erasures.length, id, attempt],
      );
      if (done) record(em, { actorId: null, action: "account.erased", subject: { type: "user", id: userId }, details: { deletionId: id } });
      return done !== undefined;
    });
    if (isDone) log.info({ deletionId: id, attempt, steps: erasures.length }, "account deleted");
  };

  async function erase({ step }: Erasure, userId: string, keep: () => Promise<void>): Promise<void> {
    while ((await db.transaction((em) => step(em, userId, storage))) > 0) await keep();
  }
}
