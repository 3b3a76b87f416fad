import { groupHintGiven, type GroupHintGiven } from "../../../../events/group-hint-given.event.js";
import { messagesIn } from "../../../../messages/messages.js";
import { rows } from "../../../../platform/database/database.js";
import { notificationKind } from "../../../contracts/notification-kind.js";

export const groupHintNotification = notificationKind<GroupHintGiven, { title: string }>({
  name: "group-hint",
  title: "Hints for wrong answers",
  description: "Your instructor has written a hint for all whose submissions fail like yours.",
  channels: { IN_APP: "ON", EMAIL: "OFF", PUSH: "OFF" },
  subject: "GroupHint",
  event: groupHintGiven,
  async tell(em, { hintId, userIds }) {
    // The hint may have been withdrawn since, and a rejudge may have moved answers.
    const present = await rows<{ id: string; title: string }>(
      em,
      `select distinct w.user_id as id, p.title from group_hints h join wrong_answer_groups g on g.id = h.group_id
       join problems p on p.id = g.problem_id join wrong_answers w on w.group_id = g.id
       where h.id = ? and h.withdrawn_at is null and w.user_id in (?)`,
      [hintId, userIds],
    );
    if (present.length === 0) return null;
    return { to: present.map(({ id }) => id), data: { title: present[0]!.title }, subject: { type: "GroupHint", id: hintId } };
  },
  text({ title }, language) {
    const words = messagesIn(language).feedback;
    return { title: words.hint(title), body: words.hintBody };
  },
});
