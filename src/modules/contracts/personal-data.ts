import { NO_ID } from "../../kernel/ids.js";
import type { Readable } from "node:stream";
import { rows, type EntityManager } from "../../platform/database/database.js";
import type { ObjectStorage } from "../../platform/storage/object-storage.js";
import type { NotificationKinds } from "./notification-kind.js";

/**
 * A module's personal data: what an account's data archive contains, and what happens to it when the account is deleted.
 * A new domain declares its own; personal-data.test.ts fails for undeclared columns that refer to accounts.
 */
export interface PersonalData {
  /** By `table.column`: every column that names the owner of a row or the actor. */
  columns: Readonly<Record<string, Fate>>;
  exports?: readonly ExportPart[];
  erasures?: readonly Erasure[];
}

export interface Fate {
  /** Name of the archive part that contains it, or the reason why none does. */
  export: string | { not: string };
  /** The row is removed, its personal fields are cleared, or it is kept for the given reason. */
  deletion: "removed" | "cleared" | { kept: string };
}

/** Reads one owner's data, one statement at a time: an export holds neither a connection nor a transaction. */
export interface ExportReader {
  /** The account, or the organization. */
  ownerId: string;
  rows<T extends object>(sql: string, params: readonly unknown[]): Promise<T[]>;
  storage: Pick<ObjectStorage, "read">;
  /** For texts of notifications. */
  kinds: NotificationKinds;
}

/** Objects of one kind become one JSON file of the archive; files go into a folder. */
export type ExportPart = ObjectsPart | FilesPart;

interface Part {
  /** Unique name of the file or folder. */
  name: string;
  /** For the archive's table of contents. */
  description: string;
  /** Number of items, for progress; may change during the export. */
  count(reader: ExportReader): Promise<number>;
}

export interface ObjectsPart extends Part {
  /** Columns of its table: an archive of an organization has it as CSV too. */
  table?: readonly string[];
  objects(reader: ExportReader): AsyncIterable<object>;
}

export interface FilesPart extends Part {
  files(reader: ExportReader): AsyncIterable<ExportedFile>;
}

export interface ExportedFile {
  /** Relative to the part's folder. */
  path: string;
  content: string | (() => Promise<Readable>);
  changedAt: Date;
}

/** A kind of data removed with its owner, an account or an organization. */
export interface Erasure {
  name: string;
  /**
   * Removes or clears a bounded number of rows in the caller's transaction, and the external data they refer to. Returns
   * their number. Called until it returns 0, and again after a crash.
   */
  step(em: EntityManager, ownerId: string, storage: ObjectStorage): Promise<number>;
}

const PAGE = 200;

export interface ListOfRows {
  name: string;
  description: string;
  /** Columns, with their names in the archive. */
  select: string;
  /** `from` and `where` clauses for the account's rows, with one parameter. */
  from: string;
  /** Sort column for keyset pagination. Unique per owner. */
  key: string;
  /** A value below all keys; default: the lowest id. */
  before?: string;
  /** Rows per statement; fewer if rows are large. */
  page?: number;
  table?: readonly string[];
}

/** Rows of a hand-written statement, with keyset pagination. */
export function listOfRows({ name, description, table, ...list }: ListOfRows): ObjectsPart {
  return {
    name,
    description,
    ...(table && { table }),
    count: (reader) => countOf(reader, list.from),
    async *objects(reader) {
      for await (const { orderedBy: _, ...row } of pagesOf<object>(reader, list)) yield row;
    },
  };
}

export async function* pagesOf<T extends object>(
  reader: ExportReader,
  { select, from, key, before = NO_ID, page = PAGE }: Omit<ListOfRows, "name" | "description" | "table">,
): AsyncGenerator<T & { orderedBy: string }> {
  const sql = `select ${select}, ${key} as "orderedBy" ${from} and ${key} > ? order by ${key} limit ${page}`;
  for (let after = before; ;) {
    const found = await reader.rows<T & { orderedBy: string }>(sql, [reader.ownerId, after]);
    yield* found;
    if (found.length < page) return;
    after = found.at(-1)!.orderedBy;
  }
}

export async function countOf(reader: ExportReader, from: string): Promise<number> {
  const [found] = await reader.rows<{ count: number }>(`select count(*)::int as count ${from}`, [reader.ownerId]);
  return found?.count ?? 0;
}

const BATCH = 500;

/** Removes the owner's rows from a table. */
export function removal(table: string, column = "user_id"): Erasure {
  return statement(
    `${table} by ${column}`,
    `delete from ${table} where ctid = any(array(select ctid from ${table} where ${column} = ? limit ${BATCH}))`,
  );
}

/** A statement that takes the owner's id, and affects fewer rows each time until none are left. */
export function statement(name: string, sql: string): Erasure {
  return {
    name,
    step: async (em, ownerId) => (await rows(em, `${sql} returning 1`, [ownerId])).length,
  };
}
