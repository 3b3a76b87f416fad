import { rows, type EntityManager } from "../platform/database/database.js";
import { prepared } from "../platform/database/prepared.js";
import { badInput } from "../kernel/errors.js";
import { type CursorOrder, toEdge } from "./edges.js";
import { parsePage, type Connection, type Page, type PageArgs } from "./pagination.js";

export interface KeysetOrder<R> extends CursorOrder<R> {
  /** SQL expressions with their direction, the last one unique. `cast` types a cursor's value for the comparison. */
  columns: readonly { sql: string; direction: "asc" | "desc"; cast: string }[];
}

/** Orders by id only: ids are UUIDv7, so the greatest is the newest. */
export function newestFirst<R extends { id: string }>(sql: string): KeysetOrder<R> {
  return { name: "newest", columns: [{ sql, direction: "desc", cast: "uuid" }], key: ({ id }) => [id] };
}

/** Conditions, ordering and limit of one page. */
function keysetSql<R>(page: Page, order: KeysetOrder<R>): { where: string[]; params: (string | number)[]; orderBy: string; limit: number } {
  const where: string[] = [];
  const params: (string | number)[] = [];
  for (const [cursor, forward] of [
    [page.after, true],
    [page.before, false],
  ] as const) {
    if (!cursor) continue;
    if (cursor.length !== order.columns.length)
      throw badInput(forward ? "after" : "before", "This cursor does not belong to this list.", "INVALID_FORMAT");
    // (a, b) beyond (x, y) with mixed directions: a beyond x, or a = x and b beyond y.
    const alternatives = order.columns.map((column, index) => {
      const equal = order.columns.slice(0, index).map((before, i) => {
        params.push(cursor[i]!);
        return `${before.sql} = ?::${before.cast}`;
      });
      params.push(cursor[index]!);
      const beyond = (column.direction === "asc") === forward ? ">" : "<";
      return [...equal, `${column.sql} ${beyond} ?::${column.cast}`].join(" and ");
    });
    where.push(`((${alternatives.join(") or (")}))`);
  }
  const reverse = page.direction === "backward";
  const orderBy = order.columns.map(({ sql, direction }) => `${sql} ${(direction === "asc") !== reverse ? "asc" : "desc"}`).join(", ");
  return { where, params, orderBy, limit: page.size + 1 };
}

/** The statement of a list without paging: columns, source and conditions. */
export interface ListSql {
  select: string;
  /** Starts with "from". */
  from: string;
  fromParams?: readonly unknown[];
  conditions: readonly { sql: string; params: readonly unknown[] }[];
}

export interface HotListSql extends ListSql {
  /** If the conditions have few forms: connections keep the plan of pages of a usual size. */
  isPrepared?: boolean;
}

/** Each size is a text of its own, and a limit that is a parameter would spoil the plan. */
const USUAL_SIZES = new Set([10, 20, 25, 50, 100]);

/** Reads one page plus one row, which shows whether more follow. A forged cursor is BAD_USER_INPUT. */
export async function keysetRows<R extends object>(em: EntityManager, list: HotListSql, page: Page, order: KeysetOrder<R>): Promise<R[]> {
  const { where, params, orderBy, limit } = keysetSql(page, order);
  const conditions = [...list.conditions.map(({ sql }) => sql), ...where];
  const sql = `select ${list.select} ${list.from}${conditions.length > 0 ? ` where ${conditions.join(" and ")}` : ""} order by ${orderBy} limit ${limit}`;
  const read = list.isPrepared && USUAL_SIZES.has(page.size) ? prepared<R> : rows<R>;
  return withCursorErrors(page, () => read(em, sql, [...paramsOf(list), ...params]));
}

async function withCursorErrors<T>(page: Page, read: () => Promise<T>): Promise<T> {
  try {
    return await read();
  } catch (error) {
    if ((page.after || page.before) && isMalformedValue(error))
      throw badInput(page.after ? "after" : "before", "This cursor does not belong to this list.", "INVALID_FORMAT");
    throw error;
  }
}

/** Reads the same page for several parents in one statement. `parent.sql` is the column of the list with the parent's id. */
export async function keysetRowsByParent<R extends object>(
  em: EntityManager,
  list: ListSql,
  parent: { sql: string; ids: readonly string[] },
  page: Page,
  order: KeysetOrder<R>,
): Promise<Map<string, R[]>> {
  const { where, params, orderBy, limit } = keysetSql(page, order);
  const conditions = [`${parent.sql} = parent.id`, ...list.conditions.map(({ sql }) => sql), ...where];
  const found = await withCursorErrors(page, () =>
    rows<R & { parentId: string }>(
      em,
      `select parent.id as "parentId", item.* from unnest(?::uuid[]) as parent (id) cross join lateral (
         select ${list.select}, row_number() over (order by ${orderBy}) as place ${list.from} where ${conditions.join(" and ")}
         order by ${orderBy} limit ${limit}
       ) item order by item.place`,
      [`{${parent.ids.join(",")}}`, ...paramsOf(list), ...params],
    ),
  );
  return Map.groupBy(found, ({ parentId }) => parentId);
}

/** Parents of a merged list: `sql` selects their `id`, and columns that conditions of the list read from `parent`. */
export interface ParentsSql {
  sql: string;
  params: readonly unknown[];
}

/**
 * Reads one page of the lists of many parents, merged into one list: fan-out on read. Each parent gives at most one page from its own
 * index, so the cost follows the number of parents and not that of their items. `alias` names the items: the order's columns are read
 * from `alias.*` inside and outside.
 */
