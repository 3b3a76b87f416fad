/** Connections that are fields of list items: one statement for all items. */
import DataLoader from "dataloader";
import type { EntityManager } from "../platform/database/database.js";
import { keysetRowsByParent, toConnection, type KeysetOrder, type ListSql } from "./keyset-list.js";
import { parsePage, type Connection, type PageArgs } from "./pagination.js";

/** One parent's page. Pages of other parents with the same arguments are read in the same statement. */
export interface PageOfParent {
  parentId: string;
  page: PageArgs;
}

interface ListOfParent<R> extends ListSql {
  /** The column of the list that contains the parent's id. */
  parent: string;
  order: KeysetOrder<R>;
}

export function connectionsByParent<R extends object>(
  em: EntityManager,
  list: ListOfParent<R>,
  total: DataLoader<string, number>,
): DataLoader<PageOfParent, Connection<R>, string> {
  const { parent, order } = list;
  return new DataLoader(
    async (keys) => {
      const answers = new Map<PageOfParent, Connection<R>>();
      for (const alike of Map.groupBy(keys, ({ page }) => argsOf(page)).values()) {
        const page = parsePage(alike[0]!.page, order.name);
        const ids = alike.map(({ parentId }) => parentId);
        const found = await keysetRowsByParent<R>(em, list, { sql: parent, ids }, page, order);
        for (const key of alike) {
          const rows = found.get(key.parentId) ?? [];
          const connection = toConnection(
            rows,
            page,
            order,
            (row) => row,
            () => total.load(key.parentId),
          );
          answers.set(key, connection);
        }
      }
      return keys.map((key) => answers.get(key)!);
    },
    { cacheKeyFn: ({ parentId, page }) => `${parentId} ${argsOf(page)}` },
  );
}

const argsOf = ({ first, after, last, before }: PageArgs) => JSON.stringify([first, after, last, before]);

/** 0 for ids that `read` does not return. */
export function countsById(read: (ids: readonly string[]) => Promise<{ id: string; count: number }[]>): DataLoader<string, number> {
  return new DataLoader(async (ids) => {
    const byId = new Map((await read(ids)).map(({ id, count }) => [id, count]));
    return ids.map((id) => byId.get(id) ?? 0);
  });
}
