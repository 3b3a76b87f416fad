import { nodesById } from "../../../graphql/node-lookup.js";
import type { Database } from "../../../platform/database/database.js";
import type { Logger } from "../../../platform/telemetry/logger.js";
import type { Module } from "../../contracts/module.js";
import { startAnnouncementClock } from "./announcement-clock.js";
import { Announcement, AnnouncementDismissal } from "./announcement.entity.js";
import { announcementNotification } from "./announcement.notification.js";
import { AnnouncementResolver } from "./announcement.resolver.js";
import { announcementsPersonalData } from "./announcements.personal-data.js";
import { createAnnouncementsService } from "./announcements.service.js";

export const announcementEntities = [Announcement, AnnouncementDismissal];

export function announcementsModule(dependencies: { db: Database; log: Logger }): Module {
  const service = createAnnouncementsService(dependencies);
  return {
    resolvers: [new AnnouncementResolver(service)],
    nodes: {
      Announcement: nodesById("public", ({ em, viewer }, ids) => service.readOn(em, viewer, ids)),
      ManagedAnnouncement: nodesById("announcement:edit", ({ em }, ids) => service.read(em, ids)),
    },
    personalData: announcementsPersonalData,
    notificationKinds: [announcementNotification],
    workers: [async () => startAnnouncementClock(dependencies)],
  };
}
