import DataLoader from "dataloader";
import type { LoaderFactory } from "../../../../graphql/context.js";
import { rows, type EntityManager } from "../../../../platform/database/database.js";
import { CATEGORIES_MAX } from "../forum-limits.js";
import type { CategoryStarters } from "./category.entity.js";

export interface CategoryRow {
  id: string;
  slug: string;
  name: string;
  description: string;
  position: number;
  starters: CategoryStarters;
  archivedAt: Date | null;
  version: number;
  createdAt: Date;
}

export const CATEGORY_COLUMNS = `c.id, c.slug, c.name, c.description, c.position, c.starters, c.archived_at as "archivedAt", c.version, c.created_at as "createdAt"`;

/** In order. */
export function listCategories(em: EntityManager): Promise<CategoryRow[]> {
  return rows(em, `select ${CATEGORY_COLUMNS} from forum_categories c order by c.position, c.name, c.id limit ${CATEGORIES_MAX}`);
}

export const categoryById: LoaderFactory<string, CategoryRow | null> = ({ em }) =>
  new DataLoader(async (ids) => {
    const found = await rows<CategoryRow>(em, `select ${CATEGORY_COLUMNS} from forum_categories c where c.id in (?)`, [ids]);
    const byId = new Map(found.map((row) => [row.id, row]));
    return ids.map((id) => byId.get(id) ?? null);
  });

/** Ids of accounts, by category. */
export const moderatorsOfCategory: LoaderFactory<string, string[]> = ({ em }) =>
  new DataLoader(async (ids) => {
    const found = await rows<{ categoryId: string; userId: string }>(
      em,
      `select category_id as "categoryId", user_id as "userId" from forum_moderators where category_id in (?) order by created_at, user_id`,
      [ids],
    );
    const byCategory = Map.groupBy(found, ({ categoryId }) => categoryId);
    return ids.map((id) => (byCategory.get(id) ?? []).map(({ userId }) => userId));
  });
