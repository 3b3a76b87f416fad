import { isAdmin } from "../../../../access/policy.js";
import type { SignedIn } from "../../../../access/viewer.js";
import { lineCommentPosted } from "../../../../events/line-comment-posted.event.js";
import { AppError, badInput, notFound, nullIfNotFound } from "../../../../kernel/errors.js";
import { newId } from "../../../../kernel/ids.js";
import { rows, type Database, type EntityManager, type Transaction } from "../../../../platform/database/database.js";
import { announce } from "../../../../platform/outbox/outbox.js";
import type { PubSub } from "../../../../platform/redis/pub-sub.js";
import { changedMeanwhile } from "../../../base/settings/settings.service.js";
import { expectActive, mayGradeClass, mayRunClass } from "../../classes/class.rows.js";
import { assignmentToGrade, readAssignment } from "../../coursework/assignments/assignment.rows.js";
import { COMMENTS_MAX, REPLIES_MAX } from "../feedback-limits.js";
import { lineCommentsTopic } from "./line-comments.topic.js";
import { lineCommentsById, type LineCommentRow } from "./line-comment.rows.js";
import { expectLines, type CommentPlace } from "./comment-place.js";

export interface NewLineComment extends CommentPlace {
  body: string;
  draft: boolean;
}

export interface LineCommentChange {
  id: string;
  expectedVersion: number;
  body?: string | null;
  draft?: boolean | null;
}

export interface LineCommentsService {
  add(viewer: SignedIn, comment: NewLineComment): Promise<LineCommentRow>;
  /** By its author. A comment that is shown cannot become a draft again. */
  update(viewer: SignedIn, change: LineCommentChange): Promise<LineCommentRow>;
  /** By its author, and instructors of the class. */
  remove(viewer: SignedIn, id: string): Promise<void>;
  /** By the learners whose work it is, and staff. */
  reply(viewer: SignedIn, id: string, body: string): Promise<LineCommentRow>;
  /** By its author, and instructors of the class. */
  removeReply(viewer: SignedIn, replyId: string): Promise<LineCommentRow>;
}

export function createLineCommentsService({ db, pubSub }: { db: Database; pubSub: PubSub }): LineCommentsService {
  const find = async (em: EntityManager, viewer: SignedIn, id: string): Promise<LineCommentRow> => {
    const [row] = await lineCommentsById(em, viewer, [id]);
    if (!row) throw notFound("comment");
    return row;
  };
  /** Locked for a change of its thread. CONFLICT once the class is archived. */
  const toChange = async (tx: Transaction, viewer: SignedIn, id: string) => {
    await tx.execute("select from line_comments where id = ? for update", [id]);
    const comment = await find(tx, viewer, id);
    const assignment = await readAssignment(tx, viewer, comment.assignmentId);
    expectActive(assignment);
    return { comment, assignment };
  };
  const changed = async (tx: Transaction, viewer: SignedIn, { id, assignmentId }: LineCommentRow): Promise<LineCommentRow> => {
    await tx.execute("update line_comments set updated_at = now() where id = ?", [id]);
    tell(tx, assignmentId);
    return find(tx, viewer, id);
  };
  const tell = (tx: Transaction, assignmentId: string) =>
    tx.afterCommit(() => pubSub.publish(lineCommentsTopic, assignmentId, { assignmentId }));

  return {
    add: (viewer, { assignmentId, submissionId, workId, fileId, lineFrom, lineTo, body, draft }) =>
      db.transaction(async (tx) => {
        await assignmentToGrade(tx, viewer, assignmentId);
        await expectLines(tx, { assignmentId, submissionId, workId, fileId, lineFrom, lineTo });
        const id = newId();
        const made = await rows(
          tx,
          `insert into line_comments (id, assignment_id, submission_id, work_id, file_id, line_from, line_to, body, draft, author_id)
           select ?, ?, ?, ?, ?, ?, ?, ?, ?, ? where (select count(*) from line_comments c where c.assignment_id = ? and c.deleted_at is null
             and (c.submission_id = ?::uuid or c.work_id = ?::uuid)) < ${COMMENTS_MAX} returning 1`,
          [
            ...[id, assignmentId, submissionId ?? null, workId ?? null, fileId ?? null, lineFrom, lineTo, body, draft, viewer.id],
            ...[assignmentId, submissionId ?? null, workId ?? null],
          ],
        );
        if (made.length === 0) throw new AppError("CONFLICT", `There are ${COMMENTS_MAX} comments on this work already.`);
        if (!draft) announce(tx, lineCommentPosted, { commentId: id, replyId: null });
        tell(tx, assignmentId);
        return find(tx, viewer, id);
      }),

    update: (viewer, { id, expectedVersion, body, draft }) =>
      db.transaction(async (tx) => {
        const { comment, assignment } = await toChange(tx, viewer, id);
        if (!mayGradeClass(assignment) || comment.authorId !== viewer.id)
          throw new AppError("FORBIDDEN", "Only its author may change a comment.");
        if (comment.version !== expectedVersion) throw changedMeanwhile("comment");
        if (draft === true && !comment.hidden) throw badInput("input.draft", "The learner can see this comment already.");
        await tx.execute("update line_comments set body = ?, draft = draft and ?::boolean, version = version + 1 where id = ?", [
          ...[body ?? comment.body, draft ?? true, id],
        ]);
        if (draft === false && comment.hidden) announce(tx, lineCommentPosted, { commentId: id, replyId: null });
        return changed(tx, viewer, comment);
      }),

    remove: (viewer, id) =>
      db.transaction(async (tx) => {
        const { comment, assignment } = await toChange(tx, viewer, id);
        if (!mayRunClass(assignment) && !(mayGradeClass(assignment) && comment.authorId === viewer.id))
          throw new AppError("FORBIDDEN", "Only its author and instructors of the class may delete a comment.");
        await tx.execute("delete from line_comment_replies where comment_id = ?", [id]);
        await tx.execute("update line_comments set body = '', deleted_at = now(), updated_at = now() where id = ?", [id]);
        tell(tx, comment.assignmentId);
      }),

    reply: (viewer, id, body) =>
      db.transaction(async (tx) => {
        const { comment } = await toChange(tx, viewer, id);
        const replyId = newId();
        const made = await rows(
          tx,
          `insert into line_comment_replies (id, comment_id, author_id, body) select ?, ?, ?, ?
           where (select count(*) from line_comment_replies where comment_id = ?) < ${REPLIES_MAX} returning 1`,
          [replyId, id, viewer.id, body, id],
        );
        if (made.length === 0) throw new AppError("CONFLICT", `A comment has at most ${REPLIES_MAX} replies.`);
        announce(tx, lineCommentPosted, { commentId: id, replyId });
        return changed(tx, viewer, comment);
      }),

    removeReply: (viewer, replyId) =>
      db.transaction(async (tx) => {
        const sql = `select comment_id as "commentId", author_id as "authorId" from line_comment_replies where id = ?`;
        const [reply] = await rows<{ commentId: string; authorId: string }>(tx, sql, [replyId]);
        const found = reply && (await nullIfNotFound(toChange(tx, viewer, reply.commentId)));
        if (!found) throw notFound("reply");
        const { comment, assignment } = found;
        if (reply.authorId !== viewer.id && !mayRunClass(assignment) && !isAdmin(viewer))
          throw new AppError("FORBIDDEN", "Only its author and instructors of the class may delete a reply.");
        await tx.execute("delete from line_comment_replies where id = ?", [replyId]);
        return changed(tx, viewer, comment);
      }),
  };
}
