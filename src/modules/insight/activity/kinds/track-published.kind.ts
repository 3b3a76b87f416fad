import { trackChanged } from "../../../../events/track-changed.event.js";
import { messagesIn } from "../../../../messages/messages.js";
import { rows } from "../../../../platform/database/database.js";
import { activityKind } from "./activity-kind.js";

interface Published {
  authorId: string;
  published: boolean;
  at: Date;
}

/** Of the author, not of co-authors. One entry, however often the track changes. */
export const trackPublished = activityKind({
  name: "TRACK_PUBLISHED",
  title: "Tracks published",
  description: "Published a track as its author.",
  events: [trackChanged],
  subject: "Track",
  about: ({ trackId }) => trackId,
  async assess(em, { trackId }) {
    const [found] = await rows<Published>(
      em,
      `select author_id as "authorId", status = 'PUBLISHED' as published, published_at as at from tracks where id = ? and published_at is not null`,
      [trackId],
    );
    return found ? { userId: found.authorId, causeId: trackId, holds: found.published, at: found.at, subjectId: trackId } : null;
  },
  text: ({ title }, language) => messagesIn(language).activity.trackPublished(title),
});
