import type { SignedIn } from "../../../../access/viewer.js";
import { newestFirst, readConnection } from "../../../../graphql/keyset-list.js";
import type { Connection, PageArgs } from "../../../../graphql/pagination.js";
import { AppError, badInput, notFound } from "../../../../kernel/errors.js";
import { newId } from "../../../../kernel/ids.js";
import { rows, unlessDeleted, type Database, type EntityManager } from "../../../../platform/database/database.js";
import { readLesson } from "../../../learning/content/lessons/lesson.rows.js";
import type { ProblemsService } from "../../../practice/problems/problems.service.js";
import { DRAFTS_MAX } from "../forum-limits.js";
import { openProblem } from "../threads/thread-place.js";
import { readThread } from "../threads/thread.rows.js";
import { dropDraft } from "./drop-draft.js";

export interface DraftRow {
  id: string;
  categoryId: string | null;
  problemId: string | null;
  lessonId: string | null;
  threadId: string | null;
  title: string;
  body: string;
  createdAt: Date;
  updatedAt: Date;
}

export interface DraftInput {
  id?: string | null;
  categoryId?: string | null;
  problemId?: string | null;
  lessonId?: string | null;
  threadId?: string | null;
  title?: string | null;
  body?: string | null;
}

const COLUMNS = `d.id, d.category_id as "categoryId", d.problem_id as "problemId", d.lesson_id as "lessonId", d.thread_id as "threadId", d.title,
  d.body, d.created_at as "createdAt", d.updated_at as "updatedAt"`;
const NEWEST_FIRST = newestFirst<DraftRow>("d.id");

export interface DraftsService {
  /** Replaces the draft if an id is given. NOT_FOUND for a place that the viewer may not see. */
  save(viewer: SignedIn, draft: DraftInput): Promise<DraftRow>;
  /** Returns whether there was one. */
  remove(viewer: SignedIn, id: string): Promise<boolean>;
  list(em: EntityManager, viewer: SignedIn, page: PageArgs): Promise<Connection<DraftRow>>;
  byIds(em: EntityManager, viewer: SignedIn, ids: readonly string[]): Promise<DraftRow[]>;
}

export function createDraftsService({ db, problems }: { db: Database; problems: ProblemsService }): DraftsService {
  const expectPlace = async (em: EntityManager, viewer: SignedIn, { categoryId, problemId, lessonId, threadId }: DraftInput) => {
    if ([categoryId, problemId, lessonId, threadId].filter((id) => id != null).length > 1)
      throw badInput("input.threadId", "A draft is for at most one place.");
    if (problemId != null) await openProblem(em, viewer, problems, problemId);
    if (lessonId != null) await readLesson(em, viewer, lessonId);
    if (threadId != null) await readThread(em, viewer, threadId);
    if (categoryId != null && (await rows(em, "select 1 from forum_categories where id = ?", [categoryId])).length === 0)
      throw notFound("category");
  };

  return {
    save: (viewer, draft) =>
      unlessDeleted(
        "place",
        db.transaction(async (tx) => {
          await expectPlace(tx, viewer, draft);
          const { id, categoryId = null, problemId = null, lessonId = null, threadId = null, title, body } = draft;
          const values = [categoryId, problemId, lessonId, threadId, title ?? "", body ?? ""];
          if (id != null) {
            const [row] = await rows<DraftRow>(
              tx,
              `update forum_drafts d set category_id = ?, problem_id = ?, lesson_id = ?, thread_id = ?, title = ?, body = ?, updated_at = now()
               where d.id = ? and d.user_id = ? returning ${COLUMNS}`,
              [...values, id, viewer.id],
            );
            if (!row) throw notFound("draft");
            return row;
          }
          await tx.execute("select from users where id = ? for no key update", [viewer.id]);
          const [row] = await rows<DraftRow>(
            tx,
            `insert into forum_drafts as d (id, user_id, category_id, problem_id, lesson_id, thread_id, title, body)
             select ?, ?, ?, ?, ?, ?, ?, ? where (select count(*) from forum_drafts where user_id = ?) < ${DRAFTS_MAX} returning ${COLUMNS}`,
            [newId(), viewer.id, ...values, viewer.id],
          );
          if (!row) throw new AppError("CONFLICT", `An account has at most ${DRAFTS_MAX} drafts. Delete one first.`);
          return row;
        }),
      ),

    remove: (viewer, id) => dropDraft(db.em.fork(), viewer, id),

    list(em, viewer, page) {
      const conditions = [{ sql: "d.user_id = ?", params: [viewer.id] }];
      return readConnection(em, { select: COLUMNS, from: "from forum_drafts d", conditions }, page, NEWEST_FIRST);
    },

    byIds: (em, viewer, ids) => rows(em, `select ${COLUMNS} from forum_drafts d where d.user_id = ? and d.id in (?)`, [viewer.id, ids]),
  };
}
