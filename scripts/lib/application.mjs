// Our own programs: migrations and seed run to completion; API and worker are kept alive.
import { existsSync, mkdirSync, openSync, readdirSync, writeSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { report, Stop } from "./console.mjs";
import { ask } from "./ask.mjs";
import { programNode } from "./hand-over.mjs";
import { heapFlags } from "./heap.mjs";
import { remember } from "./leftovers.mjs";
import { inRoot, dataDir, logsDir } from "./paths.mjs";
import { tryPort } from "./ports.mjs";
import { lastLines, run, spawnTied } from "./run.mjs";
import { hashOf, readJson, writeJson } from "./stamps.mjs";
import { endChild, waitUntil } from "./wait.mjs";

/** Compilation in watch mode creates no bundles. */
const program = (name, { bundled = true } = {}) => inRoot("dist", bundled ? "bundle" : "main", `${name}.js`);

/** Runs one of our programs to completion. If it fails, throws a Stop with its last output. */
export async function runProgram(name, args, env) {
  const result = await run(programNode(), [program(name), ...args], { env });
  if (result.code !== 0) throw new Stop(`${name} failed. It said:\n${lastLines(result.output)}`);
  return result.output;
}

/** Asks the database, as migrations may have been reverted by hand; running the migrator just to find nothing takes a second. */
async function isMigrated(url) {
  const files = (existsSync(inRoot("migrations")) ? readdirSync(inRoot("migrations")) : []).filter((name) =>
    /^Migration.*\.(ts|js)$/.test(name),
  );
  const { default: pg } = await import("pg");
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const { rows } = await client.query("select name from mikro_orm_migrations");
    const done = new Set(rows.map(({ name }) => name.replace(/\.[jt]s$/, "")));
    return files.length > 0 && files.every((name) => done.has(name.replace(/\.[jt]s$/, "")));
  } catch {
    return false;
  } finally {
    await client.end();
  }
}

export async function migrate(env) {
  if (await isMigrated(env.DATABASE_URL)) return "unchanged";
  await runProgram("migrate", ["up"], env);
  return "applied";
}

/** Seeding is safe to repeat; it is skipped if the same seed has already been loaded into the same database and bucket. */
export async function seed(env, { demoAccounts }) {
  const stamp = join(dataDir, "seeded.json");
  const wanted = {
    hash: hashOf([inRoot("seed"), inRoot("dist", ".stamp"), inRoot("scripts", "demo-accounts.json")]),
    database: env.DATABASE_URL,
    storage: env.S3_ENDPOINT,
    demoAccounts,
  };
  if (JSON.stringify(readJson(stamp, {})) === JSON.stringify(wanted)) return "unchanged";
  await runProgram("seed", demoAccounts ? ["--demo-accounts"] : [], env);
  writeJson(stamp, wanted);
  return "done";
}

const MATTERS = ["warn", "error", "fatal"];

/** Writes every line to the log file, and the important ones, or all, to the terminal. */
function showOutput(child, name, log, all) {
  mkdirSync(logsDir, { recursive: true });
  const file = openSync(log, "a", 0o600);
  for (const stream of [child.stdout, child.stderr]) {
    createInterface({ input: stream }).on("line", (line) => {
      writeSync(file, `${line}\n`);
      const level = /^\{"level":"(\w+)"/.exec(line)?.[1];
      if (all || level === undefined || MATTERS.includes(level)) report(`[${name}] ${line}`);
    });
  }
}

const shutdownMs = (env) => Number(env.SHUTDOWN_TIMEOUT_MS || 10_000) + 5_000;

function service({ name, main, env, expectFree = () => undefined, isReady, dev }) {
  const log = join(logsDir, `${main}.log`);
  async function begin() {
    await expectFree();
    const child = spawnTied(programNode(), [...(dev ? ["--enable-source-maps"] : []), ...heapFlags(), program(main, { bundled: !dev })], {
      env,
      stdout: "pipe",
    });
    showOutput(child, main, log, dev);
    remember(name, child.pid);
    await waitUntil(() => isReady(child), { name, child, log, everyMs: 30 });
    return child;
  }
  return { name, begin, end: (child) => endChild(child, "SIGTERM", shutdownMs(env)) };
}

const answersReady = (url) =>
  ask(url, { timeoutMs: 2000 }).then(
    ({ status }) => status === 200,
    () => false,
  );

/** The port may have been taken by another program since the API last ran, and that one's answer would pass for the API's. */
async function expectFreePort({ HOST, PORT }) {
  if ((await tryPort(Number(PORT), HOST)) === undefined) throw new Error(`port ${PORT} is in use by another program`);
}

export const api = (env, { address, dev }) =>
  service({
    ...{ name: "API", main: "api", env, dev },
    expectFree: () => expectFreePort(env),
    isReady: () => answersReady(`http://${address}/ready`),
  });

/** Ready once it runs: the API reports whether it takes jobs, as `judge { workersAlive }`. */
export const worker = (env, { dev }) => service({ name: "Worker", main: "worker", env, dev, isReady: () => true });
