import { ENTITIES } from "../app/declared.js";
import { openPlatform } from "../app/platform.js";
import { rebuildAnalytics } from "../app/programs/rebuild-analytics.js";
import { runCommand } from "../app/programs/run.js";

await runCommand(async (env) => {
  const platform = await openPlatform({ ...env, LOG_LEVEL: "error" }, "rebuild-analytics", ENTITIES);
  await rebuildAnalytics(platform, console.log);
  await platform.shutdown.run();
});
