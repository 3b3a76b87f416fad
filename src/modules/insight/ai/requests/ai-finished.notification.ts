import { aiRequestFinished, type AiRequestFinished } from "../../../../events/ai-request-finished.event.js";
import { messagesIn } from "../../../../messages/messages.js";
import { notificationKind } from "../../../contracts/notification-kind.js";
import { createWatchMarks } from "../../../practice/submissions/live/watch-marks.js";
import type { AiKind } from "./ai-kinds.js";
import { findAiRequest } from "./ai-request.rows.js";

export const aiRequestMark = (requestId: string) => `ai-request:${requestId}`;

/** For users who ask and leave. While the account watches the request, the notification is stored as read. */
export const aiFinishedNotification = notificationKind<AiRequestFinished, { kind: AiKind }>({
  name: "ai-finished",
  title: "AI answers",
  description: "AI answered a request of yours while you were not watching.",
  channels: { IN_APP: "ON", EMAIL: "OFF", PUSH: "OFF" },
  subject: "AiRequest",
  event: aiRequestFinished,
  async tell(em, { requestId, userId }, { redis, env }) {
    const request = await findAiRequest(em, requestId);
    if (!request) return null;
    const marks = createWatchMarks({ redis, prefix: env.REDIS_PREFIX });
    return {
      to: [userId],
      data: { kind: request.kind },
      subject: { type: "AiRequest", id: requestId },
      seen: await marks.anyOf(aiRequestMark(requestId)),
    };
  },
  text({ kind }, language) {
    const words = messagesIn(language).aiFinished;
    return { title: words[kind], body: words.body };
  },
});
