import type { Database } from "../../platform/database/database.js";

/**
 * up: migrates to the newest version; safe to run from many processes at once. down: reverts the newest migration. create: writes a
 * migration for the difference between entities and snapshot. check: rejects if there is a difference.
 */
export async function migrate(db: Database, verb: string, print: (line: string) => void): Promise<void> {
  const { migrator } = db;
  switch (verb) {
    case "up": {
      const applied = await locked(db, () => migrator.up());
      return print(applied.length > 0 ? `applied ${applied.map(({ name }) => name).join(", ")}` : "schema is up to date");
    }
    case "down": {
      const undone = await locked(db, () => migrator.down());
      return print(undone.length > 0 ? `undid ${undone.map(({ name }) => name).join(", ")}` : "no migration to revert");
    }
    case "create": {
      const { fileName } = await migrator.create();
      return print(fileName ? `wrote ${fileName}; read it before you commit it` : "no change");
    }
    case "check":
      if (await migrator.checkSchema()) throw new Error("The entities have changed without a migration. Run: npm run migrate -- create");
      return print("migrations match the entities");
    default:
      throw new Error(`Unknown verb ${verb}. Use up, down, create or check.`);
  }
}

const MIGRATION_LOCK = 727_301;

/** Holds a PostgreSQL advisory lock on one connection, so that processes that start together migrate one at a time. */
async function locked<T>(db: Database, work: () => Promise<T>): Promise<T> {
  return db.transaction(async (em) => {
    await em.execute("select pg_advisory_xact_lock(?)", [MIGRATION_LOCK]);
    return work();
  });
}
