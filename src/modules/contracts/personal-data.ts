import type { Readable } from "node:stream";
import { rows, type EntityManager } from "../../platform/database/database.js";
import type { ObjectStorage } from "../../platform/storage/object-storage.js";
import type { NotificationKinds } from "./notification-kind.js";

/**
 * What a module holds of a person: what goes into the archive of an account's data, and what becomes of it when the account
 * is deleted. A new domain brings its own; personal-data.test.ts fails for a column that points to accounts and stands nowhere.
 */
export interface PersonalData {
  /** By `table.column`: each column that says whose a row is, or who did it. */
  columns: Readonly<Record<string, Fate>>;
  exports?: readonly ExportPart[];
  erasures?: readonly Erasure[];
}

export interface Fate {
  /** Name of the part of the archive that has it, or why none has. */
  export: string | { not: string };
  /** The row goes; it stays without what was the person's; or it stays as it is, and why. */
  deletion: "removed" | "cleared" | { kept: string };
}

/** Reads what is one account's, one statement at a time: an export holds no connection and no transaction. */
export interface Reader {
  userId: string;
  rows<T extends object>(sql: string, params: readonly unknown[]): Promise<T[]>;
  storage: Pick<ObjectStorage, "read">;
  /** For what notifications say. */
  kinds: NotificationKinds;
}

/** Objects of one kind become one JSON file of the archive; files stand in a folder. */
export type ExportPart = ObjectsPart | FilesPart;

interface Part {
  /** Of the file or folder, and unique. */
  name: string;
  /** For the archive's own table of contents. */
  description: string;
  /** How much there is, for showing progress; it may change meanwhile. */
  count(reader: Reader): Promise<number>;
}

export interface ObjectsPart extends Part {
  objects(reader: Reader): AsyncIterable<object>;
}

export interface FilesPart extends Part {
  files(reader: Reader): AsyncIterable<ExportedFile>;
}

export interface ExportedFile {
  /** Below the part's folder. */
  path: string;
  content: string | (() => Promise<Readable>);
  changedAt: Date;
}

/** One kind of data that goes with its account. */
export interface Erasure {
  name: string;
  /**
   * Removes or clears a bounded number of rows in the caller's transaction, with what they point to outside the database.
   * Answers how many: it is called until there are none, and again after a crash.
   */
  step(em: EntityManager, userId: string, storage: ObjectStorage): Promise<number>;
}

const PAGE = 200;
const FIRST_ID = "00000000-0000-0000-0000-000000000000";

export interface ListOfRows {
  name: string;
  description: string;
  /** Columns, as they are called in the archive. */
  select: string;
  /** From the tables, `where` it is the account's: one parameter. */
  from: string;
  /** Column of the order, by which pages are read. Unique for the account. */
  key: string;
  /** What comes before every key; an id when absent. */
  before?: string;
  /** Rows a statement reads at once; fewer where each is large. */
  page?: number;
}

/** Rows of a hand-written statement, in pages by keyset. */
export function listOfRows({ name, description, ...list }: ListOfRows): ObjectsPart {
  return {
    name,
    description,
    count: (reader) => countOf(reader, list.from),
    async *objects(reader) {
      for await (const { orderedBy: _, ...row } of pagesOf<object>(reader, list)) yield row;
    },
  };
}

export async function* pagesOf<T extends object>(
  reader: Reader,
  { select, from, key, before = FIRST_ID, page = PAGE }: Omit<ListOfRows, "name" | "description">,
): AsyncGenerator<T & { orderedBy: string }> {
  const sql = `select ${select}, ${key} as "orderedBy" ${from} and ${key} > ? order by ${key} limit ${page}`;
  for (let after = before; ;) {
    const found = await reader.rows<T & { orderedBy: string }>(sql, [reader.userId, after]);
    yield* found;
    if (found.length < page) return;
    after = found.at(-1)!.orderedBy;
  }
}

export async function countOf(reader: Reader, from: string): Promise<number> {
  const [found] = await reader.rows<{ count: number }>(`select count(*)::int as count ${from}`, [reader.userId]);
  return found?.count ?? 0;
}

const BATCH = 500;

/** Removes the account's rows of a table. */
export function removal(table: string, column = "user_id"): Erasure {
  return statement(
    `${table} by ${column}`,
    `delete from ${table} where ctid = any(array(select ctid from ${table} where ${column} = ? limit ${BATCH}))`,
  );
}

/** A statement that takes the account's id and does less the next time, until it does nothing. */
export function statement(name: string, sql: string): Erasure {
  return {
    name,
    step: async (em, userId) => (await rows(em, `${sql} returning 1`, [userId])).length,
  };
}
