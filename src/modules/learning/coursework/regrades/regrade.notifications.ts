import { regradeDecided, type RegradeDecided } from "../../../../events/regrade-decided.event.js";
import { regradeRequested, type RegradeRequested } from "../../../../events/regrade-requested.event.js";
import { messagesIn } from "../../../../messages/messages.js";
import { rows, type EntityManager } from "../../../../platform/database/database.js";
import { notificationKind } from "../../../contracts/notification-kind.js";
import { PRESENT_MEMBERS } from "../../classes/members/present-members.js";

interface Facts {
  title: string;
  userId: string;
  classId: string;
  status: string;
}

async function factsOf(em: EntityManager, requestId: string): Promise<Facts | null> {
  const sql = `select a.title, a.class_id as "classId", r.user_id as "userId", r.status from regrade_requests r
    join class_assignments a on a.id = r.assignment_id where r.id = ?`;
  const [found] = await rows<Facts>(em, sql, [requestId]);
  return found ?? null;
}

export const regradeRequestedNotification = notificationKind<RegradeRequested, { title: string }>({
  name: "regrade-requested",
  title: "Regrade requests",
  description: "A learner of one of your classes asks for a regrade.",
  channels: { IN_APP: "ON", EMAIL: "OFF", PUSH: "OFF" },
  subject: "RegradeRequest",
  event: regradeRequested,
  async tell(em, { requestId }) {
    const facts = await factsOf(em, requestId);
    if (facts?.status !== "OPEN") return null;
    const sql = `select m.user_id as id from ${PRESENT_MEMBERS} m where class_id = ? and role <> 'LEARNER'`;
    const staff = await rows<{ id: string }>(em, sql, [facts.classId]);
    return { to: staff.map(({ id }) => id), data: { title: facts.title }, subject: { type: "RegradeRequest", id: requestId } };
  },
  text({ title }, language) {
    const words = messagesIn(language).regrade;
    return { title: words.requested(title), body: words.requestedBody };
  },
});

export const regradeDecidedNotification = notificationKind<RegradeDecided, { title: string; accepted: boolean }>({
  name: "regrade-decided",
  title: "Answers to regrade requests",
  description: "Your request for a regrade was accepted or declined.",
  channels: { IN_APP: "ON", EMAIL: "ON", PUSH: "OFF" },
  subject: "RegradeRequest",
  event: regradeDecided,
  async tell(em, { requestId }) {
    const facts = await factsOf(em, requestId);
    if (!facts) return null;
    const data = { title: facts.title, accepted: facts.status === "ACCEPTED" };
    return { to: [facts.userId], data, subject: { type: "RegradeRequest", id: requestId } };
  },
  text({ title, accepted }, language) {
    const words = messagesIn(language).regrade;
    return { title: accepted ? words.accepted(title) : words.declined(title), body: words.decidedBody };
  },
});
