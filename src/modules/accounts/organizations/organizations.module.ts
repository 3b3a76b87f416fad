import { accountEmailVerified } from "../../../events/account-email-verified.event.js";
import { loadAll, nodesById } from "../../../graphql/node-lookup.js";
import { createTxtRecords } from "../../../platform/dns/txt-records.js";
import { on } from "../../../platform/outbox/outbox.js";
import { startDaySweeper } from "../../../platform/storage/day-objects.js";
import type { Module, Services } from "../../contracts/module.js";
import { createContentOwners } from "./content/content-owners.service.js";
import { ContentOwnerResolver } from "./content/content.resolver.js";
import { createAutoJoin } from "./domains/auto-join.js";
import { startDomainChecks } from "./domains/domain-checks.js";
import { OrganizationDomainResolver, OrganizationDomainsResolver } from "./domains/domain.resolver.js";
import { domainsByIds } from "./domains/domain.rows.js";
import { createDomainsService } from "./domains/domains.service.js";
import { OrganizationDomain } from "./domains/organization-domain.entity.js";
import { OrganizationInvitationResolver, OrganizationInvitationsResolver } from "./invitations/invitation.resolver.js";
import { invitationsByIds } from "./invitations/invitation.rows.js";
import { createInvitationsService } from "./invitations/invitations.service.js";
import { createJoiningService } from "./invitations/joining.service.js";
import { OrganizationInvitation } from "./invitations/organization-invitation.entity.js";
import { MEMBERSHIPS_OF_VIEWER } from "./members/counted-memberships.js";
import { membersByIds } from "./members/member.rows.js";
import { OrganizationMemberResolver, OrganizationMembersResolver, UserOrganizationsResolver } from "./members/member.resolver.js";
import { createMembersService } from "./members/members.service.js";
import { createMemberships, type Memberships } from "./members/memberships.js";
import { OrganizationMember } from "./members/organization-member.entity.js";
import { organizationNotifications } from "./organization.notifications.js";
import { createOrganizationLogos } from "./organization-logo.js";
import { createOrganizationStates } from "./organization-states.js";
import { Organization } from "./organization.entity.js";
import { organizationById } from "./organization.loaders.js";
import { organizationExists } from "./organization.rows.js";
import { OrganizationResolver } from "./organization.resolver.js";
import { organizationsPermissions } from "./organizations.permissions.js";
import { organizationsOrganizationData } from "./organizations.organization-data.js";
import { organizationsPersonalData } from "./organizations.personal-data.js";
import { organizationsRetention } from "./organizations.retention.js";
import { createOrganizationsService } from "./organizations.service.js";
import { OrganizationIdentity } from "./single-sign-on/organization-identity.entity.js";
import { OrganizationSignOn } from "./single-sign-on/organization-sign-on.entity.js";
import { createSignOnAccounts } from "./single-sign-on/sign-on-accounts.js";
import { createSignOnConfigService } from "./single-sign-on/sign-on-config.service.js";
import { signOnRule } from "./single-sign-on/sign-on-rule.js";
import { OrganizationSingleSignOnResolver, SingleSignOnResolver } from "./single-sign-on/sign-on.resolver.js";
import { signOnsByIds } from "./single-sign-on/sign-on.rows.js";
import { createSignOnService } from "./single-sign-on/sign-on.service.js";
import { createMemberExports } from "./transfer/export-members.js";
import { exportMembers, ORGANIZATION_FILES, startMemberExportWorker } from "./transfer/export-members.job.js";
import { createMemberImports } from "./transfer/import-members.js";
import { OrganizationTransferResolver } from "./transfer/transfer.resolver.js";

declare module "../../contracts/module.js" {
  interface Services {
    memberships: Memberships;
  }
}

type Neighbours = Pick<
  Services,
  | "credentialCache"
  | "entitlements"
  | "files"
  | "sessions"
  | "signIns"
  | "signInRules"
  | "roleApprovals"
  | "openId"
  | "providerAccounts"
  | "settings"
>;

