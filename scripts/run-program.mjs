// Runs a program of src/main, building it if needed: node scripts/run-program.mjs <name> [arguments]. Without DATABASE_URL, REDIS_URL
// and S3_ENDPOINT it uses the embedded services of a running npm start.
import { spawn } from "node:child_process";
import { build } from "./lib/build.mjs";
import { Stop } from "./lib/console.mjs";
import { embeddedDatabaseUrl, embeddedRedisUrl, embeddedStorage } from "./lib/embedded-address.mjs";
import { readDotEnv } from "./lib/environment.mjs";
import { programNode } from "./lib/hand-over.mjs";
import { main } from "./lib/main.mjs";
import { inRoot } from "./lib/paths.mjs";

await main(async () => {
  const [name, ...args] = process.argv.slice(2);
  if (!name) throw new Stop("Usage: node scripts/run-program.mjs PROGRAM [arguments], with a program of src/main.");
  readDotEnv();
  await build();
  const database = process.env.DATABASE_URL ?? embeddedDatabaseUrl();
  const redis = process.env.REDIS_URL ?? embeddedRedisUrl();
  const storage = process.env.S3_ENDPOINT ? {} : embeddedStorage();
  const env = { ...process.env, ...(database && { DATABASE_URL: database }), ...(redis && { REDIS_URL: redis }), ...storage };
  const child = spawn(programNode(), [inRoot("dist", "bundle", `${name}.js`), ...args], { stdio: "inherit", env });
  for (const signal of ["SIGINT", "SIGTERM"]) process.on(signal, () => child.kill(signal));
  return new Promise((resolve) => child.on("exit", (code) => resolve(code ?? 1)));
});
