import type { Viewer } from "../../../../access/viewer.js";
import type { ListSql } from "../../../../graphql/keyset-list.js";
import { notFound } from "../../../../kernel/errors.js";
import { isId } from "../../../../kernel/ids.js";
import { rows, type EntityManager } from "../../../../platform/database/database.js";
import type { PostState, ThreadKind } from "../posts/post-state.js";
import { moderatedBy, visibleThreads } from "./thread-access.js";

/** A thread with its opening post, as the viewer sees it. */
export interface ThreadRow {
  id: string;
  categoryId: string | null;
  problemId: string | null;
  lessonId: string | null;
  kind: ThreadKind;
  language: string | null;
  tags: string[];
  replyCount: number;
  score: number;
  upVotes: number;
  downVotes: number;
  hot: number;
  answeredAt: Date | null;
  lockedAt: Date | null;
  pinnedAt: Date | null;
  lastActivityAt: Date;
  /** Null after the account is deleted. */
  authorId: string | null;
  title: string;
  body: string;
  /** Shadowed posts are VISIBLE for their authors. */
  state: PostState;
  version: number;
  createdAt: Date;
  editedAt: Date | null;
  viewerModerates: boolean;
}

const COLUMNS = `th.id, th.category_id as "categoryId", th.problem_id as "problemId", th.lesson_id as "lessonId", th.kind, th.language, th.tags,
  th.reply_count as "replyCount", th.score, op.up_votes as "upVotes", op.down_votes as "downVotes", th.hot, th.answered_at as "answeredAt",
  th.locked_at as "lockedAt", th.pinned_at as "pinnedAt", th.last_activity_at as "lastActivityAt", op.author_id as "authorId", op.title, op.body,
  case when op.state = 'SHADOWED' and not mv.moderates then 'VISIBLE' else op.state end as state, op.version, op.created_at as "createdAt",
  op.edited_at as "editedAt", mv.moderates as "viewerModerates"`;

/** Threads `th` with opening posts `op`, and `mv.moderates`. */
export function fromThreads(viewer: Viewer): Required<Pick<ListSql, "from" | "fromParams">> {
  const { sql, params } = moderatedBy(viewer);
  return {
    from: `from forum_threads th join forum_posts op on op.id = th.id cross join lateral (select ${sql} as moderates) mv`,
    fromParams: params,
  };
}

/** Threads that the viewer may open. */
export function threadSql(viewer: Viewer): Required<ListSql> {
  return { select: COLUMNS, ...fromThreads(viewer), conditions: [visibleThreads(viewer)] };
}

/** Those that the viewer may open, in any order. */
export function threadsById(em: EntityManager, viewer: Viewer, ids: readonly string[]): Promise<ThreadRow[]> {
  const { select, from, fromParams, conditions } = threadSql(viewer);
  const [visible] = conditions;
  return rows(em, `select ${select} ${from} where th.id in (?) and ${visible!.sql}`, [...fromParams, ids, ...visible!.params]);
}

/** NOT_FOUND if the thread does not exist or the viewer may not open it. */
export async function readThread(em: EntityManager, viewer: Viewer, id: string): Promise<ThreadRow> {
  const [row] = isId(id) ? await threadsById(em, viewer, [id]) : [];
  if (!row) throw notFound("thread");
  return row;
}
