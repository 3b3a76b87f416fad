import type { SignedIn } from "../../../../access/viewer.js";
import { newestFirst, readConnection } from "../../../../graphql/keyset-list.js";
import type { Connection, PageArgs } from "../../../../graphql/pagination.js";
import { AppError, badInput, notFound } from "../../../../kernel/errors.js";
import { isId, newId } from "../../../../kernel/ids.js";
import { rows, type Database, type EntityManager } from "../../../../platform/database/database.js";
import type { ObjectStorage } from "../../../../platform/storage/object-storage.js";
import { textOfUpload, type TextOrFile } from "../../../base/storage/text-of-upload.js";
import { NOTEBOOK_TEXT_MAX, NOTEBOOKS_MAX } from "./notebook.entity.js";

export interface NotebookRow {
  id: string;
  title: string;
  text: string;
  createdAt: Date;
  updatedAt: Date;
}

const COLUMNS = `n.id, n.title, n.text, n.created_at as "createdAt", n.updated_at as "updatedAt"`;
const NEWEST_FIRST = newestFirst<NotebookRow>("n.id");

/** Notebooks of others are NOT_FOUND, also for admins. */
export interface NotebooksService {
  /** BAD_USER_INPUT for a file that can't be used, CONFLICT for too many. */
  create(viewer: SignedIn, input: { title: string } & TextOrFile): Promise<NotebookRow>;
  update(viewer: SignedIn, input: { id: string; title?: string; text?: string }): Promise<NotebookRow>;
  remove(viewer: SignedIn, id: string): Promise<void>;
  list(em: EntityManager, viewer: SignedIn, page: PageArgs): Promise<Connection<NotebookRow>>;
  byIds(em: EntityManager, viewer: SignedIn, ids: readonly string[]): Promise<NotebookRow[]>;
}

export async function readNotebook(em: EntityManager, viewer: SignedIn, id: string): Promise<NotebookRow> {
  const sql = `select ${COLUMNS} from notebooks n where n.id = ? and n.user_id = ?`;
  const [row] = isId(id) ? await rows<NotebookRow>(em, sql, [id, viewer.id]) : [];
  if (!row) throw notFound("notebook");
  return row;
}

export function createNotebooksService({ db, storage }: { db: Database; storage: ObjectStorage }): NotebooksService {
  return {
    async create(viewer, input) {
      const { title } = input;
      const text = await textOfUpload({ em: db.em.fork(), storage, viewer }, input, NOTEBOOK_TEXT_MAX);
      if (!/\S/.test(text)) throw badInput("input.fileId", "The file has no visible character.");
      return db.transaction(async (tx) => {
        // Serializes additions of one account, so that they can't exceed the limit together.
        await tx.execute("select from users where id = ? for no key update", [viewer.id]);
        const [row] = await rows<NotebookRow>(
          tx,
          `insert into notebooks as n (id, user_id, title, text) select ?, ?, ?, ?
           where (select count(*) from notebooks where user_id = ?) < ${NOTEBOOKS_MAX} returning ${COLUMNS}`,
          [newId(), viewer.id, title, text, viewer.id],
        );
        if (!row) throw new AppError("CONFLICT", `An account has at most ${NOTEBOOKS_MAX} notebooks. Delete one first.`);
        return row;
      });
    },

    async update(viewer, { id, title, text }) {
      const sql = `update notebooks n set title = coalesce(?, n.title), text = coalesce(?, n.text), updated_at = now()
        where n.id = ? and n.user_id = ? returning ${COLUMNS}`;
      const [row] = isId(id) ? await rows<NotebookRow>(db.em.fork(), sql, [title ?? null, text ?? null, id, viewer.id]) : [];
      if (!row) throw notFound("notebook");
      return row;
    },

    async remove(viewer, id) {
      const sql = "delete from notebooks where id = ? and user_id = ? returning 1";
      if (!isId(id) || (await rows(db.em.fork(), sql, [id, viewer.id])).length === 0) throw notFound("notebook");
    },

    list: (em, viewer, page) =>
      readConnection(
        em,
        { select: COLUMNS, from: "from notebooks n", conditions: [{ sql: "n.user_id = ?", params: [viewer.id] }] },
        page,
        NEWEST_FIRST,
      ),

    byIds: (em, viewer, ids) => rows(em, `select ${COLUMNS} from notebooks n where n.user_id = ? and n.id in (?)`, [viewer.id, ids]),
  };
}
