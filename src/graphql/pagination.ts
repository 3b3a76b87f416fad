import { IsOptional, MaxLength } from "class-validator";
import { ArgsType, Field, Int, ObjectType, type ClassType } from "type-graphql";
import { rows, type EntityManager } from "../platform/database/database.js";
import { badInput } from "../kernel/errors.js";

export const MAX_PAGE_SIZE = 100;
export const DEFAULT_PAGE_SIZE = 20;

/** Arguments of every Relay connection. */
@ArgsType()
export class PageArgs {
  @Field(() => Int, {
    nullable: true,
    description: `How many items to return from the start, 1 to ${MAX_PAGE_SIZE}. Default ${DEFAULT_PAGE_SIZE}.`,
  })
  first?: number;

  @Field(() => String, { nullable: true, description: "Return items after this cursor (`pageInfo.endCursor` of the page before)." })
  @IsOptional()
  @MaxLength(4000)
  after?: string;

  @Field(() => Int, {
    nullable: true,
    description: `How many items to return from the end, 1 to ${MAX_PAGE_SIZE}. Not together with \`first\`.`,
  })
  last?: number;

  @Field(() => String, { nullable: true, description: "Return items before this cursor (`pageInfo.startCursor` of the page after)." })
  @IsOptional()
  @MaxLength(4000)
  before?: string;
}

@ObjectType({ simpleResolvers: true, description: "Where a page lies in its connection, as the Relay cursor specification defines it." })
export class PageInfo {
  @Field(() => Boolean, { description: "Whether more items follow." })
  hasNextPage!: boolean;

  @Field(() => Boolean, { description: "Whether items come before." })
  hasPreviousPage!: boolean;

  @Field(() => String, { nullable: true, description: "Cursor of the first item; null for an empty page." })
  startCursor!: string | null;

  @Field(() => String, { nullable: true, description: "Cursor of the last item; null for an empty page." })
  endCursor!: string | null;
}

export interface Edge<T> {
  cursor: string;
  node: T;
}

export interface Connection<T> {
  edges: Edge<T>[];
  /** The nodes of the edges; only worked out when asked for. */
  nodes: () => T[];
  pageInfo: PageInfo;
  /** Counts only when the field is asked for. */
  totalCount: () => Promise<number>;
}

/**
 * The `XConnection` and `XEdge` types of a node type. Simple resolvers are graphql-js's own: they cost less per field and call `totalCount`,
 * where type-graphql's would hand out the function.
 */
export function connectionOf<T extends object>(name: string, node: () => ClassType<T>): ClassType<Connection<T>> {
  @ObjectType(`${name}Edge`, { simpleResolvers: true, description: `One ${name} of a connection.` })
  class EdgeType implements Edge<T> {
    @Field(() => String, { description: "Opaque position of this item, for `after` and `before`." })
    cursor!: string;

    @Field(node, { description: "The item." })
    node!: T;
  }

  @ObjectType(`${name}Connection`, { simpleResolvers: true, description: `A page of ${name} items.` })
  class ConnectionType implements Connection<T> {
    @Field(() => [EdgeType], { description: "The items of this page with their cursors." })
    edges!: Edge<T>[];

    @Field(() => [node()], { description: "The items of this page without their cursors: the nodes of `edges`." })
    nodes!: () => T[];

    @Field(() => PageInfo, { description: "Where this page lies." })
    pageInfo!: PageInfo;

    @Field(() => Int, { description: "How many items the whole connection has. Costs a count, so ask only where it is shown." })
    totalCount!: () => Promise<number>;
  }
  edgeTypes.set(ConnectionType, EdgeType);
  return ConnectionType;
}

const edgeTypes = new WeakMap<ClassType, ClassType<Edge<object>>>();

/** The edge type of a connection, for payloads and events that carry one. */
export function edgeOf<T extends object>(connection: ClassType<Connection<T>>): ClassType<Edge<T>> {
  return edgeTypes.get(connection) as ClassType<Edge<T>>;
}

/** One row as a list in this order would have it. */
export function toEdge<R, T>(row: R, order: KeysetOrder<R>, node: T): Edge<T> {
  return { cursor: encodeCursor(order.name, order.key(row)), node };
}

/** Values of the order's columns, the last one unique. */
export type Key = readonly (string | number)[];

export interface Page {
  size: number;
  /** Reads from the end when "backward". */
  direction: "forward" | "backward";
  after: Key | null;
  before: Key | null;
}

/** Checks the arguments. Cursors made under another order are refused: their keys would mean something else. */
export function parsePage(args: PageArgs, order: string): Page {
  const { first, last } = args;
  if (first != null && last != null) throw badInput("last", "Give either `first` or `last`, not both.");
  const size = first ?? last ?? DEFAULT_PAGE_SIZE;
  if (size < 1 || size > MAX_PAGE_SIZE) {
    throw badInput(
      last != null ? "last" : "first",
      `\`${last != null ? "last" : "first"}\` must be from 1 to ${MAX_PAGE_SIZE}.`,
      "OUT_OF_RANGE",
      {
        minimum: 1,
        maximum: MAX_PAGE_SIZE,
        actual: (last ?? first)!,
      },
    );
  }
  return {
    size,
    direction: last != null ? "backward" : "forward",
    after: args.after == null ? null : decodeCursor("after", args.after, order),
    before: args.before == null ? null : decodeCursor("before", args.before, order),
  };
}

