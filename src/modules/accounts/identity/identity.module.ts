import type { Env } from "../../../config/env.js";
import { nodesByName } from "../../../graphql/node-lookup.js";
import type { Database } from "../../../platform/database/database.js";
import type { Logger } from "../../../platform/telemetry/logger.js";
import { createOpenId } from "../../../platform/security/openid.js";
import type { Passwords } from "../../../platform/security/passwords.js";
import type { RateLimiter } from "../../../platform/redis/rate-limit.js";
import type { Secrets } from "../../../platform/security/secrets.js";
import type { Throttles } from "../../../platform/redis/throttle.js";
import type { Tokens } from "../../../platform/security/tokens.js";
import type { Module } from "../../contracts/module.js";
import type { Settings } from "../../base/settings/settings.service.js";
import type { UsersService } from "../../base/users/users.service.js";
import { AccountResolver } from "./account/account.resolver.js";
import { createAccountService } from "./account/account.service.js";
import type { CredentialCache } from "./sessions/credential-cache.js";
import { ApiToken } from "./api-tokens/api-token.entity.js";
import { ApiTokenResolver } from "./api-tokens/api-token.resolver.js";
import { createApiTokensService } from "./api-tokens/api-tokens.service.js";
import { identityNodes } from "./identity.nodes.js";
import { identityPersonalData } from "./identity.personal-data.js";
import { IdentityResolver } from "./sign-in/identity.resolver.js";
import { identityRetention } from "./identity.retention.js";
import { createIdentityService } from "./sign-in/identity.service.js";
import { ImpersonationResolver } from "./sessions/impersonation.resolver.js";
import { createImpersonationService } from "./sessions/impersonation.service.js";
import { KnownDevice } from "./sessions/known-device.entity.js";
import { LinkedProvider } from "./providers/linked-provider.entity.js";
import { MailedLink } from "./credentials/mailed-link.entity.js";
import type { MailedLinks } from "./credentials/mailed-links.js";
import { ProfileResolver } from "./account/profile.resolver.js";
import type { ProfileService } from "./account/profile.service.js";
import { createFindOrigin } from "./known-origin.js";
import { createProof } from "./credentials/proof.js";
import { ProviderResolver } from "./providers/provider.resolver.js";
import { createProvidersService } from "./providers/providers.service.js";
import { registrationOpen } from "./sign-in/registration.js";
import { RoleRequest } from "./roles/role-request.entity.js";
import { RoleRequestResolver, UserRoleRequestResolver } from "./roles/role-request.resolver.js";
import { createRoleRequestsService } from "./roles/role-requests.service.js";
import { Session } from "./sessions/session.entity.js";
import { SessionResolver } from "./sessions/session.resolver.js";
import { createSessionsService } from "./sessions/sessions.service.js";
import { startIdentitySweeper } from "./sweeper.js";
import { RecoveryCode, TwoFactor } from "./two-factor/two-factor.entity.js";
import { TwoFactorResolver } from "./two-factor/two-factor.resolver.js";
import { createTwoFactorService } from "./two-factor/two-factor.service.js";
import { UserAdminResolver } from "./people/user-admin.resolver.js";
import { UserSearchResolver } from "./people/user-search.resolver.js";
import { createUserAdminService } from "./people/user-admin.service.js";

export const identityEntities = [RoleRequest, Session, MailedLink, TwoFactor, RecoveryCode, ApiToken, LinkedProvider, KnownDevice];

interface Dependencies {
  env: Env;
  db: Database;
  log: Logger;
  settings: Settings;
  users: UsersService;
  passwords: Passwords;
  tokens: Tokens;
  secrets: Secrets;
  limiter: RateLimiter;
  throttles: Throttles;
  cache: CredentialCache;
  links: MailedLinks;
  profiles: ProfileService;
}

export function identityModule(given: Dependencies): Module {
  const prove = createProof(given);
  const findOrigin = createFindOrigin(given);
  const sessions = createSessionsService(given);
  const roleRequests = createRoleRequestsService({ ...given, sessions });
  const twoFactor = createTwoFactorService({ ...given, prove });
  const apiTokens = createApiTokensService({ ...given, prove });
  const identity = createIdentityService({ ...given, roleRequests, sessions, twoFactor, findOrigin });
  const account = createAccountService({ ...given, sessions, apiTokens, prove, findOrigin });
  const providers = createProvidersService({ ...given, openId: createOpenId(), identity, sessions, apiTokens, prove });
  const userAdmin = createUserAdminService({ ...given, sessions });
  const impersonation = createImpersonationService({ ...given, sessions });
  return {
    resolvers: [
      new IdentityResolver(identity, sessions, given.limiter),
      new AccountResolver(account),
      new SessionResolver(sessions),
      new TwoFactorResolver(twoFactor),
      new ApiTokenResolver(apiTokens),
      new ProviderResolver(providers),
      new RoleRequestResolver(roleRequests),
      new UserRoleRequestResolver(),
      new UserAdminResolver(userAdmin),
      new UserSearchResolver(),
      new ImpersonationResolver(impersonation),
      new ProfileResolver(given.profiles),
    ],
    nodes: {
      ...identityNodes,
      SignInProvider: nodesByName(
        "public",
        ({ slug }) => slug,
        () => providers.list(),
      ),
    },
    settings: [registrationOpen],
    retention: identityRetention,
    personalData: identityPersonalData,
    workers: [async () => startIdentitySweeper(given)],
  };
}
