/** Restores into PostgreSQL in one transaction: a restore that fails or is killed leaves the database unchanged. */
import { createReadStream } from "node:fs";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import { createGunzip } from "node:zlib";
import { from as copyFrom } from "pg-copy-streams";
import type { Client } from "pg";
import { rows, type Database, type EntityManager } from "../database/database.js";
import { TABLES } from "./dump-database.js";
import { BackupError, type Manifest } from "./manifest.js";

const MIGRATIONS_TABLE = "mikro_orm_migrations";
const LOCK_TIMEOUT_MS = 10_000;
const LOCK_NOT_AVAILABLE = "55P03";

/** DROP statements for everything in the schema that does not belong to an extension, the migrations table excepted. */
const DROPS = `
  select format('drop table if exists %I cascade', relname) as sql from pg_class
    where relnamespace = current_schema()::regnamespace and relkind in ('r', 'p') and relname <> '${MIGRATIONS_TABLE}'
  union all
  select format('drop %s if exists %s cascade', case p.prokind when 'p' then 'procedure' when 'a' then 'aggregate' else 'function' end, p.oid::regprocedure) from pg_proc p
    where pronamespace = current_schema()::regnamespace and not exists (select from pg_depend where objid = p.oid and deptype = 'e')
  union all
  select format('drop type if exists %I cascade', t.typname) from pg_type t
    where typnamespace = current_schema()::regnamespace and typtype in ('e', 'd') and not exists (select from pg_depend where objid = t.oid and deptype = 'e')`;

const FOREIGN_KEYS = `
  select conrelid::regclass::text as "table", quote_ident(conname) as name, pg_get_constraintdef(oid) as definition
  from pg_constraint where connamespace = current_schema()::regnamespace and contype = 'f' and conparentid = 0`;

/** Does any table other than the migrations table have rows? */
export async function hasRows(db: Database): Promise<boolean> {
  const em = db.em.fork();
  const tables = await rows<{ name: string }>(em, TABLES);
  for (const { name } of tables.filter((table) => table.name !== MIGRATIONS_TABLE)) {
    if ((await rows(em, `select 1 from ${quote(name)} limit 1`)).length > 0) return true;
  }
  return false;
}

/**
 * Replaces everything in the schema with the backup, at the migration of the backup. Rows are loaded without triggers and foreign
 * keys; the foreign keys are restored before the commit, which checks every row.
 */
export async function loadDatabase(db: Database, folder: string, manifest: Manifest): Promise<void> {
  await db.migrator.getPending(); // creates the migrations table, outside of the transaction
  const clientOf = await watchConnections(db);
  const load = async (em: EntityManager) => {
    const run = (sql: string) => em.execute(sql);
    await run(`set local lock_timeout = ${LOCK_TIMEOUT_MS}`);
    await run(`set local statement_timeout = 0`);
    await run(`set local idle_in_transaction_session_timeout = 0`);
    for (const { sql } of await rows<{ sql: string }>(em, DROPS)) await run(sql);
    await run(`delete from ${quote(MIGRATIONS_TABLE)}`);
    await db.migrator.up({ to: manifest.migrations.at(-1)!, transaction: em.getTransactionContext() as object });

    const foreignKeys = await rows<{ table: string; name: string; definition: string }>(em, FOREIGN_KEYS);
    for (const { table, name } of foreignKeys) await run(`alter table ${table} drop constraint ${name}`);
    const present = await rows<{ name: string; columns: string[] }>(em, TABLES);
    expectSameTables(present, manifest);
    for (const { name } of present) await run(`alter table ${quote(name)} disable trigger user`);
    await run(`truncate ${present.map(({ name }) => quote(name)).join(", ")}`);
    const client = await clientOf(em);
    for (const table of manifest.tables) await loadTable(client, folder, table);
    for (const { name, value, isCalled } of manifest.sequences) {
      await em.execute("select setval(?::regclass, ?::bigint, ?)", [quote(name), value, isCalled]);
    }
    for (const { name } of present) await run(`alter table ${quote(name)} enable trigger user`);
    for (const { table, name, definition } of foreignKeys) await run(`alter table ${table} add constraint ${name} ${definition}`);
  };
  await db.transaction(load).catch((error: unknown) => {
    if ((error as { code?: string }).code !== LOCK_NOT_AVAILABLE) throw error;
    throw new BackupError("Other processes use the database: stop the API and the workers, then run the command again.");
  });
  await db.em.fork().execute("analyze");
}

async function loadTable(client: Client, folder: string, { name, columns, rows: count, file }: Manifest["tables"][number]): Promise<void> {
  const stream = client.query(copyFrom(`copy ${quote(name)} (${columns.map(quote).join(", ")}) from stdin`));
  await pipeline(createReadStream(join(folder, file.path)), createGunzip(), stream);
  if (stream.rowCount !== count) throw new BackupError(`The table ${name} should have ${count} rows, but its file has ${stream.rowCount}.`);
}

function expectSameTables(present: readonly { name: string; columns: string[] }[], { tables }: Manifest): void {
  const shown = (list: readonly { name: string; columns: readonly string[] }[]) =>
    list.map(({ name, columns }) => `${name} (${[...columns].sort().join(", ")})`).sort();
  const [now, then] = [shown(present), shown(tables)];
  const differing = [...now.filter((each) => !then.includes(each)), ...then.filter((each) => !now.includes(each))];
  if (differing.length > 0) {
    throw new BackupError(
      `The backup's tables differ from those its migrations create: ${differing.join("; ")}. Was the schema changed by hand?`,
    );
  }
}

/**
 * COPY needs the driver's connection, and MikroORM does not expose that of a transaction: look it up among the pool's connections by
 * its backend process id.
 */
async function watchConnections(db: Database): Promise<(em: EntityManager) => Promise<Client>> {
  const pool = (await db.driver.getConnection().getNativeClient()) as unknown as {
    on(event: "acquire", listener: (client: Client & { processID: number | null }) => void): void;
  };
  const clients = new Map<number | null, Client>();
  pool.on("acquire", (client) => clients.set(client.processID, client));
  return async (em) => {
    const [{ pid }] = (await rows<{ pid: number }>(em, "select pg_backend_pid() as pid")) as [{ pid: number }];
    return clients.get(pid)!;
  };
}

function quote(identifier: string): string {
  return `"${identifier.replaceAll('"', '""')}"`;
}
