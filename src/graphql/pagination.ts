import { IsOptional, MaxLength } from "class-validator";
import { ArgsType, Field, Int, ObjectType, type ClassType } from "type-graphql";
import { badInput } from "../kernel/errors.js";

export const MAX_PAGE_SIZE = 100;
export const DEFAULT_PAGE_SIZE = 20;

const FIRST = (most: number) => `Number of items to return from the start, 1 to ${most}. Default ${DEFAULT_PAGE_SIZE}.`;
const LAST = (most: number) => `Number of items to return from the end, 1 to ${most}. Cannot be combined with \`first\`.`;

@ArgsType()
abstract class CursorArgs {
  @Field(() => String, { nullable: true, description: "Returns items after this cursor (`pageInfo.endCursor` of the previous page)." })
  @IsOptional()
  @MaxLength(4000)
  after?: string;

  @Field(() => String, { nullable: true, description: "Returns items before this cursor (`pageInfo.startCursor` of the next page)." })
  @IsOptional()
  @MaxLength(4000)
  before?: string;
}

/** Arguments of every Relay connection. */
@ArgsType()
export class PageArgs extends CursorArgs {
  @Field(() => Int, { nullable: true, description: FIRST(MAX_PAGE_SIZE) })
  first?: number;

  @Field(() => Int, { nullable: true, description: LAST(MAX_PAGE_SIZE) })
  last?: number;
}

/** Arguments of a connection with larger pages. Its field declares `mostItems` as its cost. */
export function pageArgsUpTo(most: number): ClassType<PageArgs> {
  @ArgsType()
  class LargePageArgs extends CursorArgs {
    @Field(() => Int, { nullable: true, description: FIRST(most) })
    first?: number;

    @Field(() => Int, { nullable: true, description: LAST(most) })
    last?: number;
  }
  return LargePageArgs;
}

@ObjectType({
  simpleResolvers: true,
  description: "Pagination information about a page, as defined by the Relay cursor connections specification.",
})
export class PageInfo {
  @Field(() => Boolean, { description: "Whether there are more items after this page." })
  hasNextPage!: boolean;

  @Field(() => Boolean, { description: "Whether there are items before this page." })
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
  /** The nodes of the edges; only computed on request. */
  nodes: () => T[];
  pageInfo: PageInfo;
  /** Counts only when the field is requested. */
  totalCount: () => Promise<number>;
}

/**
 * The `XConnection` and `XEdge` types of a node type. `simpleResolvers` uses graphql-js's default resolvers: they are cheaper per
 * field and call `totalCount`, whereas type-graphql's would return the function.
 */
export function connectionOf<T extends object>(name: string, node: () => ClassType<T>): ClassType<Connection<T>> {
  @ObjectType(`${name}Edge`, { simpleResolvers: true, description: `An edge to one ${name} in a connection.` })
  class EdgeType implements Edge<T> {
    @Field(() => String, { description: "Opaque cursor of this item, for `after` and `before`." })
    cursor!: string;

    @Field(node, { description: "The item." })
    node!: T;
  }

  @ObjectType(`${name}Connection`, { simpleResolvers: true, description: `A page of ${name} items.` })
  class ConnectionType implements Connection<T> {
    @Field(() => [EdgeType], { description: "Items of this page with their cursors." })
    edges!: Edge<T>[];

    @Field(() => [node()], { description: "Items of this page without cursors: the nodes of `edges`." })
    nodes!: () => T[];

    @Field(() => PageInfo, { description: "Pagination information about this page." })
    pageInfo!: PageInfo;

    @Field(() => Int, {
      description: "Total number of items in the connection. Requires a count query, so request it only if you display it.",
    })
    totalCount!: () => Promise<number>;
  }
  edgeTypes.set(ConnectionType, EdgeType);
  return ConnectionType;
}

const edgeTypes = new WeakMap<ClassType, ClassType<Edge<object>>>();

/** The edge type of a connection, for payloads and events that contain one. */
export function edgeOf<T extends object>(connection: ClassType<Connection<T>>): ClassType<Edge<T>> {
  return edgeTypes.get(connection) as ClassType<Edge<T>>;
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

/** Validates the arguments. Refuses cursors of another order: their keys would have a different meaning. */
export function parsePage(args: PageArgs, order: string, most = MAX_PAGE_SIZE): Page {
  const { first, last } = args;
  if (first != null && last != null) throw badInput("last", "Give either `first` or `last`, not both.");
  const size = first ?? last ?? DEFAULT_PAGE_SIZE;
  if (size < 1 || size > most) {
    const field = last != null ? "last" : "first";
    throw badInput(field, `\`${field}\` must be from 1 to ${most}.`, "OUT_OF_RANGE", { minimum: 1, maximum: most, actual: size });
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
    // rejected below
  }
  throw badInput(
    field,
    `\`${field}\` is not a cursor of this list in this order. Use one from its \`pageInfo\` or \`edges\`.`,
    "INVALID_FORMAT",
  );
}

/** Cursor values are text; PostgreSQL parses each as the type of its column. */
function isStorableText(part: unknown): part is string {
  return typeof part === "string" && part.isWellFormed() && !part.includes("\0");
}
