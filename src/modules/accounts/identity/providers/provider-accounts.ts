import { accountEmailVerified } from "../../../../events/account-email-verified.event.js";
import { accountRegistered } from "../../../../events/account-registered.event.js";
import type { EntityManager, Transaction } from "../../../../platform/database/database.js";
import { announce } from "../../../../platform/outbox/outbox.js";
import type { OpenIdIdentity } from "../../../../platform/security/openid.js";
import { record } from "../../../base/audit/record.js";
import { User } from "../../../base/users/user.entity.js";
import type { ApiTokensService } from "../api-tokens/api-tokens.service.js";
import { displayNameFrom } from "../credentials/account-rules.js";
import type { CredentialCache } from "../sessions/credential-cache.js";
import { KnownDevice } from "../sessions/known-device.entity.js";
import type { Client, SessionsService } from "../sessions/sessions.service.js";
import { freeUsername } from "../sign-in/free-username.js";
import { TwoFactor } from "../two-factor/two-factor.entity.js";
import { LinkedProvider } from "./linked-provider.entity.js";

/** Accounts of people whose address a provider has confirmed. All in the caller's transaction. */
export interface ProviderAccounts {
  /** A new account with a confirmed address and without a password. The caller has checked that registration is open. */
  create(em: EntityManager, found: Pick<OpenIdIdentity, "name" | "username">, email: string, client: Client): Promise<User>;
  /**
   * For an account whose address was never confirmed. Nobody has proven ownership of the address: an attacker may have created the account
   * in advance to share it with the later owner of the mailbox. The owner gets the account, as with a password reset, and all existing
   * ways to sign in are removed.
   */
  takeOver(tx: Transaction, user: User, client: Client): Promise<void>;
}

interface Dependencies {
  sessions: SessionsService;
  apiTokens: ApiTokensService;
  cache: CredentialCache;
}

export function createProviderAccounts({ sessions, apiTokens, cache }: Dependencies): ProviderAccounts {
  return {
    async create(em, found, email, { address }) {
      const username = await freeUsername(em, found.username ?? email.split("@")[0]!);
      const user = Object.assign(new User(), { email, username, displayName: nameFrom(found.name, username), emailVerifiedAt: new Date() });
      em.persist(user);
      announce(em, accountRegistered, { userId: user.id });
      announce(em, accountEmailVerified, { userId: user.id });
      record(em, { actorId: user.id, action: "account.registered", subject: { type: "user", id: user.id }, address });
      return user;
    },

    async takeOver(tx, user, { address }) {
      user.emailVerifiedAt = new Date();
      user.passwordHash = null;
      announce(tx, accountEmailVerified, { userId: user.id });
      await tx.nativeDelete(TwoFactor, { user: user.id });
      await tx.nativeDelete(LinkedProvider, { user: user.id });
      await tx.nativeDelete(KnownDevice, { user: user.id });
      record(tx, { actorId: user.id, action: "account.taken-over", subject: { type: "user", id: user.id }, address });
      cache.changed(tx, user.id);
      await sessions.endAll(tx, user.id, "TAKEN_OVER");
      await apiTokens.revokeAll(tx, user.id);
    },
  };
}

function nameFrom(name: string | null, fallback: string): string {
  try {
    return displayNameFrom(name ?? fallback, "");
  } catch {
    return fallback;
  }
}
