import { LockMode } from "@mikro-orm/core";
import type { SignedIn } from "../../../../access/viewer.js";
import { accountSecurityChanged, type SecurityChange } from "../../../../events/account-security-changed.event.js";
import { accountEmailVerified } from "../../../../events/account-email-verified.event.js";
import { AppError, badInput, conflictOf } from "../../../../kernel/errors.js";
import { newId } from "../../../../kernel/ids.js";
import { networkOf } from "../../../../kernel/network.js";
import { rows, violatedUnique, type Database, type EntityManager } from "../../../../platform/database/database.js";
import { announce } from "../../../../platform/outbox/outbox.js";
import type { Passwords } from "../../../../platform/security/passwords.js";
import type { Throttles } from "../../../../platform/redis/throttle.js";
import { record } from "../../../base/audit/record.js";
import { User } from "../../../base/users/user.entity.js";
import type { CredentialCache } from "../sessions/credential-cache.js";
import { checkPassword } from "../credentials/account-rules.js";
import type { ApiTokensService } from "../api-tokens/api-tokens.service.js";
import { KnownDevice } from "../sessions/known-device.entity.js";
import type { FindOrigin } from "../known-origin.js";
import { expectLiveSession } from "../sessions/live-session.js";
import { MailedLink } from "../credentials/mailed-link.entity.js";
import { stale, type MailedLinks } from "../credentials/mailed-links.js";
import type { Prove } from "../credentials/proof.js";
import type { Client, SessionsService } from "../sessions/sessions.service.js";
import { attempt, MAIL_REQUESTS, originOf } from "../sign-in/sign-in-limits.js";

export interface AccountService {
  /**
   * Requests a link that confirms the address or resets the password. Looks up no account, so response and timing are the
   * same for every address.
   */
  requestLink(purpose: "VERIFY_EMAIL" | "RESET_PASSWORD", email: string, client: Client): Promise<{ expiresAt: Date }>;
  verifyEmail(token: string, address: string): Promise<void>;
  /**
   * Ends all sessions, and optionally API tokens. Also marks the address as confirmed, because the link proves access to
   * the mailbox.
   */
  resetPassword(token: string, password: { next: string; apiTokens: boolean }, address: string): Promise<void>;
  /** Ends all other sessions, and optionally API tokens. */
  changePassword(viewer: SignedIn, passwords: { current: string | null; next: string; apiTokens: boolean }, address: string): Promise<User>;
  /** Mails a link to the new address and a notice to the old one. Nothing changes until the link is used. */
  requestEmailChange(viewer: SignedIn, change: { email: string; password: string | null }, address: string): Promise<{ expiresAt: Date }>;
  /** CONFLICT if another account has taken the address since. The old address gets an undo link. */
  confirmEmailChange(token: string, address: string): Promise<void>;
  /**
   * Used from the old address: restores it, ends all sessions and tokens, and removes the password, which the person who
   * changed the address may know.
   */
  undoEmailChange(token: string, address: string): Promise<void>;
  /** Ends all sessions, or all but the current one, and optionally API tokens. Returns the number of ended sessions. */
  logoutEverywhere(viewer: SignedIn, options: { keepCurrent: boolean; apiTokens: boolean }, address: string): Promise<number>;
}

interface Dependencies {
  db: Database;
  links: MailedLinks;
  sessions: SessionsService;
  apiTokens: ApiTokensService;
  passwords: Passwords;
  throttles: Throttles;
  cache: CredentialCache;
  prove: Prove;
  findOrigin: FindOrigin;
}

