import { compose } from "../app/compose.js";
import { ENTITIES } from "../app/declared.js";
import { openPlatform } from "../app/platform.js";
import { runCommand } from "../app/programs/run.js";
import { seed } from "../app/programs/seed.js";

await runCommand(async (env) => {
  const platform = await openPlatform({ ...env, LOG_LEVEL: "warn" }, "seed", ENTITIES);
  const demoAccounts = process.argv.includes("--demo-accounts");
  await seed(platform, compose(platform), { demoAccounts }, console.log);
  await platform.shutdown.run();
});
