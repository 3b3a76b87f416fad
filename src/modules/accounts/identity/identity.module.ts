import { nodesByName } from "../../../graphql/node-lookup.js";
import { createOpenId, type OpenId } from "../../../platform/security/openid.js";
import type { Module } from "../../contracts/module.js";
import { AccountResolver } from "./account/account.resolver.js";
import { createAccountService } from "./account/account.service.js";
import { ApiToken } from "./api-tokens/api-token.entity.js";
import { ApiTokenResolver } from "./api-tokens/api-token.resolver.js";
import { createApiTokensService } from "./api-tokens/api-tokens.service.js";
import { identityNodes } from "./identity.nodes.js";
import { identityOrganizationData } from "./identity.organization-data.js";
import { identityPersonalData } from "./identity.personal-data.js";
import { IdentityResolver } from "./sign-in/identity.resolver.js";
import { identityRetention } from "./identity.retention.js";
import { createIdentityService, type IdentityService } from "./sign-in/identity.service.js";
import { createSignInRules, type SignInRules } from "./sign-in/sign-in-rules.js";
import { ImpersonationResolver } from "./sessions/impersonation.resolver.js";
import { createImpersonationService } from "./sessions/impersonation.service.js";
import { KnownDevice } from "./sessions/known-device.entity.js";
import { LinkedProvider } from "./providers/linked-provider.entity.js";
import { MailedLink } from "./credentials/mailed-link.entity.js";
import { ProfileResolver } from "./account/profile.resolver.js";
import { createFindOrigin } from "./known-origin.js";
import { createProof } from "./credentials/proof.js";
import { ProviderResolver } from "./providers/provider.resolver.js";
import { createProviderAccounts, type ProviderAccounts } from "./providers/provider-accounts.js";
import { createProvidersService } from "./providers/providers.service.js";
import { registrationOpen } from "./sign-in/registration.js";
import { RoleRequest } from "./roles/role-request.entity.js";
import { RoleRequestResolver, UserRoleRequestResolver } from "./roles/role-request.resolver.js";
import { createRoleApprovals, type RoleApprovals } from "./roles/role-approvals.js";
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
import { createCredentialCache, type CredentialCache } from "./sessions/credential-cache.js";
import { createAuthenticator, type Authenticator } from "./sessions/authenticator.js";
import { createMailedLinks, type MailedLinks } from "./credentials/mailed-links.js";
import { createProfileService } from "./account/profile.service.js";
import { identityPermissions } from "./identity.permissions.js";
import type { ApiTokensService } from "./api-tokens/api-tokens.service.js";
import type { SessionsService } from "./sessions/sessions.service.js";
import type { TwoFactorService } from "./two-factor/two-factor.service.js";
import type { Prove } from "./credentials/proof.js";
import type { Services } from "../../contracts/module.js";

declare module "../../contracts/module.js" {
  interface Services {
    authenticator: Authenticator;
    credentialCache: CredentialCache;
    mailedLinks: MailedLinks;
    prove: Prove;
    sessions: SessionsService;
    apiTokens: ApiTokensService;
    twoFactor: TwoFactorService;
    signIns: IdentityService;
    signInRules: SignInRules;
    roleApprovals: RoleApprovals;
    openId: OpenId;
    providerAccounts: ProviderAccounts;
  }
}

export default {
  name: "identity",
  exports: [
    "account/held-account",
    "api-tokens/api-tokens.service",
    "credentials/account-rules",
    "credentials/email-address",
    "credentials/mailed-link.entity",
    "credentials/mailed-links",
    "credentials/proof",
    "people-lists/invitation-limits",
    "people-lists/people-list",
    "providers/linked-provider.entity",
    "providers/provider-accounts",
    "roles/role-approvals",
    "roles/role-request.entity",
    "sessions/credential-cache",
    "sessions/device",
    "sessions/sessions.service",
    "sign-in/identity.service",
    "sign-in/identity.type",
    "sign-in/registration",
    "sign-in/session-payload",
    "sign-in/sign-in-limits",
    "sign-in/sign-in-rules",
    "two-factor/two-factor.service",
  ],
  entities: [RoleRequest, Session, MailedLink, TwoFactor, RecoveryCode, ApiToken, LinkedProvider, KnownDevice],
  permissions: identityPermissions,
  resolvers: [
    IdentityResolver,
    AccountResolver,
    SessionResolver,
    TwoFactorResolver,
    ApiTokenResolver,
    ProviderResolver,
    RoleRequestResolver,
    UserRoleRequestResolver,
    UserAdminResolver,
    UserSearchResolver,
    ImpersonationResolver,
    ProfileResolver,
  ],
  settings: [registrationOpen],
  retention: identityRetention,
  personalData: identityPersonalData,
  organizationData: identityOrganizationData,

  wire(platform, { users, settings, entitlements }: Pick<Services, "users" | "settings" | "entitlements">, { memberships }) {
    const cache = createCredentialCache(platform);
    entitlements.whenChanged(cache.refreshed);
    const links = createMailedLinks(platform);
    const profiles = createProfileService(platform);
    const given = { ...platform, users, settings, cache, links, profiles };
    const prove = createProof(given);
    const findOrigin = createFindOrigin(given);
    const sessions = createSessionsService(given);
    const roleApprovals = createRoleApprovals();
    const roleRequests = createRoleRequestsService({ ...given, sessions, approvals: roleApprovals });
    const twoFactor = createTwoFactorService({ ...given, prove });
    const apiTokens = createApiTokensService({ ...given, prove });
    const signInRules = createSignInRules();
    const identity = createIdentityService({ ...given, roleRequests, sessions, twoFactor, findOrigin, rules: signInRules });
    const account = createAccountService({ ...given, sessions, apiTokens, prove, findOrigin });
    const openId = createOpenId({ anyIssuer: platform.env.SSO_ISSUERS === "any" });
    const accounts = createProviderAccounts({ cache, sessions, apiTokens });
    const providers = createProvidersService({ ...given, openId, identity, accounts, prove });
    const userAdmin = createUserAdminService({ ...given, sessions });
    const impersonation = createImpersonationService({ ...given, sessions });
    return {
      services: {
        authenticator: createAuthenticator({ ...given, memberships }),
        credentialCache: cache,
        mailedLinks: links,
        prove,
        sessions,
        apiTokens,
        twoFactor,
        signIns: identity,
        signInRules,
        roleApprovals,
        openId,
        providerAccounts: accounts,
      },
      resolvers: [
        new IdentityResolver(identity, sessions, platform.limiter),
        new AccountResolver(account),
        new SessionResolver(sessions),
        new TwoFactorResolver(twoFactor),
        new ApiTokenResolver(apiTokens),
        new ProviderResolver(providers),
        new RoleRequestResolver(roleRequests),
        new UserAdminResolver(userAdmin),
        new ImpersonationResolver(impersonation),
        new ProfileResolver(profiles),
      ],
      nodes: {
        ...identityNodes,
        SignInProvider: nodesByName(
          "public",
          ({ slug }) => slug,
          () => providers.list(),
        ),
      },
      workers: [async () => startIdentitySweeper(given)],
    };
  },
} satisfies Module;
