import type { SignedIn } from "../../../../access/viewer.js";
import { AppError, conflictOf, notFound } from "../../../../kernel/errors.js";
import { newId } from "../../../../kernel/ids.js";
import { rows, violatedUnique, type Database, type EntityManager } from "../../../../platform/database/database.js";
import { record } from "../../../base/audit/record.js";
import { changedMeanwhile } from "../../../base/settings/settings.service.js";
import { CATEGORIES_MAX, MODERATORS_MAX } from "../forum-limits.js";
import type { CategoryStarters } from "./category.entity.js";
import { CATEGORY_COLUMNS, type CategoryRow } from "./category.rows.js";

export interface NewCategory {
  slug: string;
  name: string;
  description?: string | null;
  position?: number | null;
  starters?: CategoryStarters | null;
}

export interface CategoryChange extends Partial<Omit<NewCategory, "slug" | "name">> {
  id: string;
  expectedVersion: number;
  name?: string | null;
  archived?: boolean | null;
}

export interface CategoriesService {
  /** NOT_FOUND if there is none. */
  read(em: EntityManager, by: { id: string } | { slug: string }): Promise<CategoryRow>;
  /** CONFLICT for a slug that is taken, and with CATEGORIES_MAX categories. Viewer null: the program itself. */
  create(viewer: SignedIn | null, category: NewCategory, address: string): Promise<CategoryRow>;
  update(viewer: SignedIn | null, change: CategoryChange, address: string): Promise<CategoryRow>;
  setModerator(viewer: SignedIn, of: { categoryId: string; userId: string; moderates: boolean }, address: string): Promise<CategoryRow>;
}

export function createCategoriesService({ db }: { db: Database }): CategoriesService {
  const note = (em: EntityManager, viewer: SignedIn | null, verb: string, id: string, address: string, details: object) =>
    record(em, {
      ...{ actorId: viewer?.id ?? null, action: `forum-category.${verb}` as const, subject: { type: "forum-category", id } },
      ...{ address, details: { ...details } },
    });
  const read: CategoriesService["read"] = async (em, by) => {
    const [column, value] = "slug" in by ? ["slug", by.slug] : ["id", by.id];
    const [row] = await rows<CategoryRow>(em, `select ${CATEGORY_COLUMNS} from forum_categories c where c.${column} = ?`, [value]);
    if (!row) throw notFound("category");
    return row;
  };

  return {
    read,

    async create(viewer, { slug, name, description, position, starters }, address) {
      const writing = db.transaction(async (tx) => {
        await tx.execute("select pg_advisory_xact_lock(hashtextextended('forum-categories', 0))");
        const [row] = await rows<CategoryRow>(
          tx,
          `insert into forum_categories as c (id, slug, name, description, position, starters)
           select ?, ?, ?, ?, ?, ? where (select count(*) from forum_categories) < ${CATEGORIES_MAX} returning ${CATEGORY_COLUMNS}`,
          [newId(), slug, name, description ?? "", position ?? 0, starters ?? "EVERYONE"],
        );
        if (!row) throw new AppError("CONFLICT", `There are at most ${CATEGORIES_MAX} categories.`);
        note(tx, viewer, "created", row.id, address, { slug, name });
        return row;
      });
      return writing.catch((error: unknown) => {
        throw violatedUnique(error) === "forum_categories_slug_unique"
          ? conflictOf("input.slug", "This slug is taken. Choose another.")
          : error;
      });
    },

    update: (viewer, { id, expectedVersion, archived, ...given }, address) =>
      db.transaction(async (tx) => {
        const [before] = await rows<CategoryRow>(tx, `select ${CATEGORY_COLUMNS} from forum_categories c where c.id = ? for update`, [id]);
        if (!before) throw notFound("category");
        if (before.version !== expectedVersion) throw changedMeanwhile("category");
        const [row] = await rows<CategoryRow>(
          tx,
          `update forum_categories c set name = ?, description = ?, position = ?, starters = ?, version = c.version + 1,
             archived_at = case when ? then coalesce(c.archived_at, now()) end where c.id = ? returning ${CATEGORY_COLUMNS}`,
          [
            ...[given.name ?? before.name, given.description ?? before.description, given.position ?? before.position],
            ...[given.starters ?? before.starters, archived ?? before.archivedAt !== null, id],
          ],
        );
        note(tx, viewer, "updated", id, address, { ...given, archived: row!.archivedAt !== null });
        return row!;
      }),

    setModerator: (viewer, { categoryId, userId, moderates }, address) =>
      db.transaction(async (tx) => {
        const category = await read(tx, { id: categoryId });
        await tx.execute("select from forum_categories where id = ? for no key update", [categoryId]);
        if (moderates) {
          const [account] = await rows(tx, "select 1 from users where id = ? and deleted_at is null", [userId]);
          if (!account) throw notFound("account");
          await tx.execute(
            `insert into forum_moderators (category_id, user_id) select ?, ?
             where (select count(*) from forum_moderators where category_id = ?) < ${MODERATORS_MAX} on conflict do nothing`,
            [categoryId, userId, categoryId],
          );
          const [added] = await rows(tx, "select 1 from forum_moderators where category_id = ? and user_id = ?", [categoryId, userId]);
          if (!added) throw new AppError("CONFLICT", `A category has at most ${MODERATORS_MAX} moderators.`);
        } else await tx.execute("delete from forum_moderators where category_id = ? and user_id = ?", [categoryId, userId]);
        note(tx, viewer, moderates ? "moderator-added" : "moderator-removed", categoryId, address, { userId });
        return category;
      }),
  };
}
