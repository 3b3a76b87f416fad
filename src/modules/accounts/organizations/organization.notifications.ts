import { organizationInvited, type OrganizationInvited } from "../../../events/organization-invited.event.js";
import { organizationMemberJoined, type OrganizationMemberJoined } from "../../../events/organization-member-joined.event.js";
import { organizationMemberLeft, type OrganizationMemberLeft } from "../../../events/organization-member-left.event.js";
import { organizationWithoutOwner, type OrganizationWithoutOwner } from "../../../events/organization-without-owner.event.js";
import { messagesIn, type MessageLanguage } from "../../../messages/messages.js";
import { rows, type EntityManager } from "../../../platform/database/database.js";
import { notificationKind } from "../../contracts/notification-kind.js";

interface Named {
  organization: string;
}

async function nameOf(em: EntityManager, organizationId: string): Promise<Named | null> {
  const [found] = await rows<Named>(em, "select name as organization from organizations where id = ?", [organizationId]);
  return found ?? null;
}

const textOf =
  (kind: keyof ReturnType<typeof messagesIn>["organization"]) =>
  ({ organization }: Named, language: MessageLanguage) => {
    const { title, body } = messagesIn(language).organization[kind];
    return { title: title(organization), body };
  };

/** Only if an account has confirmed the address. The mail is another one, for all addresses. */
const invited = notificationKind<OrganizationInvited, Named>({
  name: "organization-invited",
  title: "Invitations to organizations",
  description: "An organization has invited you. You also get a mail.",
  channels: { IN_APP: "ON", EMAIL: "OFF", PUSH: "OFF" },
  event: organizationInvited,
  async tell(em, { invitationId }) {
    const [found] = await rows<Named & { userId: string }>(
      em,
      `select o.name as organization, u.id as "userId" from organization_invitations i join organizations o on o.id = i.organization_id
       join users u on u.email = i.email and u.email_verified_at is not null where i.id = ? and o.state = 'ACTIVE'`,
      [invitationId],
    );
    return found ? { to: [found.userId], data: { organization: found.organization }, thread: invitationId } : null;
  },
  text: textOf("invited"),
});

/** Those who joined by their own act have seen it. */
const joined = notificationKind<OrganizationMemberJoined, Named>({
  name: "organization-joined",
  title: "New memberships",
  description: "You have become a member of an organization.",
  channels: { IN_APP: "ON", EMAIL: "OFF", PUSH: "OFF" },
  subject: "Organization",
  event: organizationMemberJoined,
  async tell(em, { organizationId, userId, joinedBy }) {
    const data = await nameOf(em, organizationId);
    const seen = joinedBy === "INVITATION" || joinedBy === "LINK";
    return data && { to: [userId], data, seen, subject: { type: "Organization", id: organizationId } };
  },
  text: textOf("joined"),
});

const removed = notificationKind<OrganizationMemberLeft, Named>({
  name: "organization-removed",
  title: "Ended memberships",
  description: "You were removed from an organization.",
  channels: { IN_APP: "ON", EMAIL: "ON", PUSH: "OFF" },
  event: organizationMemberLeft,
  async tell(em, { organizationId, userId, how }) {
    const data = how === "REMOVED" ? await nameOf(em, organizationId) : null;
    return data && { to: [userId], data };
  },
  text: textOf("removed"),
});

const withoutOwner = notificationKind<OrganizationWithoutOwner, Named>({
  name: "organization-without-owner",
  title: "Organizations without an owner",
  description: "For admins: the last owner of an organization has deleted the account, and nobody could take over.",
  channels: { IN_APP: "ON", EMAIL: "ON", PUSH: "OFF" },
  subject: "Organization",
  event: organizationWithoutOwner,
  async tell(em, { organizationId }) {
    const data = await nameOf(em, organizationId);
    const sql = "select id from users where role in ('ADMIN', 'SYSTEM_ADMIN') and deleted_at is null and suspended_at is null";
    const admins = await rows<{ id: string }>(em, sql);
    return data && { to: admins.map(({ id }) => id), data, subject: { type: "Organization", id: organizationId } };
  },
  text: textOf("withoutOwner"),
});

export const organizationNotifications = [invited, joined, removed, withoutOwner];
