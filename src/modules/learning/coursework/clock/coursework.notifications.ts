import { courseworkDueSoon, type CourseworkDueSoon } from "../../../../events/coursework-due-soon.event.js";
import { courseworkOpened, type CourseworkOpened } from "../../../../events/coursework-opened.event.js";
import { courseworkReleased, type CourseworkReleased } from "../../../../events/coursework-released.event.js";
import { messagesIn, type MessageLanguage } from "../../../../messages/messages.js";
import { rows, type EntityManager } from "../../../../platform/database/database.js";
import { notificationKind } from "../../../contracts/notification-kind.js";
import { DUE_AT, termsJoins } from "../assignments/assignment.rows.js";
import { PRESENT_MEMBERS } from "../../classes/members/present-members.js";

interface Told {
  title: string;
  /** ISO; null without a due time. */
  dueAt: string | null;
  /** Of the class. */
  zone: string;
}

interface AssignmentFacts {
  title: string;
  zone: string;
  dueAt: Date | null;
}

/** Null when it is not, or no longer, open to learners. */
async function factsOf(em: EntityManager, assignmentId: string): Promise<AssignmentFacts | null> {
  const [found] = await rows<AssignmentFacts>(
    em,
    `select a.title, a.due_at as "dueAt", c.time_zone as zone from class_assignments a join classes c on c.id = a.class_id
     where a.id = ? and a.opens_at <= now() and c.archived_at is null`,
    [assignmentId],
  );
  return found ?? null;
}

const told = ({ title, zone, dueAt }: AssignmentFacts): Told => ({ title, zone, dueAt: dueAt?.toISOString() ?? null });
const subject = (id: string) => ({ type: "ClassAssignment", id });

/** With the zone's name: readers of a mail may be elsewhere. */
function timeIn({ dueAt, zone }: Pick<Told, "dueAt" | "zone">, language: MessageLanguage): string | null {
  if (dueAt === null) return null;
  const text = new Intl.DateTimeFormat(language, { dateStyle: "medium", timeStyle: "short", timeZone: zone }).format(new Date(dueAt));
  return `${text} (${zone})`;
}

export const courseworkOpenedNotification = notificationKind<CourseworkOpened, Told>({
  name: "coursework-opened",
  title: "New assignments",
  description: "An assignment of one of your classes has opened.",
  channels: { IN_APP: "ON", EMAIL: "ON", PUSH: "OFF" },
  subject: "ClassAssignment",
  event: courseworkOpened,
  async tell(em, { assignmentId }) {
    const facts = await factsOf(em, assignmentId);
    if (!facts) return null;
    const learners = await rows<{ id: string }>(
      em,
      `select m.user_id as id from ${PRESENT_MEMBERS} m join class_assignments a on a.class_id = m.class_id where a.id = ? and m.role = 'LEARNER'`,
      [assignmentId],
    );
    return { to: learners.map(({ id }) => id), data: told(facts), subject: subject(assignmentId) };
  },
  text(data, language) {
    const words = messagesIn(language).coursework;
    return { title: words.opened(data.title), body: words.openedBody(timeIn(data, language)) };
  },
});

export const courseworkDueSoonNotification = notificationKind<CourseworkDueSoon, Told>({
  name: "coursework-due-soon",
  title: "Assignments due soon",
  description: "An assignment is due soon, and you have handed in nothing yet.",
  channels: { IN_APP: "ON", EMAIL: "ON", PUSH: "ON" },
  subject: "ClassAssignment",
  event: courseworkDueSoon,
  async tell(em, { assignmentId, dueAt, userIds }) {
    const facts = await factsOf(em, assignmentId);
    if (!facts) return null;
    // The date may have moved since the event was written.
    const still = await rows<{ id: string }>(
      em,
      `select m.user_id as id from class_assignments a join ${PRESENT_MEMBERS} m on m.class_id = a.class_id and m.role = 'LEARNER' ${termsJoins("m.user_id")}
       where a.id = ? and m.user_id in (?) and ${DUE_AT} = ?::timestamptz`,
      [assignmentId, userIds, dueAt],
    );
    if (still.length === 0) return null;
    return { to: still.map(({ id }) => id), data: { ...told(facts), dueAt }, subject: subject(assignmentId) };
  },
  text(data, language) {
    const words = messagesIn(language).coursework;
    return { title: words.dueSoon(data.title), body: words.dueSoonBody(timeIn(data, language) ?? "") };
  },
});

export const courseworkReleasedNotification = notificationKind<CourseworkReleased, Told>({
  name: "coursework-released",
  title: "Grades",
  description: "A grade of yours is released.",
  channels: { IN_APP: "ON", EMAIL: "ON", PUSH: "OFF" },
  subject: "ClassAssignment",
  event: courseworkReleased,
  async tell(em, { assignmentId }) {
    const facts = await factsOf(em, assignmentId);
    if (!facts) return null;
    const sql = `select g.user_id as id from coursework_grades g join class_assignments a on a.id = g.assignment_id
      join ${PRESENT_MEMBERS} m on m.class_id = a.class_id and m.user_id = g.user_id and m.role = 'LEARNER' where a.id = ? and a.release_at <= now()`;
    const graded = await rows<{ id: string }>(em, sql, [assignmentId]);
    return graded.length > 0 ? { to: graded.map(({ id }) => id), data: told(facts), subject: subject(assignmentId) } : null;
  },
  text({ title }, language) {
    const words = messagesIn(language).coursework;
    return { title: words.released(title), body: words.releasedBody };
  },
});
