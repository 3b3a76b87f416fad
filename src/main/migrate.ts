import { ENTITIES } from "../app/declared.js";
import { migrate } from "../app/programs/migrate.js";
import { openDatabase } from "../app/platform.js";
import { runCommand } from "../app/programs/run.js";

await runCommand(async (env) => {
  // One connection holds the lock while the other migrates.
  const pool = { DATABASE_POOL_MAX: Math.max(2, env.DATABASE_POOL_MAX), DATABASE_STATEMENT_TIMEOUT_MS: 0 };
  const db = await openDatabase({ ...env, ...pool }, ENTITIES);
  await migrate(db, process.argv[2] ?? "up", console.log);
  await db.close();
});
