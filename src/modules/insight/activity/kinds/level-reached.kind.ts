import { levelReached, type LevelReached } from "../../../../events/level-reached.event.js";
import { idOfParts } from "../../../../kernel/ids.js";
import { messagesIn } from "../../../../messages/messages.js";
import { activityKind } from "./activity-kind.js";

export interface ReachedLevel {
  level: number;
}

/** Once per level. Stays when a rejudge takes the XP away, as badges do. */
export const reachedLevel = activityKind<LevelReached, ReachedLevel>({
  name: "LEVEL_REACHED",
  title: "Levels",
  description: "Reached a level.",
  events: [levelReached],
  about: ({ userId, level }) => `${userId} ${level}`,
  assess: async (_em, { userId, level }) => {
    return { userId, causeId: idOfParts("level", String(level)), holds: true, at: new Date(), data: { level } };
  },
  text: ({ data }, language) => messagesIn(language).activity.levelReached(data.level),
});
