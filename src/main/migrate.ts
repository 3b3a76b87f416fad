import { ENTITIES } from "../app/compose.js";
import { migrate } from "../app/migrate.js";
import { openDatabase } from "../app/platform.js";
import { runOnce } from "../app/run.js";

await runOnce(async (env) => {
  const db = await openDatabase(env, ENTITIES);
  await migrate(db, process.argv[2] ?? "up", console.log);
  await db.close();
});