export function createAccountService({
  db,
  links,
  sessions,
  apiTokens,
  passwords,
  throttles,
  cache,
  prove,
  findOrigin,
}: Dependencies): AccountService {
  const tell = (em: EntityManager, userId: string, change: SecurityChange) =>
    announce(em, accountSecurityChanged, { userId, change, about: newId() });
  const note = (em: EntityManager, action: `${string}.${string}`, userId: string, address: string, actorId: string | null = userId) =>
    record(em, { actorId, action, subject: { type: "user", id: userId }, address });

  /**
   * Invalidates pending links to another address: an attacker may have requested them, which may be the reason for the
   * new password.
   */
  const endEmailChanges = (em: EntityManager, userId: string) =>
    em.nativeUpdate(MailedLink, { userId, purpose: "CHANGE_EMAIL", usedAt: null }, { usedAt: new Date() });

  return {
    async requestLink(purpose, email, client) {
      // Never taken back: the limit is on requests, not on failures.
      await attempt(throttles, MAIL_REQUESTS, email.toLowerCase(), await findOrigin({ email }, client));
      return db.transaction(async (em) => links.order(em, purpose, email));
    },

    async verifyEmail(token, address) {
      await db.transaction(async (tx) => {
        const link = await links.take(tx, "VERIFY_EMAIL", token);
        const user = await tx.findOne(User, { email: link.email }, { lockMode: LockMode.PESSIMISTIC_WRITE });
        if (!user) throw stale();
        link.usedAt = new Date();
        user.emailVerifiedAt ??= link.usedAt;
        announce(tx, accountEmailVerified, { userId: user.id });
        note(tx, "account.email-verified", user.id, address);
        cache.changed(tx, user.id);
      });
    },

    async resetPassword(token, { next: newPassword, apiTokens: tokensToo }, address) {
      checkPassword(newPassword, "input.newPassword");
      if (!links.isGenuine("RESET_PASSWORD", token)) throw stale();
      const passwordHash = await passwords.hash(newPassword, networkOf(address));
      await db.transaction(async (tx) => {
        const link = await links.take(tx, "RESET_PASSWORD", token);
        const user = await tx.findOne(User, { email: link.email }, { lockMode: LockMode.PESSIMISTIC_WRITE });
        if (!user) throw stale();
        const now = new Date();
        checkPassword(newPassword, "input.newPassword", [user.username, user.email!]);
        user.passwordHash = passwordHash;
        user.emailVerifiedAt ??= now;
        // Invalidates all other reset links in the mailbox.
        await tx.nativeUpdate(MailedLink, { email: link.email, purpose: "RESET_PASSWORD", usedAt: null }, { usedAt: now });
        await endEmailChanges(tx, user.id);
        announce(tx, accountEmailVerified, { userId: user.id });
        note(tx, "account.password-reset", user.id, address);
        tell(tx, user.id, "PASSWORD_RESET");
        cache.changed(tx, user.id);
        if (tokensToo) await apiTokens.revokeAll(tx, user.id);
        await sessions.endAll(tx, user.id, "PASSWORD_CHANGED");
      });
    },

    async changePassword(viewer, { current, next, apiTokens: tokensToo }, address) {
      const known = await prove(viewer, current, "input.currentPassword", address);
      checkPassword(next, "input.newPassword", [known.username, known.email!]);
      if (current === next) throw badInput("input.newPassword", "The new password is the same as the old one.", "UNCHANGED");
      const passwordHash = await passwords.hash(next, networkOf(address));
      return db.transaction(async (tx) => {
        const user = await tx.findOneOrFail(User, { id: viewer.id }, { lockMode: LockMode.PESSIMISTIC_WRITE });
        if (user.passwordHash !== known.passwordHash) throw new AppError("CONFLICT", "The password was changed at the same time.");
        user.passwordHash = passwordHash;
        await endEmailChanges(tx, viewer.id);
        note(tx, "account.password-changed", viewer.id, address);
        tell(tx, viewer.id, "PASSWORD_CHANGED");
        if (tokensToo) await apiTokens.revokeAll(tx, viewer.id);
        await sessions.endAll(tx, viewer.id, "PASSWORD_CHANGED", viewer.sessionId);
        return user;
      });
    },

    async requestEmailChange(viewer, { email, password }, address) {
      const user = await prove(viewer, password, "input.password", address);
      if (email.toLowerCase() === user.email) throw badInput("input.newEmail", "This is already your address.", "UNCHANGED");
      await attempt(throttles, MAIL_REQUESTS, email.toLowerCase(), originOf(viewer, address));
      return db.transaction(async (em) => {
        await expectLiveSession(em, viewer);
        note(em, "account.email-change-requested", viewer.id, address);
        tell(em, viewer.id, "EMAIL_CHANGE_REQUESTED");
        return links.order(em, "CHANGE_EMAIL", email, viewer.id);
      });
    },

    async confirmEmailChange(token, address) {
      await db.transaction(async (tx) => {
        const link = await links.take(tx, "CHANGE_EMAIL", token);
        const user = link.userId && (await tx.findOne(User, { id: link.userId }, { lockMode: LockMode.PESSIMISTIC_WRITE }));
        if (!user) throw stale();
        const old = user.email!;
        link.usedAt = new Date();
        user.email = link.email;
        user.emailVerifiedAt = link.usedAt;
        await flushAddress(tx);
        // Older pending changes would otherwise still work and change the address again.
        await endEmailChanges(tx, user.id);
        links.order(tx, "UNDO_EMAIL_CHANGE", old, user.id);
        announce(tx, accountEmailVerified, { userId: user.id });
        note(tx, "account.email-changed", user.id, address);
        cache.changed(tx, user.id);
      });
    },

    async undoEmailChange(token, address) {
      await db.transaction(async (tx) => {
        const link = await links.take(tx, "UNDO_EMAIL_CHANGE", token);
        const user = link.userId && (await tx.findOne(User, { id: link.userId }, { lockMode: LockMode.PESSIMISTIC_WRITE }));
        if (!user) throw stale();
        link.usedAt = new Date();
        user.email = link.email;
        user.emailVerifiedAt = link.usedAt;
        user.passwordHash = null;
        await flushAddress(tx);
        await endEmailChanges(tx, user.id);
        links.order(tx, "RESET_PASSWORD", link.email);
        // Devices of the person who changed the address must not count as known.
        await tx.nativeDelete(KnownDevice, { user: user.id });
        announce(tx, accountEmailVerified, { userId: user.id });
        note(tx, "account.email-change-undone", user.id, address);
        cache.changed(tx, user.id);
        await sessions.endAll(tx, user.id, "EMAIL_CHANGED");
        await apiTokens.revokeAll(tx, user.id);
      });
    },

    logoutEverywhere: (viewer, { keepCurrent, apiTokens: tokensToo }, address) =>
      db.transaction(async (tx) => {
        await rows(tx, "select id from users where id = ? for update", [viewer.id]);
        const ended = await sessions.endAll(tx, viewer.id, "SIGNED_OUT", keepCurrent ? viewer.sessionId : undefined);
        const revoked = tokensToo ? await apiTokens.revokeAll(tx, viewer.id) : 0;
        const subject = { type: "user", id: viewer.id };
        const details = { sessions: ended.length, apiTokens: revoked };
        record(tx, { actorId: viewer.id, action: "account.signed-out-everywhere", subject, address, details });
        return ended.filter(({ userId }) => userId === viewer.id).length;
      }),
  };
}

async function flushAddress(em: EntityManager): Promise<void> {
  try {
    await em.flush();
  } catch (error) {
    if (violatedUnique(error) !== "users_email_unique") throw error;
    throw conflictOf("input.token", "Another account has this e-mail address.");
  }
}
