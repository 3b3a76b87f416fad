import { compose } from "../app/compose.js";
import { ENTITIES } from "../app/declared.js";
import { openPlatform } from "../app/platform.js";
import { run } from "../app/programs/run.js";
import { startProbeServer } from "../app/http/probe-server.js";
import { startWorker } from "../app/programs/worker.js";

await run(async (env) => {
  const platform = await openPlatform(env, "worker", ENTITIES);
  await startWorker(platform, compose(platform));
  await startProbeServer(platform);
  platform.log.info({ worker: platform.processId }, "worker started");
  return platform;
});
