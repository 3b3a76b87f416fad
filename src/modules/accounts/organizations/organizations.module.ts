import { loadAll, nodesById } from "../../../graphql/node-lookup.js";
import type { Module, Services } from "../../contracts/module.js";
import { OrganizationDomain } from "./domains/organization-domain.entity.js";
import { OrganizationInvitation } from "./invitations/organization-invitation.entity.js";
import { membersByIds } from "./members/member.rows.js";
import { OrganizationMemberResolver, OrganizationMembersResolver, UserOrganizationsResolver } from "./members/member.resolver.js";
import { createMembersService } from "./members/members.service.js";
import { createMemberships, type Memberships } from "./members/memberships.js";
import { OrganizationMember } from "./members/organization-member.entity.js";
import { createOrganizationLogos } from "./organization-logo.js";
import { createOrganizationStates } from "./organization-states.js";
import { Organization } from "./organization.entity.js";
import { organizationById } from "./organization.loaders.js";
import { OrganizationResolver } from "./organization.resolver.js";
import { organizationsPermissions } from "./organizations.permissions.js";
import { createOrganizationsService } from "./organizations.service.js";

declare module "../../contracts/module.js" {
  interface Services {
    memberships: Memberships;
  }
}

export default {
  name: "organizations",
  exports: [
    "members/memberships",
    "members/organization-member.entity",
    "organization-limits",
    "organization.entity",
    "organization.loaders",
    "organization.rows",
    "organization.type",
  ],
  entities: [Organization, OrganizationMember, OrganizationInvitation, OrganizationDomain],
  objects: "select rendition ->> 'key' as key from organizations, jsonb_array_elements(logo) rendition",
  permissions: organizationsPermissions,
  memberships: `(select coalesce(jsonb_agg(jsonb_build_object('organizationId', m.organization_id, 'role', m.role) order by m.id), '[]')
    from organization_members m join organizations o on o.id = m.organization_id where m.user_id = u.id and o.state = 'ACTIVE')`,
  fieldCosts: { "User.organizations": { items: 5 } },
  resolvers: [OrganizationResolver, OrganizationMemberResolver, OrganizationMembersResolver, UserOrganizationsResolver],

  wire(platform, { credentialCache: cache, files }: Pick<Services, "credentialCache" | "files">) {
    const memberships = createMemberships({ cache });
    const given = { ...platform, cache, memberships };
    const organizations = createOrganizationsService(given);
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
      ],
      nodes: {
        Organization: nodesById("organization:read", (context, ids) => loadAll(context.loader(organizationById), ids)),
        OrganizationMember: nodesById("organization:read", ({ em, signedIn }, ids) => membersByIds(em, signedIn, ids)),
      },
    };
  },
} satisfies Module;
