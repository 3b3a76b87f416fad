import type { Viewer } from "../../../../access/viewer.js";
import { countRows, keysetRows, toConnection } from "../../../../graphql/keyset-list.js";
import { parsePage, type Connection } from "../../../../graphql/pagination.js";
import { badInput } from "../../../../kernel/errors.js";
import type { EntityManager } from "../../../../platform/database/database.js";
import type { ReadCache } from "../../../../platform/redis/read-cache.js";
import { keyOfPage, PAGES, TOTALS, withStatusOf } from "./catalog.js";
import { matching } from "./problem-conditions.js";
import type { ProblemListQuery } from "./problem-list.type.js";
import { orderNamed, type ListedRow } from "./problem-orders.js";
import { withSearch } from "./problem-search.js";
import { problemSql, type ProblemRow } from "../problem.rows.js";

/** One statement for the page, and one more if the total is requested. Popular pages are cached for all viewers. */
export async function listProblems(
  cache: ReadCache,
  em: EntityManager,
  viewer: Viewer,
  query: ProblemListQuery,
): Promise<Connection<ProblemRow>> {
  const search = query.search.trim();
  const orderBy = query.orderBy ?? (search ? "RELEVANCE" : "NEWEST");
  if (orderBy === "RELEVANCE" && !search) throw badInput("orderBy", "RELEVANCE sorts the results of a search. Set `search` too.");
  const order = orderNamed(orderBy, query.direction, search);
  const page = parsePage(query.page, order.name);
  const listFor = (whom: Viewer) => withSearch(whom, { ...problemSql(whom), conditions: matching(whom, query.filter) }, search);
  const connection = (found: ListedRow[], count: () => Promise<number>) =>
    toConnection<ListedRow, ProblemRow>(found, page, order, (row) => row, count);

  const key = keyOfPage(viewer, query);
  if (key === null) {
    const list = listFor(viewer);
    return connection(await keysetRows<ListedRow>(em, list, page, order), () => countRows(em, list));
  }
  const list = listFor(null);
  const found = await cache.read(PAGES, `page ${key}`, () => keysetRows<ListedRow>(em, list, page, order));
  return connection(await withStatusOf(em, viewer, found), () => cache.read(TOTALS, `total ${key}`, () => countRows(em, list)));
}
