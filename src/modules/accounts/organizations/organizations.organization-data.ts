import { rows } from "../../../platform/database/database.js";
import type { OrganizationData } from "../../contracts/organization-data.js";
import { countOf, listOfRows } from "../../contracts/personal-data.js";

const WITH_IT = "removed" as const;
const LOGO = "from organizations o where o.logo <> '[]' and o.id = ?";

/** Rows of members, invitations, domains and single sign-on go with the organization's own. */
export const organizationsOrganizationData: OrganizationData = {
  columns: {
    "organization_members.organization_id": { export: "members", deletion: WITH_IT },
    "organization_invitations.organization_id": { export: "invitations", deletion: WITH_IT },
    "organization_domains.organization_id": { export: "domains", deletion: WITH_IT },
    "organization_sign_ons.organization_id": { export: "single-sign-on", deletion: WITH_IT },
    "organization_identities.organization_id": { export: "identities", deletion: WITH_IT },
  },
  exports: [
    listOfRows({
      name: "organization",
      description: "The organization itself.",
      select: `o.id, o.name, o.slug, o.description, o.website, o.primary_color as "primaryColor", o.accent_color as "accentColor", o.state,
        o.seat_limit as "seatLimit", o.seats_used as "seatsUsed", o.members_visible as "membersVisible", o.created_at as "createdAt"`,
      from: "from organizations o where o.id = ?",
      key: "o.id",
    }),
    {
      name: "logo",
      description: "The logo, in the largest stored size.",
      count: (reader) => countOf(reader, LOGO),
      async *files(reader) {
        const found = await reader.rows<{ key: string; at: Date }>(`select o.logo -> -1 ->> 'key' as key, o.updated_at as at ${LOGO}`, [
          reader.ownerId,
        ]);
        for (const { key, at } of found) yield { path: "logo.webp", content: () => reader.storage.read(key), changedAt: at };
      },
    },
    listOfRows({
      name: "members",
      description: "Members. Addresses only if they are confirmed.",
      select: `m.id, u.username, u.display_name as "displayName", case when u.email_verified_at is not null then u.email end as email, m.role,
        m.joined_by as "joinedBy", m.created_at as "joinedAt"`,
      from: "from organization_members m join users u on u.id = m.user_id where m.organization_id = ?",
      key: "m.id",
      table: ["username", "displayName", "email", "role", "joinedBy", "joinedAt"],
    }),
    listOfRows({
      name: "invitations",
      description: "Open invitations and links, without their codes.",
      select: `i.id, i.email, i.role, i.use_count as "useCount", i.use_limit as "useLimit", i.expires_at as "expiresAt", i.created_at as "createdAt"`,
      from: "from organization_invitations i where i.organization_id = ?",
      key: "i.id",
      table: ["email", "role", "useCount", "useLimit", "expiresAt", "createdAt"],
    }),
    listOfRows({
      name: "domains",
      description: "Domains.",
      select: `d.id, d.domain, d.auto_join as "autoJoin", d.single_sign_on as "singleSignOn", d.verified_at as "verifiedAt", d.created_at as "createdAt"`,
      from: "from organization_domains d where d.organization_id = ?",
      key: "d.id",
    }),
    listOfRows({
      name: "single-sign-on",
      description: "Single sign-on, without the client secret.",
      select: `s.id, s.issuer, s.client_id as "clientId", s.default_role as "defaultRole", s.enabled, s.enforced, s.created_at as "createdAt"`,
      from: "from organization_sign_ons s where s.organization_id = ?",
      key: "s.id",
    }),
    listOfRows({
      name: "identities",
      description: "Identities at your provider that are linked to accounts.",
      select: `i.id, u.username, i.issuer, i.subject, i.created_at as "createdAt", i.last_used_at as "lastUsedAt"`,
      from: "from organization_identities i join users u on u.id = i.user_id where i.organization_id = ?",
      key: "i.id",
    }),
    listOfRows({
      name: "audit-log",
      description: "What was done to the organization. Names only of members.",
      select: `a.id, a.action, (select u.username from users u join organization_members m on m.user_id = u.id
          where u.id = a.actor_id and m.organization_id = a.subject_id) as actor, a.created_at as "at"`,
      from: "from audit_entries a where a.subject_type = 'organization' and a.subject_id = ?",
      key: "a.id",
    }),
  ],
  erasures: [
    {
      name: "logo of the organization",
      async step(em, id, storage) {
        const found = await rows<{ key: string }>(
          em,
          "select r ->> 'key' as key from organizations o, jsonb_array_elements(o.logo) r where o.id = ?",
          [id],
        );
        if (found.length === 0) return 0;
        await em.execute("update organizations set logo = '[]' where id = ?", [id]);
        await Promise.all(found.map(({ key }) => storage.remove(key)));
        return found.length;
      },
    },
  ],
};
