import { classJoined } from "../../../../events/class-joined.event.js";
import { messagesIn } from "../../../../messages/messages.js";
import { activityKind } from "./activity-kind.js";

/** For members of the class only. An account that leaves and joins again has one entry. */
export const joinedClass = activityKind({
  name: "CLASS_JOINED",
  title: "Classes joined",
  description: "Became a member of a class. Only members of the class see it.",
  events: [classJoined],
  subject: "Class",
  withinClass: true,
  about: ({ userId, classId }) => `${userId} ${classId}`,
  assess: async (_em, { userId, classId }) => ({ userId, causeId: classId, holds: true, at: new Date(), subjectId: classId }),
  text: ({ title }, language) => messagesIn(language).activity.classJoined(title),
});
