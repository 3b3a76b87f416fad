import { nodesById } from "../../../graphql/node-lookup.js";
import type { Module } from "../../contracts/module.js";
import { startAnnouncementClock } from "./announcement-clock.js";
import { Announcement, AnnouncementDismissal } from "./announcement.entity.js";
import { announcementNotification } from "./announcement.notification.js";
import { AnnouncementResolver } from "./announcement.resolver.js";
import { announcementsPermissions } from "./announcements.permissions.js";
import { announcementsPersonalData } from "./announcements.personal-data.js";
import { createAnnouncementsService } from "./announcements.service.js";

export default {
  name: "announcements",
  entities: [Announcement, AnnouncementDismissal],
  permissions: announcementsPermissions,
  fieldCosts: { "Announcement.body": { weight: 16 } },
  resolvers: [AnnouncementResolver],
  personalData: announcementsPersonalData,
  notificationKinds: [announcementNotification],

  wire(platform) {
    const announcements = createAnnouncementsService(platform);
    return {
      resolvers: [new AnnouncementResolver(announcements)],
      nodes: {
        Announcement: nodesById("public", ({ em, viewer }, ids) => announcements.readOn(em, viewer, ids)),
        ManagedAnnouncement: nodesById("announcement:edit", ({ em }, ids) => announcements.read(em, ids)),
      },
      workers: [async () => startAnnouncementClock(platform)],
    };
  },
} satisfies Module;
