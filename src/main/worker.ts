import { compose, ENTITIES } from "../app/compose.js";
import { openPlatform } from "../app/platform.js";
import { run } from "../app/run.js";
import { startProbeServer } from "../app/probe-server.js";
import { startWorker } from "../app/worker.js";

await run(async (env) => {
  const platform = await openPlatform(env, "worker", ENTITIES);
  await startWorker(platform, compose(platform));
  await startProbeServer(platform);
  platform.log.info({ worker: platform.processId }, "worker started");
  return platform;
});
