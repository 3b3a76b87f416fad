import { AppError, badInput, notFound } from "../../../../kernel/errors.js";
import { networkOf } from "../../../../kernel/network.js";
import { MINUTE_MS } from "../../../../kernel/units.js";
import { violatedUnique, type Database } from "../../../../platform/database/database.js";
import type { RateLimit, RateLimiter } from "../../../../platform/redis/rate-limit.js";
import { OpenIdError, type OpenId, type OpenIdIdentity } from "../../../../platform/security/openid.js";
import type { Secrets } from "../../../../platform/security/secrets.js";
import type { Logger } from "../../../../platform/telemetry/logger.js";
import type { Client } from "../../identity/sessions/sessions.service.js";
import type { IdentityService, SignInOutcome } from "../../identity/sign-in/identity.service.js";
import { PROVIDER_SIGN_INS } from "../../identity/sign-in/sign-in-limits.js";
import { domainOf } from "../domains/domain-name.js";
import type { SignOnAccounts } from "./sign-on-accounts.js";
import { signOnFlow } from "./sign-on-flow.js";
import { providerOf, redirectUriOf } from "./sign-on-provider.js";
import { liveSignOn, type LiveSignOn, type SignOnKey } from "./sign-on.rows.js";

export interface SignOnService {
  /** The single sign-on of the address's domain. The same for all addresses of a domain, with or without account. RATE_LIMITED. */
  offeredTo(email: string, address: string): Promise<LiveSignOn | null>;
  /** NOT_FOUND if there is none, PROVIDER_UNAVAILABLE, RATE_LIMITED. */
  begin(key: { slug: string } | { email: string }, address: string): Promise<{ url: string; flow: string; expiresAt: Date }>;
  /** A flow works once. See SignOnAccounts for whom it signs in. */
  complete(flow: string, callbackUrl: string, client: Client): Promise<SignInOutcome>;
}

const FLOW_MS = 15 * MINUTE_MS;
/** Counts completions of one flow. */
const COMPLETIONS: RateLimit = { name: "single-sign-on-flow", most: 1, windowMs: FLOW_MS };
const QUESTIONS: RateLimit = { name: "sign-in-options", most: 120, windowMs: MINUTE_MS };

interface Dependencies {
  db: Database;
  env: { WEB_URL: string };
  secrets: Secrets;
  openId: OpenId;
  signIns: IdentityService;
  accounts: SignOnAccounts;
  limiter: RateLimiter;
  log: Logger;
}

export function createSignOnService({ db, env, secrets, openId, signIns, accounts, limiter, log }: Dependencies): SignOnService {
  const count = async (limit: RateLimit, address: string) => {
    const refused = await limiter.take(limit, networkOf(address));
    if (refused) throw new AppError("RATE_LIMITED", "Too many sign-ins from this address. Wait a while.", refused);
  };

  const identityFrom = async (config: LiveSignOn, flow: Parameters<OpenId["complete"]>[1], url: URL): Promise<OpenIdIdentity> => {
    try {
      return await openId.complete(providerOf(secrets, config), flow, url);
    } catch (error) {
      if (!(error instanceof OpenIdError)) throw error;
      log.warn({ organizationId: config.organizationId, err: error }, "single sign-on failed");
      throw new AppError("UNAUTHENTICATED", "The provider of your organization did not confirm your identity. Start again.");
    }
  };

  return {
    async offeredTo(email, address) {
      await count(QUESTIONS, address);
      return liveSignOn(db.em.fork(), { domain: domainOf(email) });
    },

    async begin(key, address) {
      await count(PROVIDER_SIGN_INS, address);
      const email = "email" in key ? key.email : null;
      const wanted: SignOnKey = "email" in key ? { domain: domainOf(key.email) } : key;
      const config = await liveSignOn(db.em.fork(), wanted);
      if (!config) throw notFound("single sign-on");
      const { organizationId, issuer, clientId } = config;
      const { url, flow } = await openId
        .begin(providerOf(secrets, config), redirectUriOf(env.WEB_URL, organizationId), email)
        .catch((error: unknown) => {
          if (!(error instanceof OpenIdError)) throw error;
          log.warn({ organizationId, err: error }, "provider of a single sign-on unreachable");
          throw new AppError("PROVIDER_UNAVAILABLE", "The provider of your organization does not respond. Try again later.");
        });
      return {
        url,
        flow: secrets.sealFor(signOnFlow, { organizationId, issuer, clientId, flow }, FLOW_MS),
        expiresAt: new Date(Date.now() + FLOW_MS),
      };
    },

    async complete(sealed, callbackUrl, client) {
      const begun = secrets.openInTime(signOnFlow, sealed);
      if (!begun) throw staleFlow();
      const { organizationId, issuer, clientId, flow } = begun;
      if (!URL.canParse(callbackUrl))
        throw badInput("input.callbackUrl", "Enter the complete URL to which the provider redirected the browser.", "INVALID_FORMAT");
      const url = new URL(callbackUrl);
      // An answer that was sent to the address of another organization is one of its provider.
      if (url.origin + url.pathname !== flow.redirectUri)
        throw badInput("input.callbackUrl", "This is not the answer to this sign-in. Start again.", "WRONG");
      await count(PROVIDER_SIGN_INS, client.address);
      const config = await liveSignOn(db.em.fork(), { id: organizationId });
      if (!config) throw new AppError("FORBIDDEN", "The single sign-on of this organization is not available.");
      if (config.issuer !== issuer || config.clientId !== clientId) throw staleFlow();
      if (await limiter.take(COMPLETIONS, flow.state)) throw staleFlow();
      const found = await identityFrom(config, flow, url);
      const user = await db
        .transaction((tx) => accounts.userFor(tx, organizationId, found, client))
        .catch((error: unknown) => {
          // A concurrent sign-in created or linked the account.
          if (violatedUnique(error) === null) throw error;
          throw new AppError("CONFLICT", "Another sign-in with this identity happened at the same time. Try again.");
        });
      return signIns.admit(user, "SSO", client, organizationId);
    },
  };
}

const staleFlow = () => badInput("input.flow", "This sign-in has expired, was used or was not started here. Start again.", "WRONG");
