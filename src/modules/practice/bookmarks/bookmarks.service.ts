import type { SignedIn } from "../../../access/viewer.js";
import { newestFirst, readConnection } from "../../../graphql/keyset-list.js";
import { type Connection, type PageArgs } from "../../../graphql/pagination.js";
import { AppError } from "../../../kernel/errors.js";
import { newId } from "../../../kernel/ids.js";
import { rows, unlessDeleted, type Database, type EntityManager } from "../../../platform/database/database.js";
import { readableBy } from "../problems/list/problem-conditions.js";
import type { ProblemRow } from "../problems/problem.rows.js";
import type { ProblemsService } from "../problems/problems.service.js";
import type { BookmarkRow } from "./bookmark.type.js";

/** Includes bookmarks of problems that the viewer may not read now. */
export const MOST_BOOKMARKS = 1000;

const BOOKMARK_COLUMNS = `b.id, b.problem_id as "problemId", b.created_at as "createdAt"`;
const FROM_BOOKMARKS = "from bookmarks b join problems p on p.id = b.problem_id";
const NEWEST_FIRST = newestFirst<BookmarkRow>("b.id");

export interface BookmarksService {
  /** Returns the existing bookmark if there is one. NOT_FOUND for a problem that the viewer may not read. */
  add(em: EntityManager, viewer: SignedIn, problemId: string): Promise<{ bookmark: BookmarkRow; problem: ProblemRow }>;
  /** Returns the id of the bookmark; null if there was none. */
  remove(em: EntityManager, viewer: SignedIn, problemId: string): Promise<string | null>;
  list(em: EntityManager, viewer: SignedIn, page: PageArgs): Promise<Connection<BookmarkRow>>;
  /** Those of the list, in any order. */
  byIds(em: EntityManager, viewer: SignedIn, ids: readonly string[]): Promise<BookmarkRow[]>;
}

export function createBookmarksService({ db, problems }: { db: Database; problems: ProblemsService }): BookmarksService {
  const save = (userId: string, problemId: string) =>
    db.transaction(async (em): Promise<BookmarkRow> => {
      // Serializes additions of one account. A lock inside the insert would be too late: its count is from before the wait.
      await em.execute("select from users where id = ? for no key update", [userId]);
      const [added] = await rows<BookmarkRow>(
        em,
        `insert into bookmarks as b (id, user_id, problem_id)
         select ?, ?, ? where (select count(*) from bookmarks where user_id = ?) < ${MOST_BOOKMARKS}
         on conflict on constraint bookmarks_user_problem_unique do nothing returning ${BOOKMARK_COLUMNS}`,
        [newId(), userId, problemId, userId],
      );
      if (added) return added;
      const [present] = await rows<BookmarkRow>(
        em,
        `select ${BOOKMARK_COLUMNS} from bookmarks b where b.user_id = ? and b.problem_id = ?`,
        [userId, problemId],
      );
      if (!present) throw new AppError("CONFLICT", `An account has at most ${MOST_BOOKMARKS} bookmarks. Remove one first.`);
      return present;
    });

  return {
    async add(em, viewer, problemId) {
      const problem = await problems.read(em, viewer, { id: problemId });
      return { problem, bookmark: await unlessDeleted("problem", save(viewer.id, problemId)) };
    },

    async remove(em, viewer, problemId) {
      const sql = "delete from bookmarks where user_id = ? and problem_id = ? returning id";
      const [removed] = await rows<{ id: string }>(em, sql, [viewer.id, problemId]);
      return removed?.id ?? null;
    },

    list: (em, viewer, page) =>
      readConnection(
        em,
        { select: BOOKMARK_COLUMNS, from: FROM_BOOKMARKS, conditions: [{ sql: "b.user_id = ?", params: [viewer.id] }, readableBy(viewer)] },
        page,
        NEWEST_FIRST,
      ),

    byIds(em, viewer, ids) {
      const readable = readableBy(viewer);
      return rows(em, `select ${BOOKMARK_COLUMNS} ${FROM_BOOKMARKS} where b.user_id = ? and b.id in (?) and ${readable.sql}`, [
        viewer.id,
        ids,
        ...readable.params,
      ]);
    },
  };
}
