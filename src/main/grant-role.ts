import { ENTITIES } from "../app/compose.js";
import { grantRole } from "../app/grant-role.js";
import { openDatabase } from "../app/platform.js";
import { runOnce } from "../app/run.js";

await runOnce(async (env) => {
  const db = await openDatabase(env, ENTITIES);
  const [email, role] = process.argv.slice(2);
  await grantRole(db, email, role, console.log);
  await db.close();
});
