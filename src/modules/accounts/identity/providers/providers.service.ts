import { LockMode } from "@mikro-orm/core";
import type { SignedIn } from "../../../../access/viewer.js";
import type { ProviderSettings } from "../../../../config/providers.js";
import { accountSecurityChanged } from "../../../../events/account-security-changed.event.js";
import { AppError, badInput, notFound } from "../../../../kernel/errors.js";
import { networkOf } from "../../../../kernel/network.js";
import { MINUTE_MS } from "../../../../kernel/units.js";
import { rows, violatedUnique, type Database, type EntityManager, type Transaction } from "../../../../platform/database/database.js";
import type { Logger } from "../../../../platform/telemetry/logger.js";
import { OpenIdError, type OpenId, type OpenIdIdentity } from "../../../../platform/security/openid.js";
import { announce } from "../../../../platform/outbox/outbox.js";
import type { RateLimiter } from "../../../../platform/redis/rate-limit.js";
import type { Secrets } from "../../../../platform/security/secrets.js";
import { record } from "../../../base/audit/record.js";
import type { Settings } from "../../../base/settings/settings.service.js";
import { User } from "../../../base/users/user.entity.js";
import type { SignInOutcome, IdentityService } from "../sign-in/identity.service.js";
import { isEmailAddress } from "../credentials/email-address.js";
import { LinkedProvider } from "./linked-provider.entity.js";
import type { ProviderAccounts } from "./provider-accounts.js";
import { providerFlow } from "./provider-flow.js";
import { expectLiveSession } from "../sessions/live-session.js";
import type { Prove } from "../credentials/proof.js";
import type { Client } from "../sessions/sessions.service.js";
import { expectOpenRegistration } from "../sign-in/registration.js";
import { PROVIDER_SIGN_INS } from "../sign-in/sign-in-limits.js";

export interface ProvidersService {
  list(): readonly { id: string; slug: string; name: string }[];
  /**
   * Returns the URL for the browser, and the flow that it must send back. Links an identity if there is a viewer;
   * otherwise signs in.
   */
  begin(providerId: string, viewer: SignedIn | null): Promise<{ url: string; flow: string; expiresAt: Date }>;
  /**
   * Signs in to the linked account; otherwise to the account with the address that the provider confirms, if the provider
   * is trusted for that; otherwise to a new account. An account whose address was never confirmed is taken over: see
   * ProviderAccounts.
   */
  complete(flow: string, callbackUrl: string, client: Client): Promise<SignInOutcome>;
  /** CONFLICT if the identity is already linked. */
  link(viewer: SignedIn, flow: string, callbackUrl: string, address: string): Promise<LinkedProvider>;
  /** CONFLICT if it is the last way to sign in. */
  unlink(viewer: SignedIn, id: string, password: string | null, address: string): Promise<void>;
}

const FLOW_MS = 15 * MINUTE_MS;

interface Dependencies {
  db: Database;
  env: { OIDC_PROVIDERS: readonly ProviderSettings[]; WEB_URL: string };
  settings: Settings;
  openId: OpenId;
  secrets: Secrets;
  identity: IdentityService;
  accounts: ProviderAccounts;
  prove: Prove;
  limiter: RateLimiter;
  log: Logger;
}

