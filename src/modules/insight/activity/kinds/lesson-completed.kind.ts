import { lessonCompleted } from "../../../../events/lesson-completed.event.js";
import { messagesIn } from "../../../../messages/messages.js";
import { activityKind } from "./activity-kind.js";

/** Stays when the learner takes the completion back. */
export const completedLesson = activityKind({
  name: "LESSON_COMPLETED",
  title: "Lessons completed",
  description: "Completed a lesson.",
  events: [lessonCompleted],
  subject: "Lesson",
  about: ({ userId, lessonId }) => `${userId} ${lessonId}`,
  assess: async (_em, { userId, lessonId }) => ({ userId, causeId: lessonId, holds: true, at: new Date(), subjectId: lessonId }),
  text: ({ title }, language) => messagesIn(language).activity.lessonCompleted(title),
});
