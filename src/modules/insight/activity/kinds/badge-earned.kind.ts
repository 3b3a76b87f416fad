import { badgeAwarded, type BadgeAwarded } from "../../../../events/badge-awarded.event.js";
import { idOfParts } from "../../../../kernel/ids.js";
import { messagesIn } from "../../../../messages/messages.js";
import { activityKind } from "./activity-kind.js";

export interface EarnedBadge {
  badge: string;
  /** In English. */
  badgeTitle: string;
}

export const badgeEarned = activityKind<BadgeAwarded, EarnedBadge>({
  name: "BADGE_EARNED",
  title: "Badges",
  description: "Got a badge.",
  events: [badgeAwarded],
  about: ({ userId, badge }) => `${userId} ${badge}`,
  assess: async (_em, { userId, badge, title }) => {
    return { userId, causeId: idOfParts("badge", badge), holds: true, at: new Date(), data: { badge, badgeTitle: title } };
  },
  text: ({ data }, language) => messagesIn(language).activity.badgeEarned(data.badgeTitle),
});
