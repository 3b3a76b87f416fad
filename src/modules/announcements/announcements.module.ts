import type { Database } from "../../platform/database.js";
import type { Logger } from "../../platform/logger.js";
import type { Module } from "../module.js";
import { startAnnouncementClock } from "./announcement-clock.js";
import { Announcement, AnnouncementDismissal } from "./announcement.entity.js";
import { announcementNotification } from "./announcement.notification.js";
import { AnnouncementResolver } from "./announcement.resolver.js";
import { announcementsPersonalData } from "./announcements.personal-data.js";
import { createAnnouncementsService } from "./announcements.service.js";

export const announcementEntities = [Announcement, AnnouncementDismissal];

export function announcementsModule(dependencies: { db: Database; log: Logger }): Module {
  return {
    resolvers: [new AnnouncementResolver(createAnnouncementsService(dependencies))],
    personalData: announcementsPersonalData,
    notificationKinds: [announcementNotification],
    workers: [async () => startAnnouncementClock(dependencies)],
  };
}
