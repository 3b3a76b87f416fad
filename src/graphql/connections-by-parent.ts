/** Connections that are fields of list items: one statement for all items. */
import DataLoader from "dataloader";
import { rows, type EntityManager } from "../platform/database/database.js";
import { keysetRows, keysetRowsByParent, paramsOf, toConnection, type HotListSql, type KeysetOrder } from "./keyset-list.js";
import { parsePage, type Connection, type Page, type PageArgs } from "./pagination.js";

/** One parent's page. Pages of other parents with the same arguments are read in the same statement. */
export interface PageOfParent {
  parentId: string;
  page: PageArgs;
}

interface ListOfParent<R> extends HotListSql {
  /** The column of the list that contains the parent's id. */
  parent: string;
  order: KeysetOrder<R>;
  toNode?: (row: R) => R;
}

/** `total`: for counts that a simpler statement gives than the list's own. */
export function connectionsByParent<R extends object>(
  em: EntityManager,
  list: ListOfParent<R>,
  total = countsOf(em, list),
): DataLoader<PageOfParent, Connection<R>, string> {
  const { parent, order, toNode = (row: R) => row } = list;
  const readPages = async (ids: readonly string[], page: Page): Promise<Map<string, R[]>> => {
    const [id] = ids;
    // PostgreSQL plans and runs the list of one parent faster by itself.
    if (ids.length > 1 || id === undefined) return keysetRowsByParent<R>(em, list, { sql: parent, ids }, page, order);
    const conditions = [{ sql: `${parent} = ?`, params: [id] }, ...list.conditions];
    return new Map([[id, await keysetRows<R>(em, { ...list, conditions }, page, order)]]);
  };
  return new DataLoader(
    async (keys) => {
      const answers = new Map<PageOfParent, Connection<R>>();
      for (const alike of Map.groupBy(keys, ({ page }) => argsOf(page)).values()) {
        const page = parsePage(alike[0]!.page, order.name);
        const ids = alike.map(({ parentId }) => parentId);
        const found = await readPages(ids, page);
        for (const key of alike) {
          const connection = toConnection(found.get(key.parentId) ?? [], page, order, toNode, () => total.load(key.parentId));
          answers.set(key, connection);
        }
      }
      return keys.map((key) => answers.get(key)!);
    },
    { cacheKeyFn: ({ parentId, page }) => `${parentId} ${argsOf(page)}` },
  );
}

const argsOf = ({ first, after, last, before }: PageArgs) => JSON.stringify([first, after, last, before]);

/** Counts the rows of a list, all parents in one statement. */
function countsOf(em: EntityManager, list: Omit<ListOfParent<never>, "order" | "toNode">): DataLoader<string, number> {
  const { from, fromParams, conditions, parent } = list;
  return countsById((ids) => {
    const all = [...conditions, { sql: `${parent} in (?)`, params: [ids] }];
    const where = all.map(({ sql }) => sql).join(" and ");
    const sql = `select ${parent} as id, count(*)::int as count ${from} where ${where} group by ${parent}`;
    return rows(em, sql, paramsOf({ fromParams, conditions: all }));
  });
}

/** 0 for ids that `read` does not return. */
export function countsById(read: (ids: readonly string[]) => Promise<{ id: string; count: number }[]>): DataLoader<string, number> {
  return new DataLoader(async (ids) => {
    const byId = new Map((await read(ids)).map(({ id, count }) => [id, count]));
    return ids.map((id) => byId.get(id) ?? 0);
  });
}
