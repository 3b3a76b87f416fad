import type { SignedIn } from "../../../../access/viewer.js";
import { newestFirst, readConnection } from "../../../../graphql/keyset-list.js";
import type { Connection, PageArgs } from "../../../../graphql/pagination.js";
import { AppError } from "../../../../kernel/errors.js";
import { newId } from "../../../../kernel/ids.js";
import { rows, unlessDeleted, type Database, type EntityManager } from "../../../../platform/database/database.js";
import { readableLessons, readLesson, type LessonRow } from "../../content/lessons/lesson.rows.js";

export interface LessonBookmarkRow {
  id: string;
  lessonId: string;
  createdAt: Date;
}

/** Includes bookmarks of lessons that the viewer may not read now. */
export const MOST_LESSON_BOOKMARKS = 1000;

const COLUMNS = `b.id, b.lesson_id as "lessonId", b.created_at as "createdAt"`;
const FROM = "from lesson_bookmarks b join lessons l on l.id = b.lesson_id join tracks t on t.id = l.track_id";
const NEWEST_FIRST = newestFirst<LessonBookmarkRow>("b.id");

export interface LessonBookmarks {
  /** Returns the existing bookmark if there is one. NOT_FOUND for a hidden lesson, CONFLICT for too many. */
  add(viewer: SignedIn, lessonId: string): Promise<{ bookmark: LessonBookmarkRow; lesson: LessonRow }>;
  /** Returns the id of the bookmark; null if there was none. */
  remove(viewer: SignedIn, lessonId: string): Promise<string | null>;
  /** Newest first. */
  list(em: EntityManager, viewer: SignedIn, page: PageArgs, trackId: string | null): Promise<Connection<LessonBookmarkRow>>;
  byIds(em: EntityManager, viewer: SignedIn, ids: readonly string[]): Promise<LessonBookmarkRow[]>;
}

export function createLessonBookmarks({ db }: { db: Database }): LessonBookmarks {
  const save = (userId: string, lessonId: string) =>
    db.transaction(async (em): Promise<LessonBookmarkRow> => {
      // Serializes additions of one account, so that they can't exceed the limit together.
      await em.execute("select from users where id = ? for no key update", [userId]);
      const [added] = await rows<LessonBookmarkRow>(
        em,
        `insert into lesson_bookmarks as b (id, user_id, lesson_id)
         select ?, ?, ? where (select count(*) from lesson_bookmarks where user_id = ?) < ${MOST_LESSON_BOOKMARKS}
         on conflict on constraint lesson_bookmarks_user_lesson_unique do nothing returning ${COLUMNS}`,
        [newId(), userId, lessonId, userId],
      );
      if (added) return added;
      const sql = `select ${COLUMNS} from lesson_bookmarks b where b.user_id = ? and b.lesson_id = ?`;
      const [present] = await rows<LessonBookmarkRow>(em, sql, [userId, lessonId]);
      if (!present)
        throw new AppError("CONFLICT", `An account has at most ${MOST_LESSON_BOOKMARKS} bookmarks of lessons. Remove one first.`);
      return present;
    });

  return {
    async add(viewer, lessonId) {
      const lesson = await readLesson(db.em.fork(), viewer, lessonId);
      return { lesson, bookmark: await unlessDeleted("lesson", save(viewer.id, lessonId)) };
    },

    async remove(viewer, lessonId) {
      const sql = "delete from lesson_bookmarks where user_id = ? and lesson_id = ? returning id";
      return (await rows<{ id: string }>(db.em.fork(), sql, [viewer.id, lessonId]))[0]?.id ?? null;
    },

    list: (em, viewer, page, trackId) =>
      readConnection(
        em,
        {
          select: COLUMNS,
          from: FROM,
          conditions: [
            { sql: "b.user_id = ?", params: [viewer.id] },
            readableLessons(viewer),
            ...(trackId === null ? [] : [{ sql: "l.track_id = ?", params: [trackId] }]),
          ],
        },
        page,
        NEWEST_FIRST,
      ),

    byIds(em, viewer, ids) {
      const { sql, params } = readableLessons(viewer);
      return rows(em, `select ${COLUMNS} ${FROM} where b.user_id = ? and b.id in (?) and ${sql}`, [viewer.id, ids, ...params]);
    },
  };
}
