import { forumAnswerAccepted } from "../../../../events/forum-answer-accepted.event.js";
import { messagesIn } from "../../../../messages/messages.js";
import { rows } from "../../../../platform/database/database.js";
import { activityKind } from "./activity-kind.js";

interface Answer {
  userId: string;
  at: Date | null;
}

/** An own answer to an own question is no entry. */
export const answerAccepted = activityKind({
  name: "ANSWER_ACCEPTED",
  title: "Accepted answers",
  description: "Answered a question in the forum, and the answer was accepted.",
  events: [forumAnswerAccepted],
  subject: "ForumThread",
  about: ({ replyId }) => replyId,
  async assess(em, { threadId, replyId }) {
    const [found] = await rows<Answer>(
      em,
      `select r.author_id as "userId", r.accepted_at as at from forum_posts r join forum_posts op on op.id = r.thread_id
       where r.id = ? and r.author_id is not null and op.author_id is distinct from r.author_id`,
      [replyId],
    );
    if (!found) return null;
    return { userId: found.userId, causeId: replyId, holds: found.at !== null, at: found.at ?? new Date(), subjectId: threadId };
  },
  text: ({ title }, language) => messagesIn(language).activity.answerAccepted(title),
});
