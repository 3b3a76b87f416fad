import { listOfRows, removal, statement, type PersonalData } from "../../contracts/personal-data.js";
import { forgetMember } from "./members/forget-member.js";

/** Invitations have addresses of people without accounts; retention removes them. */
export const organizationsPersonalData: PersonalData = {
  columns: {
    "organizations.created_by_id": { export: "organizations", deletion: "cleared" },
    "organization_members.user_id": { export: "organizations", deletion: "removed" },
    "organization_identities.user_id": { export: "organization-identities", deletion: "removed" },
    "organization_invitations.invited_by_id": { export: { not: "Invitations belong to the organization." }, deletion: "cleared" },
  },
  exports: [
    listOfRows({
      name: "organizations",
      description: "Organizations that you are a member of.",
      select: `m.id, o.id as "organizationId", o.name, o.slug, m.role, m.joined_by as "joinedBy", m.created_at as "joinedAt",
        coalesce(o.created_by_id = m.user_id, false) as created`,
      from: "from organization_members m join organizations o on o.id = m.organization_id where m.user_id = ?",
      key: "m.id",
    }),
    listOfRows({
      name: "organization-identities",
      description: "Identities at the single sign-on of organizations that sign in to your account.",
      select: `i.id, i.organization_id as "organizationId", i.issuer, i.subject, i.created_at as "createdAt", i.last_used_at as "lastUsedAt"`,
      from: "from organization_identities i where i.user_id = ?",
      key: "i.id",
    }),
  ],
  erasures: [
    removal("organization_identities"),
    { name: "organization_members by user_id", step: forgetMember },
    statement("organizations by created_by_id", "update organizations set created_by_id = null where created_by_id = ?"),
    statement(
      "organization_invitations by invited_by_id",
      "update organization_invitations set invited_by_id = null where invited_by_id = ?",
    ),
  ],
};
