import { lineCommentPosted, type LineCommentPosted } from "../../../../events/line-comment-posted.event.js";
import { messagesIn } from "../../../../messages/messages.js";
import { rows } from "../../../../platform/database/database.js";
import { notificationKind } from "../../../contracts/notification-kind.js";
import { isAuthorOfWork } from "./line-comment.rows.js";
import { PRESENT_MEMBERS } from "../../classes/members/present-members.js";

interface Facts {
  title: string;
  authorId: string | null;
  replierId: string | null;
  workId: string;
  shown: boolean;
  /** Present learners whose work it is. */
  learners: string[];
  /** Present staff who wrote the comment or a reply. */
  staff: string[];
}

/** A thread is between learners and staff: each side hears of what the other one writes. */
export const lineCommentNotification = notificationKind<LineCommentPosted, { title: string; reply: boolean }>({
  name: "line-comment",
  title: "Comments on work",
  description: "There is a comment on lines of your work, or a reply.",
  channels: { IN_APP: "ON", EMAIL: "OFF", PUSH: "OFF" },
  subject: "LineComment",
  event: lineCommentPosted,
  async tell(em, { commentId, replyId }) {
    const [facts] = await rows<Facts>(
      em,
      `select a.title, c.author_id as "authorId", (select r.author_id from line_comment_replies r where r.id = ?::uuid) as "replierId",
         coalesce(c.submission_id, c.work_id) as "workId", not c.draft or coalesce(a.release_at <= now(), false) as shown,
         array(select m.user_id from ${PRESENT_MEMBERS} m where m.class_id = a.class_id and m.role = 'LEARNER' and ${isAuthorOfWork("m.user_id")})::text[] as learners,
         array(select m.user_id from ${PRESENT_MEMBERS} m where m.class_id = a.class_id and m.role <> 'LEARNER' and (m.user_id = c.author_id
           or exists (select from line_comment_replies r where r.comment_id = c.id and r.author_id = m.user_id)))::text[] as staff
       from line_comments c join class_assignments a on a.id = c.assignment_id left join submissions s on s.id = c.submission_id
       left join coursework_submissions w on w.id = c.work_id where c.id = ? and c.deleted_at is null`,
      [replyId, commentId],
    );
    const writer = replyId === null ? facts?.authorId : facts?.replierId;
    if (!facts || !writer) return null;
    const { title, workId, shown, learners, staff } = facts;
    const all = learners.includes(writer) ? [...learners, ...staff] : shown ? learners : staff;
    const to = [...new Set(all)].filter((id) => id !== writer);
    if (to.length === 0) return null;
    return {
      to,
      data: { title, reply: replyId !== null },
      subject: { type: "LineComment", id: commentId },
      thread: `line-comments:${workId}`,
    };
  },
  text({ title, reply }, language) {
    const words = messagesIn(language).feedback;
    return { title: reply ? words.reply(title) : words.comment(title), body: words.commentBody };
  },
});
