import { classMemberChanged } from "../../../../events/class-member-changed.event.js";
import { messagesIn } from "../../../../messages/messages.js";
import { rows } from "../../../../platform/database/database.js";
import { activityKind } from "./activity-kind.js";

/** For members of the class only. Not for the account that created the class; removed when a member leaves. */
export const joinedClass = activityKind({
  name: "CLASS_JOINED",
  title: "Classes joined",
  description: "Became a member of a class. Only members of the class see it.",
  events: [classMemberChanged],
  subject: "Class",
  withinClass: true,
  about: ({ userId, classId }) => `${userId} ${classId}`,
  async assess(em, { userId, classId }) {
    const [member] = await rows<{ at: Date; created: boolean }>(
      em,
      "select created_at as at, joined_by = 'CREATED' as created from class_members where class_id = ? and user_id = ?",
      [classId, userId],
    );
    const joined = member !== undefined && !member.created;
    return { userId, causeId: classId, holds: joined, at: member?.at ?? new Date(), subjectId: classId };
  },
  text: ({ title }, language) => messagesIn(language).activity.classJoined(title),
});
