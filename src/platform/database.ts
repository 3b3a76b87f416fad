import { MikroORM, type EntityClass } from "@mikro-orm/core";
import { Migrator } from "@mikro-orm/migrations";
import { PostgreSqlDriver, type EntityManager } from "@mikro-orm/postgresql";
import { ReflectMetadataProvider } from "@mikro-orm/decorators/legacy";

export type Database = MikroORM<PostgreSqlDriver>;
export type { EntityManager };

export interface DatabaseOptions {
  url: string;
  poolMax: number;
  entities: readonly EntityClass<object>[];
  /** Folder of the migrations; compiled ones at run time, TypeScript ones while developing. */
  migrationsFolder: string;
}

/** Opens no connection yet. `em.fork()` gives each operation its own EntityManager. */
export async function createDatabase({ url, poolMax, entities, migrationsFolder }: DatabaseOptions): Promise<Database> {
  return MikroORM.init<PostgreSqlDriver>({
    driver: PostgreSqlDriver,
    clientUrl: url,
    pool: { min: 0, max: poolMax },
    entities: [...entities],
    metadataProvider: ReflectMetadataProvider,
    extensions: [Migrator],
    forceUtcTimezone: true,
    allowGlobalContext: false,
    debug: false,
    migrations: {
      path: migrationsFolder,
      pathTs: migrationsFolder,
      glob: "!(*.d).{js,ts,mjs}",
      snapshotName: "snapshot",
      transactional: true,
      allOrNothing: true,
      emit: "js",
    },
  });
}

/** Rows of a hand-written statement, for hot lists and conditional updates where entities would only be in the way. */
export async function rows<T extends object>(em: EntityManager, sql: string, params: readonly unknown[] = []): Promise<T[]> {
  return (await em.execute(sql, [...params], "all")) as T[];
}

const UNIQUE_VIOLATION = "23505";

/** Name of the violated unique constraint, or null when the error is something else. */
export function violatedUnique(error: unknown): string | null {
  const { code, constraint } = error as { code?: string; constraint?: string };
  return code === UNIQUE_VIOLATION ? (constraint ?? "") : null;
}