export function createProvidersService(dependencies: Dependencies): ProvidersService {
  const { db, env, settings, openId, secrets, identity, accounts, prove, limiter, log } = dependencies;

  const providerOf = (id: string) => {
    const provider = env.OIDC_PROVIDERS.find((one) => one.id === id);
    if (!provider) throw notFound("provider");
    return provider;
  };

  /** Checks that the flow was started here, by the same account (or anonymously). The provider accepts each code only once. */
  const identityFrom = async (sealed: string, callbackUrl: string, userId: string | null, address: string) => {
    const begun = secrets.openInTime(providerFlow, sealed);
    if (!begun || begun.userId !== userId)
      throw badInput("input.flow", "This sign-in has expired or was not started here. Start again.", "WRONG");
    if (!URL.canParse(callbackUrl))
      throw badInput("input.callbackUrl", "Enter the complete URL to which the provider redirected the browser.", "INVALID_FORMAT");
    const provider = providerOf(begun.provider);
    const refused = await limiter.take(PROVIDER_SIGN_INS, networkOf(address));
    if (refused) throw new AppError("RATE_LIMITED", "Too many sign-ins from this address. Wait a while.", refused);
    try {
      return { provider, found: await openId.complete(provider, begun.flow, new URL(callbackUrl)) };
    } catch (error) {
      if (!(error instanceof OpenIdError)) throw error;
      log.warn({ provider: provider.id, err: error }, "sign-in through a provider failed");
      throw new AppError("UNAUTHENTICATED", `${provider.name} did not confirm your identity. Start again.`);
    }
  };

  const link = (em: EntityManager, user: User, provider: ProviderSettings, { issuer, subject }: OpenIdIdentity, address: string) => {
    const linked = Object.assign(new LinkedProvider(), { provider: provider.id, issuer, subject, lastUsedAt: new Date() });
    linked.user = em.getReference(User, user.id, { wrapped: true });
    em.persist(linked);
    const details = { provider: provider.id };
    record(em, { actorId: user.id, action: "account.provider-linked", subject: { type: "user", id: user.id }, address, details });
    return linked;
  };
  const tellLinked = (em: EntityManager, linked: LinkedProvider) =>
    announce(em, accountSecurityChanged, { userId: linked.user.id, change: "PROVIDER_LINKED", about: linked.id });

  return {
    list: () => env.OIDC_PROVIDERS.map(({ id, name }) => ({ id, slug: id, name })),

    async begin(providerId, viewer) {
      const provider = providerOf(providerId);
      const { url, flow } = await openId.begin(provider, `${env.WEB_URL}/sign-in/${provider.id}`).catch((error: unknown) => {
        if (!(error instanceof OpenIdError)) throw error;
        log.warn({ provider: provider.id, err: error }, "sign-in provider unreachable");
        throw new AppError("PROVIDER_UNAVAILABLE", `${provider.name} does not respond. Try again later, or sign in another way.`);
      });
      const begun = { provider: provider.id, flow, userId: viewer?.id ?? null };
      return { url, flow: secrets.sealFor(providerFlow, begun, FLOW_MS), expiresAt: new Date(Date.now() + FLOW_MS) };
    },

    async complete(flow, callbackUrl, client) {
      const { provider, found } = await identityFrom(flow, callbackUrl, null, client.address);
      const user = await db
        .transaction((tx) => userFor(tx, provider, found, client))
        .catch((error: unknown) => {
          // A concurrent sign-in created or linked the account.
          if (violatedUnique(error) === null) throw error;
          throw new AppError("CONFLICT", "Another sign-in with this identity happened at the same time. Try again.");
        });
      return identity.admit(user, provider.id, client);
    },

    async link(viewer, flow, callbackUrl, address) {
      const { provider, found } = await identityFrom(flow, callbackUrl, viewer.id, address);
      try {
        return await db.transaction(async (em) => {
          await expectLiveSession(em, viewer);
          const user = await em.findOneOrFail(User, { id: viewer.id });
          const linked = link(em, user, provider, found, address);
          tellLinked(em, linked);
          return linked;
        });
      } catch (error) {
        if (violatedUnique(error) !== "linked_providers_identity_unique") throw error;
        throw new AppError("CONFLICT", `This identity at ${provider.name} is already linked to this account or another one.`);
      }
    },

    async unlink(viewer, id, password, address) {
      await prove(viewer, password, "input.password", address);
      await db.transaction(async (em) => {
        const [user] = await rows<{ hasPassword: boolean }>(
          em,
          `select password_hash is not null as "hasPassword" from users where id = ? for update`,
          [viewer.id],
        );
        const all = await em.find(LinkedProvider, { user: viewer.id });
        const linked = all.find((one) => one.id === id);
        if (!linked) throw notFound("linked provider");
        if (!user?.hasPassword && all.length === 1) {
          throw new AppError("CONFLICT", "This is the last way to sign in to the account. Set a password first: `requestPasswordReset`.");
        }
        em.remove(linked);
        const details = { provider: linked.provider };
        record(em, { actorId: viewer.id, action: "account.provider-unlinked", subject: { type: "user", id: viewer.id }, address, details });
        announce(em, accountSecurityChanged, { userId: viewer.id, change: "PROVIDER_UNLINKED", about: id });
      });
    },
  };

  async function userFor(tx: Transaction, provider: ProviderSettings, found: OpenIdIdentity, client: Client): Promise<User> {
    const known = await tx.findOne(LinkedProvider, { issuer: found.issuer, subject: found.subject }, { populate: ["user"] });
    if (known) {
      known.lastUsedAt = new Date();
      return known.user.getEntity();
    }
    const email = found.email?.toLowerCase() ?? null;
    if (!email || !isEmailAddress(email))
      throw new AppError("FORBIDDEN", `${provider.name} provided no e-mail address, which an account requires.`);
    if (!found.emailVerified)
      throw new AppError("FORBIDDEN", `${provider.name} has not confirmed your e-mail address. Confirm it there first.`);
    const owner = await tx.findOne(User, { email }, { lockMode: LockMode.PESSIMISTIC_WRITE });
    if (!owner) {
      expectOpenRegistration(settings);
      const user = await accounts.create(tx, found, email, client);
      link(tx, user, provider, found, client.address);
      return user;
    }
    if (!provider.trustsEmail) {
      throw new AppError(
        "CONFLICT",
        `There is an account with this e-mail address. Sign in to it another way, then link ${provider.name} there.`,
      );
    }
    // `identity.admit` refuses suspended accounts; changes nothing before that.
    if (owner.suspendedAt) return owner;
    if (!owner.emailVerifiedAt) await accounts.takeOver(tx, owner, client);
    tellLinked(tx, link(tx, owner, provider, found, client.address));
    return owner;
  }
}
