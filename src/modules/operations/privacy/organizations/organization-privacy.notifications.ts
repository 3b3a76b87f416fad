import { organizationDeleted, type OrganizationDeleted } from "../../../../events/organization-deleted.event.js";
import { organizationDeletionChanged, type OrganizationDeletionChanged } from "../../../../events/organization-deletion-changed.event.js";
import { organizationExportReady, type OrganizationExportReady } from "../../../../events/organization-export-ready.event.js";
import { messagesIn } from "../../../../messages/messages.js";
import { rows } from "../../../../platform/database/database.js";
import { letter } from "../../../messaging/notifications/mail/mail-content.js";
import { notificationKind } from "../../../contracts/notification-kind.js";

interface Change {
  organization: string;
  change: OrganizationDeletionChanged["change"];
  /** UTC time, to the minute. */
  dueAt: string;
}

/** To all owners, so that one of them can't delete the organization unnoticed. */
export const organizationDeletionNotification = notificationKind<OrganizationDeletionChanged, Change>({
  name: "organization-deletion",
  title: "Deletion of your organizations",
  description: "The deletion of an organization that you own was scheduled or cancelled. These mails cannot be turned off.",
  channels: { IN_APP: "ON", EMAIL: "ALWAYS", PUSH: "ON" },
  subject: "Organization",
  event: organizationDeletionChanged,
  async tell(em, { organizationId, deletionId, change }) {
    const found = await rows<{ userId: string; organization: string; dueAt: Date }>(
      em,
      `select m.user_id as "userId", o.name as organization, d.due_at as "dueAt" from organization_deletions d
       join organizations o on o.id = d.organization_id join organization_members m on m.organization_id = o.id and m.role = 'OWNER'
       where d.id = ?`,
      [deletionId],
    );
    if (found.length === 0) return null;
    const { organization, dueAt } = found[0]!;
    const data = { organization, change, dueAt: `${dueAt.toISOString().slice(0, 16).replace("T", " ")} UTC` };
    return { to: found.map(({ userId }) => userId), data, subject: { type: "Organization", id: organizationId } };
  },
  text(data, language) {
    const { title, body } = wordsOf(data, language);
    return { title, body };
  },
  mail(data, { username, language }) {
    const { title, body } = wordsOf(data, language);
    return letter({ language, subject: title, name: username, lines: [body], closing: messagesIn(language).closing.security });
  },
});

function wordsOf({ organization, change, dueAt }: Change, language: Parameters<typeof messagesIn>[0]) {
  const { scheduled, cancelled } = messagesIn(language).organizationDeletion;
  return change === "SCHEDULED"
    ? { title: scheduled.title(organization), body: scheduled.body(dueAt) }
    : { title: cancelled.title(organization), body: cancelled.body };
}

/** To everyone who was a member. What they made themselves stays theirs. */
export const organizationDeletedNotification = notificationKind<OrganizationDeleted, { organization: string }>({
  name: "organization-deleted",
  title: "Deleted organizations",
  description: "An organization of which you were a member was deleted.",
  channels: { IN_APP: "ON", EMAIL: "ON", PUSH: "OFF" },
  event: organizationDeleted,
  tell: async (_em, { name, userIds }) => (userIds.length > 0 ? { to: userIds, data: { organization: name } } : null),
  text({ organization }, language) {
    const { title, body } = messagesIn(language).organizationDeletion.done;
    return { title: title(organization), body };
  },
});

interface Ready {
  organization: string;
  /** ISO date. */
  until: string;
}

/** Always sent by mail: an archive requested by an intruder exposes everything. */
export const organizationExportNotification = notificationKind<OrganizationExportReady, Ready>({
  name: "organization-export",
  title: "Exports of your organizations",
  description: "The archive of an organization is ready for download. These mails cannot be turned off.",
  channels: { IN_APP: "ON", EMAIL: "ALWAYS", PUSH: "OFF" },
  subject: "Organization",
  event: organizationExportReady,
  async tell(em, { exportId, organizationId, userId }) {
    const [row] = await rows<{ organization: string; expiresAt: Date }>(
      em,
      `select o.name as organization, e.expires_at as "expiresAt" from organization_exports e join organizations o on o.id = e.organization_id
       where e.id = ? and e.status = 'READY'`,
      [exportId],
    );
    if (!row) return null;
    const data = { organization: row.organization, until: row.expiresAt.toISOString().slice(0, 10) };
    return { to: [userId], data, subject: { type: "Organization", id: organizationId } };
  },
  text({ organization, until }, language) {
    const { title, body } = messagesIn(language).organizationExport;
    return { title: title(organization), body: body(until) };
  },
  mail({ organization, until }, { username, language }) {
    const { organizationExport, closing } = messagesIn(language);
    const lines = [organizationExport.body(until)];
    return letter({ language, subject: organizationExport.title(organization), name: username, lines, closing: closing.security });
  },
});
