import { interviewHeld, type InterviewHeld } from "../../../../events/interview-held.event.js";
import { messagesIn } from "../../../../messages/messages.js";
import { rows } from "../../../../platform/database/database.js";
import { activityKind } from "./activity-kind.js";

/** Without a subject: only its two participants see an interview, and nobody learns from an entry with whom it was. */
export const heldInterview = activityKind<InterviewHeld, { minutes: number }>({
  name: "INTERVIEW_HELD",
  title: "Interviews",
  description: "Took part in an interview. Never says with whom.",
  events: [interviewHeld],
  about: ({ interviewId, userId }) => `${interviewId} ${userId}`,
  async assess(em, { interviewId, userId }) {
    const [found] = await rows<{ at: Date; minutes: number }>(
      em,
      `select r.started_at as at, i.minutes from interviews i join interview_rooms r on r.interview_id = i.id
       join interview_participants p on p.interview_id = i.id and p.user_id = ?
       where i.id = ? and i.status = 'FINISHED' and r.started_at is not null`,
      [userId, interviewId],
    );
    return found ? { userId, causeId: interviewId, holds: true, at: found.at, data: { minutes: found.minutes } } : null;
  },
  text: ({ data }, language) => messagesIn(language).activity.interviewHeld(data.minutes),
});
