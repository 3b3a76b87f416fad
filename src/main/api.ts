import { compose } from "../app/compose.js";
import { ENTITIES } from "../app/declared.js";
import { openPlatform } from "../app/platform.js";
import { run } from "../app/programs/run.js";
import { startApi } from "../app/http/api-server.js";

await run(async (env) => {
  const platform = await openPlatform(env, "api", ENTITIES);
  const { port } = await startApi(platform, compose(platform));
  platform.log.info({ host: env.HOST, port }, "api listening");
  return platform;
});
