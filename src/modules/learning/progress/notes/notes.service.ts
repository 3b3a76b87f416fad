import type { SignedIn } from "../../../../access/viewer.js";
import { newestFirst, readConnection, type ListSql } from "../../../../graphql/keyset-list.js";
import type { Connection, PageArgs } from "../../../../graphql/pagination.js";
import { AppError, badInput, notFound } from "../../../../kernel/errors.js";
import { isId, newId } from "../../../../kernel/ids.js";
import { rows, unlessDeleted, type Database, type EntityManager } from "../../../../platform/database/database.js";
import { readLesson } from "../../content/lessons/lesson.rows.js";
import type { NoteRow } from "./note.rows.js";
import type { CreateLessonNoteInput, LessonNoteFilter, UpdateLessonNoteInput } from "./note.type.js";

export const MOST_NOTES = 5000;

const COLUMNS = `n.id, n.lesson_id as "lessonId", n.block_key as "blockKey", n.text, n.created_at as "createdAt", n.updated_at as "updatedAt"`;
const NEWEST_FIRST = newestFirst<NoteRow>("n.id");

/** Notes of others are NOT_FOUND, also for admins. */
export interface NotesService {
  /** NOT_FOUND for a hidden lesson, BAD_USER_INPUT for a key that it does not have, CONFLICT for too many notes. */
  create(viewer: SignedIn, input: CreateLessonNoteInput): Promise<NoteRow>;
  update(viewer: SignedIn, input: UpdateLessonNoteInput): Promise<NoteRow>;
  remove(viewer: SignedIn, id: string): Promise<void>;
  /** Newest first. */
  list(em: EntityManager, viewer: SignedIn, page: PageArgs, filter: LessonNoteFilter): Promise<Connection<NoteRow>>;
  byIds(em: EntityManager, viewer: SignedIn, ids: readonly string[]): Promise<NoteRow[]>;
}

export function createNotes({ db }: { db: Database }): NotesService {
  return {
    async create(viewer, { lessonId, blockKey, text }) {
      await readLesson(db.em.fork(), viewer, lessonId);
      const writing = db.transaction(async (tx) => {
        // Serializes additions of one account, so that they can't exceed the limit together.
        await tx.execute("select from users where id = ? for no key update", [viewer.id]);
        const key = blockKey?.toLowerCase() ?? null;
        if (key !== null) {
          const [block] = await rows(tx, "select 1 from lesson_blocks where lesson_id = ? and key = ?", [lessonId, key]);
          if (!block) throw badInput("input.blockKey", "The lesson has no such block.", "UNKNOWN_VALUE");
        }
        const [note] = await rows<NoteRow>(
          tx,
          `insert into lesson_notes as n (id, user_id, lesson_id, block_key, text)
           select ?, ?, ?, ?, ? where (select count(*) from lesson_notes where user_id = ?) < ${MOST_NOTES} returning ${COLUMNS}`,
          [newId(), viewer.id, lessonId, key, text, viewer.id],
        );
        if (!note) throw new AppError("CONFLICT", `An account has at most ${MOST_NOTES} notes. Delete one first.`);
        return note;
      });
      return unlessDeleted("lesson", writing);
    },

    async update(viewer, { id, text }) {
      const sql = `update lesson_notes n set text = ?, updated_at = now() where n.id = ? and n.user_id = ? returning ${COLUMNS}`;
      const [note] = isId(id) ? await rows<NoteRow>(db.em.fork(), sql, [text, id, viewer.id]) : [];
      if (!note) throw notFound("note");
      return note;
    },

    async remove(viewer, id) {
      const sql = "delete from lesson_notes where id = ? and user_id = ? returning 1";
      if (!isId(id) || (await rows(db.em.fork(), sql, [id, viewer.id])).length === 0) throw notFound("note");
    },

    list: (em, viewer, page, filter) =>
      readConnection(
        em,
        {
          select: COLUMNS,
          from: "from lesson_notes n",
          conditions: [{ sql: "n.user_id = ?", params: [viewer.id] }, ...matching(filter)],
        },
        page,
        NEWEST_FIRST,
      ),

    byIds: (em, viewer, ids) => rows(em, `select ${COLUMNS} from lesson_notes n where n.user_id = ? and n.id in (?)`, [viewer.id, ids]),
  };
}

function* matching({ trackId, lessonId }: LessonNoteFilter): Generator<ListSql["conditions"][number]> {
  if (trackId != null) yield { sql: "n.lesson_id in (select l.id from lessons l where l.track_id = ?)", params: [trackId] };
  if (lessonId != null) yield { sql: "n.lesson_id = ?", params: [lessonId] };
}
