import { trackCompleted } from "../../../../events/track-completed.event.js";
import { messagesIn } from "../../../../messages/messages.js";
import { activityKind } from "./activity-kind.js";

export const completedTrack = activityKind({
  name: "TRACK_COMPLETED",
  title: "Tracks completed",
  description: "Completed a whole track.",
  events: [trackCompleted],
  subject: "Track",
  about: ({ userId, trackId }) => `${userId} ${trackId}`,
  assess: async (_em, { userId, trackId, completedAt }) => {
    return { userId, causeId: trackId, holds: true, at: new Date(completedAt), subjectId: trackId };
  },
  text: ({ title }, language) => messagesIn(language).activity.trackCompleted(title),
});
