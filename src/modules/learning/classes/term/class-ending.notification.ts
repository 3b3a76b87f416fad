import { classEnding, type ClassEnding } from "../../../../events/class-ending.event.js";
import { messagesIn } from "../../../../messages/messages.js";
import { rows } from "../../../../platform/database/database.js";
import { notificationKind } from "../../../contracts/notification-kind.js";
import { PRESENT_MEMBERS } from "../members/present-members.js";

interface Ending {
  title: string;
  /** Last day of the term, as YYYY-MM-DD. */
  day: string;
}

export const classEndingNotification = notificationKind<ClassEnding, Ending>({
  name: "class-ending",
  title: "Ends of terms",
  description: "A class that you teach will be archived, as its term ends.",
  channels: { IN_APP: "ON", EMAIL: "ON", PUSH: "OFF" },
  subject: "Class",
  event: classEnding,
  async tell(em, { classId, archivesAt }) {
    // The date may have moved since the event was written.
    const sql = `select c.title, c.term_ends_on::text as day from classes c where c.id = ? and c.archives_at = ?::timestamptz`;
    const [found] = await rows<Ending>(em, sql, [classId, archivesAt]);
    if (!found) return null;
    const instructors = `select m.user_id as id from ${PRESENT_MEMBERS} m where m.class_id = ? and m.role = 'INSTRUCTOR'`;
    const to = (await rows<{ id: string }>(em, instructors, [classId])).map(({ id }) => id);
    return to.length > 0 ? { to, data: found, subject: { type: "Class", id: classId } } : null;
  },
  text({ title, day }, language) {
    const words = messagesIn(language).classEnding;
    const text = new Intl.DateTimeFormat(language, { dateStyle: "long", timeZone: "UTC" }).format(new Date(`${day}T00:00:00Z`));
    return { title: words.title(title), body: words.body(text) };
  },
});
