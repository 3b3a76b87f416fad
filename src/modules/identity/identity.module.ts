import type { Env } from "../../config/env.js";
import { nodesByName } from "../../graphql/node.js";
import type { Database } from "../../platform/database.js";
import type { Logger } from "../../platform/logger.js";
import { createOpenId } from "../../platform/openid.js";
import type { Passwords } from "../../platform/passwords.js";
import type { RateLimiter } from "../../platform/rate-limit.js";
import type { Secrets } from "../../platform/secrets.js";
import type { Throttles } from "../../platform/throttle.js";
import type { Tokens } from "../../platform/tokens.js";
import type { Module } from "../module.js";
import type { Settings } from "../settings/settings.service.js";
import type { UsersService } from "../users/users.service.js";
import { AccountResolver } from "./account.resolver.js";
import { createAccountService } from "./account.service.js";
import type { CredentialCache } from "./credential-cache.js";
import { ApiToken } from "./api-token.entity.js";
import { ApiTokenResolver } from "./api-token.resolver.js";
import { createApiTokensService } from "./api-tokens.service.js";
import { identityNodes } from "./identity.nodes.js";
import { identityPersonalData } from "./identity.personal-data.js";
import { IdentityResolver } from "./identity.resolver.js";
import { identityRetention } from "./identity.retention.js";
import { createIdentityService } from "./identity.service.js";
import { ImpersonationResolver } from "./impersonation.resolver.js";
import { createImpersonationService } from "./impersonation.service.js";
import { KnownDevice } from "./known-device.entity.js";
import { LinkedProvider } from "./linked-provider.entity.js";
import { MailedLink } from "./mailed-link.entity.js";
import type { MailedLinks } from "./mailed-links.js";
import { ProfileResolver } from "./profile.resolver.js";
import type { ProfileService } from "./profile.service.js";
import { createFindOrigin } from "./known-origin.js";
import { createProof } from "./proof.js";
import { ProviderResolver } from "./provider.resolver.js";
import { createProvidersService } from "./providers.service.js";
import { registrationOpen } from "./registration.js";
import { RoleRequest } from "./role-request.entity.js";
import { RoleRequestResolver, UserRoleRequestResolver } from "./role-request.resolver.js";
import { createRoleRequestsService } from "./role-requests.service.js";
import { Session } from "./session.entity.js";
import { SessionResolver } from "./session.resolver.js";
import { createSessionsService } from "./sessions.service.js";
import { startIdentitySweeper } from "./sweeper.js";
import { RecoveryCode, TwoFactor } from "./two-factor.entity.js";
import { TwoFactorResolver } from "./two-factor.resolver.js";
import { createTwoFactorService } from "./two-factor.service.js";
import { UserAdminResolver } from "./user-admin.resolver.js";
import { UserSearchResolver } from "./user-search.resolver.js";
import { createUserAdminService } from "./user-admin.service.js";

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
