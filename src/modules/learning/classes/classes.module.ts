import { accountEmailVerified } from "../../../events/account-email-verified.event.js";
import { loadAll, nodesById } from "../../../graphql/node-lookup.js";
import { on } from "../../../platform/outbox/outbox.js";
import type { Module } from "../../contracts/module.js";
import { Class } from "./class.entity.js";
import { ClassOwnerResolver, OrganizationClassesResolver } from "./class-owner.resolver.js";
import { ClassResolver } from "./class.resolver.js";
import { classById } from "./class.rows.js";
import { classesPermissions } from "./classes.permissions.js";
import { classesOrganizationData } from "./classes.organization-data.js";
import { classesPersonalData } from "./classes.personal-data.js";
import { classesRetention } from "./classes.retention.js";
import { createClassesService, type ClassesService } from "./classes.service.js";
import { ClassMember } from "./members/class-member.entity.js";
import { ClassMemberResolver } from "./members/member.resolver.js";
import { createMembersService } from "./members/members.service.js";
import { createBindInvitations } from "./roster/bind-invitations.js";
import { ClassInvitation } from "./roster/class-invitation.entity.js";
import { classInvitationMail } from "./roster/invitation.mail.js";
import { ClassRosterResolver } from "./roster/roster.resolver.js";
import { createRosterService } from "./roster/roster.service.js";
import { ClassSection } from "./sections/class-section.entity.js";
import { ClassSectionResolver } from "./sections/section.resolver.js";
import { createSectionsService, readableSections } from "./sections/sections.service.js";
import { classEndingNotification } from "./term/class-ending.notification.js";
import { startTermClock } from "./term/term-clock.js";
import { ClassJoinUrlResolver } from "./join-url.resolver.js";

declare module "../../contracts/module.js" {
  interface Services {
    classes: ClassesService;
  }
}

export default {
  name: "classes",
  exports: [
    "class-limits",
    "class.entity",
    "class.rows",
    "class.type",
    "classes.service",
    "members/class-member.entity",
    "members/paid-place",
    "members/present-members",
    "term/term-end",
  ],
  entities: [Class, ClassSection, ClassMember, ClassInvitation],
  permissions: classesPermissions,
  fieldCosts: {
    "Class.sections": { items: 10 },
    "ImportClassRosterPayload.lines": { items: 200 },
    "ImportClassRosterPayload.newSections": { items: 5 },
    "ClassJoinPreview.instructors": { items: 3 },
  },
  resolvers: [
    ClassResolver,
    ClassJoinUrlResolver,
    ClassOwnerResolver,
    OrganizationClassesResolver,
    ClassSectionResolver,
    ClassMemberResolver,
    ClassRosterResolver,
  ],
  mails: [classInvitationMail],
  notificationKinds: [classEndingNotification],
  retention: classesRetention,
  personalData: classesPersonalData,
  organizationData: classesOrganizationData,

  wire(platform) {
    const classes = createClassesService(platform);
    const members = createMembersService(platform);
    const roster = createRosterService(platform);
    return {
      services: { classes },
      resolvers: [
        new ClassResolver(classes),
        new ClassJoinUrlResolver(platform.env),
        new ClassSectionResolver(createSectionsService(platform)),
        new ClassMemberResolver(members),
        new ClassRosterResolver(roster),
      ],
      nodes: {
        Class: nodesById("class:read", (context, ids) => loadAll(context.loader(classById), ids)),
        ClassSection: nodesById("class:read", ({ em, signedIn }, ids) => readableSections(em, signedIn, ids)),
        ClassMember: nodesById("class:read", ({ em, signedIn }, ids) => members.byIds(em, signedIn, ids)),
        ClassInvitation: nodesById("class:edit", ({ em, signedIn }, ids) => roster.byIds(em, signedIn, ids)),
      },
      eventHandlers: [on(accountEmailVerified, "bind-class-invitations", createBindInvitations(platform))],
      workers: [async () => startTermClock(platform)],
    };
  },
} satisfies Module;
