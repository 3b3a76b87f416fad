import { catalogChanged } from "../../../../events/catalog-changed.event.js";
import { messagesIn } from "../../../../messages/messages.js";
import { rows } from "../../../../platform/database/database.js";
import { activityKind } from "./activity-kind.js";

interface Published {
  authorId: string;
  published: boolean;
  at: Date;
}

/** Of the author, not of co-authors. The event comes with every change of a published problem; there is one entry for all of them. */
export const problemPublished = activityKind({
  name: "PROBLEM_PUBLISHED",
  title: "Problems published",
  description: "Published a problem as its author.",
  events: [catalogChanged],
  subject: "Problem",
  about: ({ problemId }) => problemId,
  async assess(em, { problemId }) {
    const [found] = await rows<Published>(
      em,
      `select author_id as "authorId", status = 'PUBLISHED' as published, published_at as at from problems where id = ? and published_at is not null`,
      [problemId],
    );
    return found ? { userId: found.authorId, causeId: problemId, holds: found.published, at: found.at, subjectId: problemId } : null;
  },
  text: ({ title }, language) => messagesIn(language).activity.problemPublished(title),
});
