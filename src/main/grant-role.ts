import { ENTITIES } from "../app/declared.js";
import { grantRole } from "../app/programs/grant-role.js";
import { openPlatform } from "../app/platform.js";
import { runCommand } from "../app/programs/run.js";

await runCommand(async (env) => {
  const platform = await openPlatform({ ...env, LOG_LEVEL: "error" }, "grant-role", ENTITIES);
  const [email, role] = process.argv.slice(2);
  await grantRole(platform, email, role, console.log);
  await platform.shutdown.run();
});
