import DataLoader from "dataloader";
import { isAdmin } from "../../../../access/policy.js";
import type { SignedIn } from "../../../../access/viewer.js";
import type { LoaderFactory } from "../../../../graphql/context.js";
import { newestFirst, readConnection } from "../../../../graphql/keyset-list.js";
import type { Connection, PageArgs } from "../../../../graphql/pagination.js";
import { rows, type EntityManager } from "../../../../platform/database/database.js";
import { readAssignment } from "../../coursework/assignments/assignment.rows.js";
import { REPLIES_MAX } from "../feedback-limits.js";
import { PRESENT_MEMBERS } from "../../classes/members/present-members.js";

export interface LineCommentRow {
  id: string;
  assignmentId: string;
  submissionId: string | null;
  workId: string | null;
  fileId: string | null;
  lineFrom: number;
  lineTo: number;
  body: string;
  /** Learners do not see it yet. */
  hidden: boolean;
  deleted: boolean;
  authorId: string | null;
  version: number;
  createdAt: Date;
  updatedAt: Date;
}

/** Of comment `c` on work for assignment `a`. */
const SHOWN = "(not c.draft or coalesce(a.release_at <= now(), false))";
export const COMMENT_COLUMNS = `c.id, c.assignment_id as "assignmentId", c.submission_id as "submissionId", c.work_id as "workId", c.file_id as "fileId",
  c.line_from as "lineFrom", c.line_to as "lineTo", c.body, not ${SHOWN} as hidden, c.deleted_at is not null as deleted,
  c.author_id as "authorId", c.version, c.created_at as "createdAt", c.updated_at as "updatedAt"`;

/** Joins the work: submission `s` or free work `w`. Takes the viewer's id once. */
export const FROM_COMMENTS = `from line_comments c join class_assignments a on a.id = c.assignment_id left join submissions s on s.id = c.submission_id
  left join coursework_submissions w on w.id = c.work_id left join ${PRESENT_MEMBERS} vm on vm.class_id = a.class_id and vm.user_id = ?`;
/** Whether account `who` handed in the work, alone or with a group. */
export const isAuthorOfWork = (who: string): string => `(s.user_id = ${who} or w.user_id = ${who} or exists (
  select from coursework_group_members o where o.group_id = w.group_id and o.user_id = ${who}))`;
export const visibleComments = (viewer: SignedIn): string =>
  `(${isAdmin(viewer)} or vm.role <> 'LEARNER' or (vm.role = 'LEARNER' and a.opens_at <= now() and ${SHOWN} and ${isAuthorOfWork("vm.user_id")}))`;

export interface CommentFilter {
  assignmentId: string;
  submissionId?: string | null;
  workId?: string | null;
  userId?: string | null;
}

/** Comments that the viewer may see, newest first. */
export async function listLineComments(
  em: EntityManager,
  viewer: SignedIn,
  { assignmentId, submissionId, workId, userId }: CommentFilter,
  page: PageArgs,
): Promise<Connection<LineCommentRow>> {
  await readAssignment(em, viewer, assignmentId);
  const wanted: [string, string | null | undefined, number][] = [
    ["c.submission_id = ?", submissionId, 1],
    ["c.work_id = ?", workId, 1],
    [isAuthorOfWork("?::uuid"), userId, 3],
  ];
  const conditions = [
    { sql: `c.assignment_id = ? and c.deleted_at is null and ${visibleComments(viewer)}`, params: [assignmentId] },
    ...wanted.flatMap(([sql, value, times]) => (value ? [{ sql, params: Array<string>(times).fill(value) }] : [])),
  ];
  const list = { select: COMMENT_COLUMNS, from: FROM_COMMENTS, fromParams: [viewer.id], conditions };
  return readConnection(em, list, page, newestFirst<LineCommentRow>("c.id"));
}

/** Those that the viewer may see. */
export function lineCommentsById(em: EntityManager, viewer: SignedIn, ids: readonly string[]): Promise<LineCommentRow[]> {
  const sql = `select ${COMMENT_COLUMNS} ${FROM_COMMENTS} where c.id in (?) and c.deleted_at is null and ${visibleComments(viewer)}`;
  return rows<LineCommentRow>(em, sql, [viewer.id, ids]);
}

export interface ReplyRow {
  id: string;
  commentId: string;
  authorId: string;
  body: string;
  createdAt: Date;
}

/** Oldest first, at most REPLIES_MAX. Checks no permission. */
export const repliesOfComment: LoaderFactory<string, ReplyRow[]> = ({ em }) =>
  new DataLoader(async (ids) => {
    const found = await rows<ReplyRow>(
      em,
      `select r.id, r.comment_id as "commentId", r.author_id as "authorId", r.body, r.created_at as "createdAt"
       from unnest(?::uuid[]) as c (id) cross join lateral (select * from line_comment_replies r where r.comment_id = c.id order by r.id limit ${REPLIES_MAX}) r
       order by r.id`,
      [`{${ids.join(",")}}`],
    );
    const byComment = Map.groupBy(found, ({ commentId }) => commentId);
    return ids.map((id) => byComment.get(id) ?? []);
  });