export function encodeCursor(order: string, key: Key): string {
  return Buffer.from(JSON.stringify([order, ...key.map(String)])).toString("base64url");
}

function decodeCursor(field: string, cursor: string, order: string): Key {
  try {
    const parts: unknown = JSON.parse(Buffer.from(cursor, "base64url").toString());
    if (Array.isArray(parts) && parts.length > 1 && parts.every(isStorableText) && parts[0] === order) return parts.slice(1) as Key;
  } catch {
    // answered below
  }
  throw badInput(
    field,
    `\`${field}\` is not a cursor of this list in this order. Use one from its \`pageInfo\` or \`edges\`.`,
    "INVALID_FORMAT",
  );
}

/** A cursor's values travel as text; PostgreSQL reads each as the type of its column. */
function isStorableText(part: unknown): part is string {
  return typeof part === "string" && part.isWellFormed() && !part.includes("\0");
}

export interface KeysetOrder<R> {
  name: string;
  /** SQL expressions with their direction, the last one unique. `cast` types a cursor's value for the comparison. */
  columns: readonly { sql: string; direction: "asc" | "desc"; cast: string }[];
  /** The same columns read from a row. */
  key(row: R): Key;
}

/** The order by id alone: ids are UUIDv7, so the greatest is the newest. */
export function newestFirst<R extends { id: string }>(sql: string): KeysetOrder<R> {
  return { name: "newest", columns: [{ sql, direction: "desc", cast: "uuid" }], key: ({ id }) => [id] };
}

/** Conditions, ordering and limit for one page. */
function keysetSql<R>(page: Page, order: KeysetOrder<R>): { where: string[]; params: (string | number)[]; orderBy: string; limit: number } {
  const where: string[] = [];
  const params: (string | number)[] = [];
  for (const [cursor, forward] of [
    [page.after, true],
    [page.before, false],
  ] as const) {
    if (!cursor) continue;
    if (cursor.length !== order.columns.length)
      throw badInput(forward ? "after" : "before", "That cursor was not made by this list.", "INVALID_FORMAT");
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

/** The statement of a list without its page: what it selects, from where, and under which conditions. */
export interface ListSql {
  select: string;
  /** Starts with "from". */
  from: string;
  fromParams?: readonly unknown[];
  conditions: readonly { sql: string; params: readonly unknown[] }[];
}

/** Reads one page, and one row more that tells whether others follow. A forged cursor is BAD_USER_INPUT. */
export async function keysetRows<R extends object>(em: EntityManager, list: ListSql, page: Page, order: KeysetOrder<R>): Promise<R[]> {
  const { where, params, orderBy, limit } = keysetSql(page, order);
  const conditions = [...list.conditions.map(({ sql }) => sql), ...where];
  const sql = `select ${list.select} ${list.from}${conditions.length > 0 ? ` where ${conditions.join(" and ")}` : ""} order by ${orderBy} limit ${limit}`;
  return withCursorErrors(page, () => rows<R>(em, sql, [...paramsOf(list), ...params]));
}

async function withCursorErrors<T>(page: Page, read: () => Promise<T>): Promise<T> {
  try {
    return await read();
  } catch (error) {
    if ((page.after || page.before) && isMalformedValue(error))
      throw badInput(page.after ? "after" : "before", "That cursor was not made by this list.", "INVALID_FORMAT");
    throw error;
  }
}

/** The same page for each of several parents in one statement. `parent.sql` is the column of the list that holds the parent's id. */
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

/** How many items the list has over all its pages. */
export async function countRows(em: EntityManager, list: ListSql): Promise<number> {
  const where = list.conditions.map(({ sql }) => sql).join(" and ");
  const [answer] = await rows<{ count: number }>(
    em,
    `select count(*)::int as count ${list.from}${where && ` where ${where}`}`,
    paramsOf(list),
  );
  return answer?.count ?? 0;
}

function paramsOf({ fromParams = [], conditions }: ListSql): unknown[] {
  return [...fromParams, ...conditions.flatMap(({ params }) => params)];
}

/** Class 22 of PostgreSQL's error codes is "data exception": a value that is not of the type it is compared with. */
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

/** One page of a list as a connection: one statement, and one more when the total is asked for. */
export async function readConnection<R extends object, T = R>(
  em: EntityManager,
  list: ListSql,
  args: PageArgs,
  order: KeysetOrder<R>,
  toNode: (row: R) => T = (row) => row as unknown as T,
): Promise<Connection<T>> {
  const page = parsePage(args, order.name);
  const found = await keysetRows(em, list, page, order);
  return toConnection(found, page, order, toNode, () => countRows(em, list));
}
