import { forumPostPublished } from "../../../../events/forum-post-published.event.js";
import { messagesIn } from "../../../../messages/messages.js";
import { rows } from "../../../../platform/database/database.js";
import { activityKind } from "./activity-kind.js";

interface Started {
  userId: string;
  at: Date;
}

/** From when others see the thread. Replies are no entries: who follows an account would read them without their thread. */
export const threadStarted = activityKind({
  name: "THREAD_STARTED",
  title: "Threads",
  description: "Started a thread in the forum, or at a problem or a lesson.",
  events: [forumPostPublished],
  subject: "ForumThread",
  about: ({ postId }) => postId,
  async assess(em, { postId, threadId }) {
    if (postId !== threadId) return null;
    const [found] = await rows<Started>(
      em,
      `select author_id as "userId", shown_at as at from forum_posts where id = ? and author_id is not null and shown_at is not null`,
      [postId],
    );
    return found ? { userId: found.userId, causeId: threadId, holds: true, at: found.at, subjectId: threadId } : null;
  },
  text: ({ title }, language) => messagesIn(language).activity.threadStarted(title),
});
