// `npm run bench [name…]`: measures promised figures, each against a named baseline that alternates with it. Works as the first
// command in a fresh checkout, and beside a running npm start. Each test/bench/<name>.bench.mjs exports `run({ row, env, services })`;
// test/bench/support/table.mjs describes rows.
import { readdirSync } from "node:fs";
import { build } from "./lib/build.mjs";
import { report, say, step, Stop } from "./lib/console.mjs";
import { makeDataFolder } from "./lib/embedded.mjs";
import { forgetRealServices } from "./lib/environment.mjs";
import { followParent } from "./lib/follow-parent.mjs";
import { prepareJudgeParts } from "./lib/judge-parts.mjs";
import { main } from "./lib/main.mjs";
import { inRoot, judgeHome } from "./lib/paths.mjs";
import { prepareMachine } from "./lib/prepare.mjs";

const SUFFIX = ".bench.mjs";

function chosenNames() {
  const known = readdirSync(inRoot("test", "bench"))
    .filter((name) => name.endsWith(SUFFIX))
    .map((name) => name.slice(0, -SUFFIX.length));
  const asked = process.argv.slice(2);
  const unknown = asked.filter((name) => !known.includes(name));
  if (unknown.length > 0) throw new Stop(`There is no benchmark ${unknown.join(" ")}; there are ${known.join(", ")}.`);
  return asked.length > 0 ? asked : known;
}

/** Environment of the measured programs: like production, but with worthless secrets. */
const environment = (services) => ({
  ...process.env,
  ...services.env,
  NODE_ENV: "production",
  PUBLIC_URL: "https://bench.codequest.example",
  WEB_URL: "https://bench.codequest.example",
  VAPID_PRIVATE_KEY: Buffer.from("codequest-benchmarks-only-vapid!").toString("base64url"),
  JUDGE_HOME: judgeHome(),
  JUDGE_CACHE_DIR: `${services.directory}/test-sets`,
  TOKEN_SECRET: "a-secret-of-the-benchmarks-and-of-nothing-else",
  S3_SECRET_ACCESS_KEY: services.s3.keys.secretAccessKey,
  BCRYPT_COST: "10",
  // Counted, but never used up.
  QUERY_COST_PER_MINUTE: "1000000000",
  LOG_LEVEL: "info",
  PORT: "0",
});

async function measure(names, services) {
  const { createTable } = await import("../test/bench/support/table.mjs");
  const table = createTable(say);
  const failed = [];
  for (const name of names) {
    say(`\n${name}`);
    const { run } = await import(`../test/bench/${name}${SUFFIX}`);
    try {
      await run({ row: (row) => table.add(name, row), env: environment(services), services });
    } catch (error) {
      report(`✗ ${name}: ${error.stack ?? error}`);
      failed.push(name);
    }
  }
  say(`\n${table.markdown()}\n`);
  return failed;
}

await main(async () => {
  forgetRealServices();
  makeDataFolder();
  const names = chosenNames();
  const code = await prepareMachine();
  if (code !== undefined) return code;
  await Promise.all([step("Program", build), step("Sandbox parts", prepareJudgeParts)]);
  const { startServices } = await import("./lib/services.mjs");
  const services = await startServices({ durable: true });
  const stopEarly = async () => {
    await services.stop();
    process.exit(130);
  };
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.once(signal, () => void stopEarly());
  followParent(() => void stopEarly());
  try {
    // A missed target is a result, not a failure; a benchmark that crashed has no result.
    return (await measure(names, services)).length > 0 ? 1 : 0;
  } finally {
    await services.stop();
  }
});
