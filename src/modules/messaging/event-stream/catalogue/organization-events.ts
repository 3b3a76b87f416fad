import * as z from "zod";
import { organizationCreated } from "../../../../events/organization-created.event.js";
import { organizationDeleted } from "../../../../events/organization-deleted.event.js";
import { organizationMemberJoined } from "../../../../events/organization-member-joined.event.js";
import { organizationMemberLeft } from "../../../../events/organization-member-left.event.js";
import { organizationMemberRoleChanged } from "../../../../events/organization-member-role-changed.event.js";
import { globalId } from "../../../../kernel/global-id.js";
import { idField, publicEvent, wordField } from "./public-event.js";

const organizationField = idField("Organization", "The organization.");
const memberField = idField("User", "The member.");
const ROLES = "OWNER, MANAGER, INSTRUCTOR or LEARNER";

const idsOf = ({ organizationId, userId }: { organizationId: string; userId: string }) => ({
  organizationId: globalId("Organization", organizationId),
  userId: globalId("User", userId),
});

export const ORGANIZATION_EVENTS = [
  publicEvent({
    type: "organization.created",
    version: 1,
    description: "An organization was created.",
    audience: "INSTALLATION",
    data: z.object({ organizationId: organizationField, userId: idField("User", "Its first owner.") }),
    from: organizationCreated,
    read: (payload) => [{ userId: payload.userId, organizationId: payload.organizationId, data: idsOf(payload) }],
  }),
  publicEvent({
    type: "organization.deleted",
    version: 1,
    description: "An organization was deleted with its data, its webhooks included.",
    audience: "INSTALLATION",
    data: z.object({ organizationId: organizationField }),
    from: organizationDeleted,
    read: ({ organizationId, part }) =>
      part === 0 ? [{ userId: null, organizationId, data: { organizationId: globalId("Organization", organizationId) } }] : [],
  }),
  publicEvent({
    type: "organization.member.joined",
    version: 1,
    description: "An account became a member of the organization.",
    audience: "ORGANIZATION",
    data: z.object({
      organizationId: organizationField,
      userId: memberField,
      role: wordField(`Role in the organization: ${ROLES}.`, "LEARNER"),
      joinedBy: wordField("How: INVITATION, LINK, DOMAIN or IMPORT; more may be added.", "LINK"),
    }),
    from: organizationMemberJoined,
    read: ({ role, joinedBy, ...ids }) => [{ ...ids, data: { ...idsOf(ids), role, joinedBy } }],
  }),
  publicEvent({
    type: "organization.member.left",
    version: 1,
    description: "A membership of the organization ended.",
    audience: "ORGANIZATION",
    data: z.object({
      organizationId: organizationField,
      userId: memberField,
      how: wordField("LEFT by the member, REMOVED by those who run the organization, or DELETED with the account.", "LEFT"),
    }),
    from: organizationMemberLeft,
    // The last event about a deleted account belongs to the organization: it says whose data to remove there.
    read: ({ organizationId, userId, how }) => [
      { organizationId, userId: how === "DELETED" ? null : userId, data: { ...idsOf({ organizationId, userId }), how } },
    ],
  }),
  publicEvent({
    type: "organization.member.role_changed",
    version: 1,
    description: "The role of a member of the organization changed.",
    audience: "ORGANIZATION",
    data: z.object({
      organizationId: organizationField,
      userId: memberField,
      from: wordField(`Role before: ${ROLES}.`, "LEARNER"),
      to: wordField(`Role since then: ${ROLES}.`, "INSTRUCTOR"),
    }),
    from: organizationMemberRoleChanged,
    read: ({ from, to, ...ids }) => [{ ...ids, data: { ...idsOf(ids), from, to } }],
  }),
];