export async function mergedKeysetRows<R extends object>(
  em: EntityManager,
  list: ListSql & { alias: string },
  parents: ParentsSql,
  page: Page,
  order: KeysetOrder<R>,
): Promise<R[]> {
  const { where, params, orderBy, limit } = keysetSql(page, order);
  const conditions = [...list.conditions.map(({ sql }) => sql), ...where];
  const sql = `select ${list.alias}.* from (${parents.sql}) parent cross join lateral (
      select ${list.select} ${list.from} where ${conditions.join(" and ")} order by ${orderBy} limit ${limit}
    ) ${list.alias} order by ${orderBy} limit ${limit}`;
  return withCursorErrors(page, () => rows<R>(em, sql, [...parents.params, ...paramsOf(list), ...params]));
}

/** Merged lists of several groups, one for each row of `groups`, whose `id` and other columns the parents read from `grouped`. */
export interface GroupsSql extends ParentsSql {
  parents: ParentsSql;
}

/** Reads the same page of the merged lists of several groups in one statement: the rows by the group's id. */
export async function mergedKeysetRowsByGroup<R extends object>(
  em: EntityManager,
  list: ListSql & { alias: string },
  { parents, ...groups }: GroupsSql,
  page: Page,
  order: KeysetOrder<R>,
): Promise<Map<string, R[]>> {
  const { where, params, orderBy, limit } = keysetSql(page, order);
  const conditions = [...list.conditions.map(({ sql }) => sql), ...where];
  const sql = `select grouped.id as "groupId", item.* from (${groups.sql}) grouped cross join lateral (
      select ${list.alias}.*, row_number() over (order by ${orderBy}) as place from (${parents.sql}) parent cross join lateral (
        select ${list.select} ${list.from} where ${conditions.join(" and ")} order by ${orderBy} limit ${limit}
      ) ${list.alias} order by ${orderBy} limit ${limit}
    ) item order by item.place`;
  const found = await withCursorErrors(page, () =>
    rows<R & { groupId: string }>(em, sql, [...groups.params, ...parents.params, ...paramsOf(list), ...params]),
  );
  return Map.groupBy(found, ({ groupId }) => groupId);
}

/** Numbers of items of the merged lists of several groups. Stops at `most` in each of them. */
export function countMergedByGroup(
  em: EntityManager,
  list: ListSql,
  { parents, ...groups }: GroupsSql,
  most: number,
): Promise<{ id: string; count: number }[]> {
  const items = `select 1 from (${parents.sql}) parent cross join lateral (
    select 1 ${list.from} where ${list.conditions.map(({ sql }) => sql).join(" and ")}) item limit ${most}`;
  const sql = `select grouped.id, (select count(*)::int from (${items}) item) as count from (${groups.sql}) grouped`;
  return rows(em, sql, [...parents.params, ...paramsOf(list), ...groups.params]);
}

/** Number of items of a merged list. Stops at `most`: the cost of an exact number grows with all items of all parents. */
export function countMerged(em: EntityManager, list: ListSql, parents: ParentsSql, most: number): Promise<number> {
  const items = `select 1 ${list.from} where ${list.conditions.map(({ sql }) => sql).join(" and ")}`;
  const from = `from (select 1 from (${parents.sql}) parent cross join lateral (${items}) item limit ${most}) counted`;
  return countRows(em, { select: "", from, fromParams: [...parents.params, ...paramsOf(list)], conditions: [] });
}

/** Number of items on all pages of the list. */
export async function countRows(em: EntityManager, list: ListSql): Promise<number> {
  const where = list.conditions.map(({ sql }) => sql).join(" and ");
  const [answer] = await rows<{ count: number }>(
    em,
    `select count(*)::int as count ${list.from}${where && ` where ${where}`}`,
    paramsOf(list),
  );
  return answer?.count ?? 0;
}

export function paramsOf({ fromParams = [], conditions }: Pick<ListSql, "fromParams" | "conditions">): unknown[] {
  return [...fromParams, ...conditions.flatMap(({ params }) => params)];
}

/** Class 22 of PostgreSQL's error codes is "data exception": a value that does not fit the type it is compared with. */
function isMalformedValue(error: unknown): boolean {
  return String((error as { code?: unknown }).code).startsWith("22");
}

/** Builds the connection from the rows of keysetRows. */
export function toConnection<R, T>(
  found: readonly R[],
  page: Page,
  order: KeysetOrder<R>,
  toNode: (row: R) => T,
  totalCount: () => Promise<number>,
): Connection<T> {
  const hasMore = found.length > page.size;
  const shown = found.slice(0, page.size);
  if (page.direction === "backward") shown.reverse();
  const edges = shown.map((row) => toEdge(row, order, toNode(row)));
  return {
    edges,
    nodes: () => edges.map(({ node }) => node),
    pageInfo: {
      hasNextPage: page.direction === "forward" ? hasMore : page.before !== null,
      hasPreviousPage: page.direction === "backward" ? hasMore : page.after !== null,
      startCursor: edges[0]?.cursor ?? null,
      endCursor: edges.at(-1)?.cursor ?? null,
    },
    totalCount,
  };
}

/** One page of a list as a connection: one statement, plus one if the total is requested. */
export async function readConnection<R extends object, T = R>(
  em: EntityManager,
  list: ListSql,
  args: PageArgs,
  order: KeysetOrder<R>,
  toNode: (row: R) => T = (row) => row as unknown as T,
  most?: number,
): Promise<Connection<T>> {
  const page = parsePage(args, order.name, most);
  const found = await keysetRows(em, list, page, order);
  return toConnection(found, page, order, toNode, () => countRows(em, list));
}
