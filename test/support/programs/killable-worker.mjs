// A worker as in production that ends itself with SIGKILL at a named moment of its first judging or notification.
import { compose } from "../../../dist/app/compose.js";
import { ENTITIES } from "../../../dist/app/declared.js";
import { openPlatform } from "../../../dist/app/platform.js";
import { run } from "../../../dist/app/programs/run.js";
import { startWorker } from "../../../dist/app/programs/worker.js";

const killAt = process.argv[2];

await run(async (env) => {
  const platform = await openPlatform(env, "worker", ENTITIES);
  const checkpoint = (name) => {
    if (name === killAt) process.kill(process.pid, "SIGKILL");
  };
  await startWorker(platform, compose(platform, { checkpoint }));
  platform.log.info("worker started");
  return platform;
});
