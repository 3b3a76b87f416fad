/** Dumps every table and sequence of the schema from PostgreSQL, in one snapshot, while other sessions keep writing. */
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { to as copyTo } from "pg-copy-streams";
import type { PoolClient } from "pg";
import type { Database } from "../database/database.js";
import { writeCompressed } from "./files.js";
import { FOLDER_MODE, type BackedUpSequence, type BackedUpTable } from "./manifest.js";

export interface Dump {
  takenAt: string;
  tables: BackedUpTable[];
  sequences: BackedUpSequence[];
}

/** Ordinary tables with their columns, except generated ones. Read from the catalog, so none can be forgotten. */
export const TABLES = `
  select c.relname as name, array_agg(a.attname::text order by a.attnum) as columns
  from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
  where c.relnamespace = current_schema()::regnamespace and c.relkind = 'r'
  group by c.relname order by c.relname`;

const SEQUENCES = `select relname as name from pg_class where relnamespace = current_schema()::regnamespace and relkind = 'S' order by relname`;

/** Runs with a dedicated connection, outside of transactions. */
export async function borrow<T>(db: Database, work: (client: PoolClient) => Promise<T>): Promise<T> {
  const pool = (await db.driver.getConnection().getNativeClient()) as { connect(): Promise<PoolClient> };
  const client = await pool.connect();
  try {
    return await work(client);
  } finally {
    client.release(true);
  }
}

/**
 * Writes the tables into `folder`/`path`. `inSnapshot` reads more in the same snapshot. Sequences are not transactional: they are read
 * last, so they are at least as far as the rows.
 */
export function dumpDatabase(db: Database, folder: string, path: string, inSnapshot: (client: PoolClient) => Promise<void>): Promise<Dump> {
  return borrow(db, async (client) => {
    await mkdir(join(folder, path), { recursive: true, mode: FOLDER_MODE });
    await client.query("begin isolation level repeatable read read only");
    await client.query("set local statement_timeout = 0; set local idle_in_transaction_session_timeout = 0");
    const { rows: moments } = await client.query<{ now: Date }>("select now()");
    const { rows: found } = await client.query<{ name: string; columns: string[] }>(TABLES);
    const tables: BackedUpTable[] = [];
    for (const { name, columns } of found) {
      const list = columns.map((column) => client.escapeIdentifier(column)).join(", ");
      const stream = client.query(copyTo(`copy ${client.escapeIdentifier(name)} (${list}) to stdout`));
      const file = await writeCompressed(folder, `${path}/${name}.copy.gz`, stream);
      tables.push({ name, columns, rows: stream.rowCount, file });
    }
    await inSnapshot(client);
    await client.query("commit");
    const sequences: BackedUpSequence[] = [];
    for (const { name } of (await client.query<{ name: string }>(SEQUENCES)).rows) {
      const asked = `select last_value::text as value, is_called as "isCalled" from ${client.escapeIdentifier(name)}`;
      const { rows } = await client.query<{ value: string; isCalled: boolean }>(asked);
      sequences.push({ name, ...rows[0]! });
    }
    return { takenAt: new Date(moments[0]!.now).toISOString(), tables, sequences };
  });
}
