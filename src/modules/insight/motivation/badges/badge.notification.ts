import { badgeAwarded, type BadgeAwarded } from "../../../../events/badge-awarded.event.js";
import { messagesIn } from "../../../../messages/messages.js";
import { notificationKind } from "../../../contracts/notification-kind.js";
import { badgeNamed } from "./badges.js";

export const badgeNotification = notificationKind<BadgeAwarded, { title: string; description: string }>({
  name: "badge",
  title: "Badges",
  description: "You got a badge.",
  channels: { IN_APP: "ON", EMAIL: "OFF", PUSH: "OFF" },
  event: badgeAwarded,
  async tell(_em, { userId, badge }) {
    const rule = badgeNamed(badge);
    return rule ? { to: [userId], data: { title: rule.title, description: rule.description } } : null;
  },
  text: ({ title, description }, language) => ({ title: messagesIn(language).badge(title), body: description }),
});
