import { MikroORM, type EntityClass, type EntityMetadata } from "@mikro-orm/core";
import { Migrator } from "@mikro-orm/migrations";
import { PostgreSqlDriver, type EntityManager } from "@mikro-orm/postgresql";
import { ReflectMetadataProvider } from "@mikro-orm/decorators/legacy";
import { notFound } from "../../kernel/errors.js";
import { refuseNegativeNumbers } from "./checks.js";
import type { Logger } from "../telemetry/logger.js";
import { beginLazily, type Connection } from "./lazy-begin.js";
import { EsModuleMigrationGenerator } from "./migration-generator.js";
import { statementLogger } from "./statement-logger.js";
import { createTransact, type Transact, type Transaction } from "./transaction.js";

/** `em.fork()` for reads and single statements, `transaction` for everything else. */
export type Database = MikroORM<PostgreSqlDriver, EntityManager> & { transaction: Transact };
export type { EntityManager, Transaction };

export interface DatabaseOptions {
  url: string;
  poolMax: number;
  entities: readonly EntityClass<object>[];
  /** Folder of the migrations, which are plain ES modules. */
  migrationsFolder: string;
  /** Statement timeout; no limit if absent, as for migrations. */
  statementTimeoutMs?: number;
  /** Logs each statement at level debug, without values, and failed effects of transactions. */
  log?: Logger;
  /** Statements that take at least as long, in milliseconds, are logged as slow; 0 disables it. */
  slowMs?: number;
  /** Called with the connection pool when it exists. */
  onPool?(pool: PoolState): void;
}

/** Connections of this process's pool, as `pg` counts them. */
export interface PoolState {
  readonly totalCount: number;
  readonly idleCount: number;
  /** Callers waiting for a connection. */
  readonly waitingCount: number;
}

/** The precision of a JavaScript Date. MikroORM's default, whole seconds, would round leases and cursors. */
const TIMESTAMP_FRACTION_DIGITS = 3;

/** Timeout for a connection: for a free one of the pool, and for opening a new one. */
const CONNECT_TIMEOUT_MS = 5000;
/** PostgreSQL ends a statement itself; if its answer does not arrive, the client gives up this much later. */
const ANSWER_ON_THE_WAY_MS = 2000;
const KEEP_ALIVE_MS = 10_000;
/** Longer than the pauses of the worker's clocks: opening a connection costs the server as much as dozens of statements. */
const IDLE_MS = 60_000;

/** Opens no connection yet. `em.fork()` gives each operation its own EntityManager. */
export async function createDatabase(options: DatabaseOptions): Promise<Database> {
  const { url, poolMax, entities, migrationsFolder, log, slowMs = 0, onPool } = options;
  const orm = await MikroORM.init<PostgreSqlDriver, EntityManager>({
    driver: PostgreSqlDriver,
    clientUrl: url,
    pool: { min: 0, max: poolMax, idleTimeoutMillis: IDLE_MS },
    driverOptions: {
      ...timeouts(options.statementTimeoutMs),
      onPoolCreated: (pool: Pool) => {
        pool.on("connect", beginLazily);
        parseTimestamps(pool);
        dropSilentConnections(pool);
        onPool?.(pool);
      },
    },
    entities: [...entities],
    metadataProvider: ReflectMetadataProvider,
    extensions: [Migrator],
    forceUtcTimezone: true,
    allowGlobalContext: false,
    // A server process must not create the database: it would hide a wrong name. `migrate` creates it.
    ensureDatabase: false,
    discovery: {
      onMetadata: keepMilliseconds,
      afterDiscovered: (found, platform) => {
        for (const meta of found) refuseNegativeNumbers(meta, platform);
      },
    },
    ...statementLogger(log, slowMs),
    migrations: {
      path: migrationsFolder,
      pathTs: migrationsFolder,
      glob: "Migration*.js",
      snapshotName: "snapshot",
      // Only `create` updates the snapshot; running migrations must not rewrite a committed file.
      snapshotOnMigrate: false,
      transactional: true,
      allOrNothing: true,
      emit: "js",
      generator: EsModuleMigrationGenerator,
    },
  });
  return Object.assign(orm, { transaction: createTransact(() => orm.em.fork(), log) });
}

function keepMilliseconds(meta: EntityMetadata): void {
  for (const property of Object.values(meta.properties)) {
    if ((property.type as string) === "datetime") property.length = TIMESTAMP_FRACTION_DIGITS;
  }
}

/** What this file uses of the driver's pool. */
interface Pool extends PoolState {
  options: { types?: { setTypeParser(oid: number, parse: (text: string) => unknown): void } };
  on(event: "connect", listener: (client: Connection) => void): void;
  on(event: "release", listener: (error: unknown, client: { readyForQuery: boolean; end(): Promise<void> }) => void): void;
}

/** Without them a network that drops packets would block forever. */
function timeouts(statementTimeoutMs = 0) {
  return {
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    keepAlive: true,
    keepAliveInitialDelayMillis: KEEP_ALIVE_MS,
    ...(statementTimeoutMs > 0 && {
      statement_timeout: statementTimeoutMs,
      query_timeout: statementTimeoutMs + ANSWER_ON_THE_WAY_MS,
      // A process suspended in the middle of a transaction must not keep its locks.
      idle_in_transaction_session_timeout: 2 * statementTimeoutMs,
    }),
  };
}

/**
 * A connection returned while its statement still runs was abandoned by its user; the next user would have to wait for the statement.
 */
function dropSilentConnections(pool: Pool): void {
  pool.on("release", (_error, client) => {
    if (!client.readyForQuery) void client.end().catch(() => undefined);
  });
}

const TIMESTAMPTZ_OID = 1184;

/** MikroORM parses timestamps only for entities; hand-written statements need dates too. */
function parseTimestamps(pool: Pool): void {
  pool.options.types?.setTypeParser(TIMESTAMPTZ_OID, (text) => new Date(text));
}

/** Rows of a hand-written statement, for hot lists and conditional updates that gain nothing from entities. See also prepared.ts. */
export async function rows<T extends object>(em: EntityManager, sql: string, params: readonly unknown[] = []): Promise<T[]> {
  return (await em.execute(sql, [...params], "all")) as T[];
}

/** A parameter for `?::text[]`. The words must need no quotes: roles, names, ids. */
export function textArray(words: readonly string[] | null | undefined): string | null {
  return words ? `{${words.join(",")}}` : null;
}

const UNIQUE_VIOLATION = "23505";
/** 23001 is PostgreSQL 18's code for a row referenced with `on delete restrict`. */
const REFERENCE_VIOLATIONS = ["23503", "23001"];

/** Name of the violated unique constraint, or null when the error is something else. */
export function violatedUnique(error: unknown): string | null {
  const { code, constraint } = error as { code?: string; constraint?: string };
  return code === UNIQUE_VIOLATION ? (constraint ?? "") : null;
}

/** Name of the violated foreign key, or null when the error is something else. */
export function violatedReference(error: unknown): string | null {
  const { code, constraint } = error as { code?: string; constraint?: string };
  return REFERENCE_VIOLATIONS.includes(code ?? "") ? (constraint ?? "") : null;
}

/** For writes that refer to an object read before: NOT_FOUND if it has been deleted since. */
export function unlessDeleted<T>(what: string, writing: Promise<T>): Promise<T> {
  return writing.catch((error: unknown) => {
    throw violatedReference(error) === null ? error : notFound(what);
  });
}
