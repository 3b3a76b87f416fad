import { ENTITIES } from "../app/declared.js";
import { openPlatform } from "../app/platform.js";
import { queueFingerprints } from "../app/programs/queue-fingerprints.js";
import { runCommand } from "../app/programs/run.js";

await runCommand(async (env) => {
  const platform = await openPlatform({ ...env, LOG_LEVEL: "error" }, "fingerprint", ENTITIES);
  await queueFingerprints(platform, console.log);
  await platform.shutdown.run();
});
