import { announcementDue, type AnnouncementDue } from "../../../events/announcement-due.event.js";
import { rows, textArray } from "../../../platform/database/database.js";
import { notificationKind } from "../../contracts/notification-kind.js";
import { Announcement, type AnnouncementLevel } from "./announcement.entity.js";

interface Announced {
  title: string;
  level: AnnouncementLevel;
}

export const announcementNotification = notificationKind<AnnouncementDue, Announced>({
  name: "announcement",
  title: "Announcements",
  description: "Announcements by the operators of this site.",
  channels: { IN_APP: "ON", EMAIL: "OFF", PUSH: "OFF" },
  subject: "Announcement",
  event: announcementDue,
  async tell(em, { announcementId, after, until }) {
    const announcement = await em.findOne(Announcement, { id: announcementId });
    if (!announcement || announcement.withdrawnAt) return null;
    const { title, level, roles } = announcement;
    const accounts = await rows<{ id: string }>(
      em,
      `select id from users where (?::uuid is null or id > ?::uuid) and (?::uuid is null or id <= ?::uuid)
       and not guest and (?::text[] is null or role = any(?::text[]))`,
      [after, after, until, until, textArray(roles), textArray(roles)],
    );
    return { to: accounts.map(({ id }) => id), data: { title, level }, subject: { type: "Announcement", id: announcementId } };
  },
  // Not translated: the admins' own text.
  text: ({ title }) => ({ title, body: "" }),
});
