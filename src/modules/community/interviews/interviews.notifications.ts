import { interviewChanged, type InterviewChange, type InterviewChanged } from "../../../events/interview-changed.event.js";
import { interviewDueSoon, type InterviewDueSoon } from "../../../events/interview-due-soon.event.js";
import { interviewFeedbackGiven, type InterviewFeedbackGiven } from "../../../events/interview-feedback-given.event.js";
import { messagesIn, type MessageLanguage } from "../../../messages/messages.js";
import { rows, type EntityManager } from "../../../platform/database/database.js";
import { notificationKind } from "../../contracts/notification-kind.js";

interface Facts {
  sequence: number;
  startsAt: Date;
  people: string[];
}

/** Participants with an active account. */
async function factsOf(em: EntityManager, interviewId: string): Promise<Facts | null> {
  const [found] = await rows<Facts>(
    em,
    `select i.sequence, i.starts_at as "startsAt", array(select p.user_id::text from interview_participants p
         join users u on u.id = p.user_id and u.deleted_at is null and u.suspended_at is null where p.interview_id = i.id order by p.seat) as people
     from interviews i where i.id = ?`,
    [interviewId],
  );
  return found ?? null;
}

const subjectOf = (id: string) => ({ type: "Interview", id });

/** Readers are in several zones; the interview itself shows the time in theirs. */
function timeIn(startsAt: string, language: MessageLanguage): string {
  return `${new Intl.DateTimeFormat(language, { dateStyle: "medium", timeStyle: "short", timeZone: "UTC" }).format(new Date(startsAt))} (UTC)`;
}

const changed = notificationKind<InterviewChanged, { change: InterviewChange; startsAt: string }>({
  name: "interview-changed",
  title: "Interviews",
  description: "An interview of yours was proposed, confirmed, moved or cancelled, or somebody did not come.",
  channels: { IN_APP: "ON", EMAIL: "ON", PUSH: "ON" },
  subject: "Interview",
  event: interviewChanged,
  async tell(em, { interviewId, change, actorId, sequence }) {
    const facts = await factsOf(em, interviewId);
    // A later change has its own notification.
    if (!facts || facts.sequence !== sequence) return null;
    const to = facts.people.filter((id) => id !== actorId);
    const data = { change, startsAt: facts.startsAt.toISOString() };
    return to.length === 0 ? null : { to, data, subject: subjectOf(interviewId), thread: `interview:${interviewId}` };
  },
  text({ change, startsAt }, language) {
    const words = messagesIn(language).interview;
    return { title: words.changed[change](timeIn(startsAt, language)), body: words.changedBody[change] };
  },
});

const dueSoon = notificationKind<InterviewDueSoon, { hours: number; startsAt: string }>({
  name: "interview-due-soon",
  title: "Reminders of interviews",
  description: "An interview of yours starts within a day, or within an hour.",
  channels: { IN_APP: "ON", EMAIL: "ON", PUSH: "ON" },
  subject: "Interview",
  event: interviewDueSoon,
  async tell(em, { interviewId, startsAt, hours }) {
    const facts = await factsOf(em, interviewId);
    // The start may have moved since.
    if (facts?.startsAt.toISOString() !== new Date(startsAt).toISOString() || facts.people.length === 0) return null;
    return { to: facts.people, data: { hours, startsAt }, subject: subjectOf(interviewId), thread: `interview:${interviewId}` };
  },
  text({ hours, startsAt }, language) {
    return { title: messagesIn(language).interview.dueSoon(hours), body: timeIn(startsAt, language) };
  },
});

const feedback = notificationKind<InterviewFeedbackGiven, Record<string, never>>({
  name: "interview-feedback",
  title: "Feedback about interviews",
  description: "The other participant of an interview has rated you.",
  channels: { IN_APP: "ON", EMAIL: "OFF", PUSH: "OFF" },
  subject: "Interview",
  event: interviewFeedbackGiven,
  async tell(em, { interviewId, toId }) {
    const facts = await factsOf(em, interviewId);
    return facts?.people.includes(toId) ? { to: [toId], data: {}, subject: subjectOf(interviewId) } : null;
  },
  text(_, language) {
    const words = messagesIn(language).interview;
    return { title: words.feedback, body: words.feedbackBody };
  },
});

export const interviewNotifications = [changed, dueSoon, feedback];