export default {
  name: "organizations",
  exports: [
    "content/content-owner",
    "content/content.type",
    "content/present-member",
    "content/shown-organization",
    "organization.entity",
    "organization-limits",
    "organization-states",
    "organization.loaders",
    "organization.rows",
    "organization.type",
    "transfer/export-members.job",
    "transfer/transfer.type",
  ],
  entities: [Organization, OrganizationMember, OrganizationInvitation, OrganizationDomain, OrganizationSignOn, OrganizationIdentity],
  objects: "select rendition ->> 'key' as key from organizations, jsonb_array_elements(logo) rendition",
  permissions: organizationsPermissions,
  memberships: MEMBERSHIPS_OF_VIEWER,
  fieldCosts: {
    "User.organizations": { items: 5 },
    "Organization.domains": { items: 5 },
    "ImportOrganizationMembersPayload.lines": { items: 200 },
  },
  resolvers: [
    OrganizationResolver,
    OrganizationMemberResolver,
    OrganizationMembersResolver,
    UserOrganizationsResolver,
    OrganizationInvitationResolver,
    OrganizationInvitationsResolver,
    OrganizationDomainResolver,
    OrganizationDomainsResolver,
    OrganizationTransferResolver,
    ContentOwnerResolver,
    SingleSignOnResolver,
    OrganizationSingleSignOnResolver,
  ],
  jobs: [exportMembers],
  notificationKinds: organizationNotifications,
  retention: organizationsRetention,
  personalData: organizationsPersonalData,
  organizationData: organizationsOrganizationData,

  wire(platform, neighbours: Neighbours, { authored }) {
    const {
      credentialCache: cache,
      entitlements,
      files,
      sessions,
      signIns,
      signInRules,
      roleApprovals,
      openId,
      providerAccounts: accounts,
      settings,
    } = neighbours;
    entitlements.whenOrganizationAsked(organizationExists);
    const memberships = createMemberships({ cache, sessions });
    signInRules.add(signOnRule);
    const given = { ...platform, cache, memberships, sessions, signIns, openId, txtRecords: createTxtRecords(platform.env) };
    const signOnAccounts = createSignOnAccounts({ settings, accounts, memberships });
    const organizations = createOrganizationsService(given);
    roleApprovals.createsOrganizations(organizations.createFor);
    return {
      services: { memberships },
      resolvers: [
        new OrganizationResolver({
          organizations,
          states: createOrganizationStates(given),
          logos: createOrganizationLogos(given),
          files,
        }),
        new OrganizationMemberResolver(createMembersService(given)),
        new OrganizationInvitationResolver(createInvitationsService(given), createJoiningService(given)),
        new OrganizationDomainResolver(createDomainsService(given)),
        new OrganizationTransferResolver(createMemberImports(given), createMemberExports(given)),
        new ContentOwnerResolver(createContentOwners(platform, authored)),
        new SingleSignOnResolver(createSignOnService({ ...given, accounts: signOnAccounts })),
        new OrganizationSingleSignOnResolver(createSignOnConfigService(given)),
      ],
      nodes: {
        Organization: nodesById("organization:read", (context, ids) => loadAll(context.loader(organizationById), ids)),
        OrganizationMember: nodesById("organization:read", ({ em, signedIn }, ids) => membersByIds(em, signedIn, ids)),
        OrganizationInvitation: nodesById("organization:edit", ({ em, signedIn }, ids) => invitationsByIds(em, signedIn, ids)),
        OrganizationDomain: nodesById("organization:edit", ({ em, signedIn }, ids) => domainsByIds(em, signedIn, ids)),
        OrganizationSingleSignOn: nodesById("organization:secure", ({ em, signedIn }, ids) => signOnsByIds(em, signedIn, ids)),
      },
      eventHandlers: [on(accountEmailVerified, "organization-auto-join", createAutoJoin(given))],
      workers: [
        async () => startMemberExportWorker(given),
        async () => startDaySweeper({ ...platform, prefix: ORGANIZATION_FILES, failure: "old files of organizations not removed" }),
        async () => startDomainChecks(given),
      ],
    };
  },
} satisfies Module;
