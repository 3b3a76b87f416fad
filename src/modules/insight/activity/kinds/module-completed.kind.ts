import { moduleCompleted } from "../../../../events/module-completed.event.js";
import { messagesIn } from "../../../../messages/messages.js";
import { activityKind } from "./activity-kind.js";

export const completedModule = activityKind({
  name: "MODULE_COMPLETED",
  title: "Modules completed",
  description: "Completed all lessons and assignments of a module of a track.",
  events: [moduleCompleted],
  subject: "TrackModule",
  about: ({ userId, moduleId }) => `${userId} ${moduleId}`,
  assess: async (_em, { userId, moduleId }) => ({ userId, causeId: moduleId, holds: true, at: new Date(), subjectId: moduleId }),
  text: ({ title }, language) => messagesIn(language).activity.moduleCompleted(title),
});
