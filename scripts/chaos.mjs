/**
 * `npm run chaos [kills] [-- --seed N]`: two APIs, two workers and services of their own; learners submit and watch all
 * the time, while random parts are killed, paused, emptied and restarted. Then everything acknowledged must have its one
 * right verdict, told to its watcher and counted once, with nothing left behind. The seed repeats the accidents.
 */
import { mkdirSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { parseArgs } from "node:util";
import pg from "pg";
import { runProgram } from "./lib/application.mjs";
import { build } from "./lib/build.mjs";
import { accidentsOf } from "./lib/chaos/accidents.mjs";
import { checkCounts, checkVerdicts, findLeftovers } from "./lib/chaos/checks.mjs";
import { request, submit, watch } from "./lib/chaos/clients.mjs";
import { program } from "./lib/chaos/programs.mjs";
import { randomOf } from "./lib/chaos/random.mjs";
import { report, say, step, Stop } from "./lib/console.mjs";
import { makeDataFolder } from "./lib/embedded.mjs";
import { prepareJudgeParts } from "./lib/judge-parts.mjs";
import { main } from "./lib/main.mjs";
import { dataDir, judgeHome } from "./lib/paths.mjs";
import { choosePorts } from "./lib/ports.mjs";
import { prepareMachine } from "./lib/prepare.mjs";
import { startServices } from "./lib/services.mjs";

const LEARNERS = 4;
/** Between two accidents. */
const PAUSE_MS = [200, 1200];
const PAUSED_MS = [500, 6000];
/** For what is under way when the accidents end. */
const CALM_MS = 120_000;

const CODES = [
  { expected: "ACCEPTED", language: "python", source: "a, b = input().split()\nprint(int(a) + int(b))" },
  { expected: "ACCEPTED", language: "python", source: "import time\na, b = input().split()\ntime.sleep(0.2)\nprint(int(a) + int(b))" },
  { expected: "WRONG_ANSWER", language: "python", source: "a, b = input().split()\nprint(int(a) - int(b))" },
  { expected: "RUNTIME_ERROR", language: "python", source: "raise SystemExit(3)" },
  { expected: "COMPILATION_ERROR", language: "cpp17", source: "int main() { return nothing; }" },
  {
    expected: "ACCEPTED",
    language: "javascript",
    source: "const [a, b] = require('fs').readFileSync(0, 'utf8').split(' ').map(Number);\nconsole.log(a + b);",
  },
];

function readArguments() {
  const { values, positionals } = parseArgs({ allowPositionals: true, options: { seed: { type: "string" } } });
  const kills = Number(positionals[0] ?? 50);
  const seed = Number(values.seed ?? Math.floor(Math.random() * 2 ** 31));
  if (!Number.isInteger(kills) || kills < 1 || !Number.isInteger(seed))
    throw new Stop("Say: npm run chaos [kills] [-- --seed N], both whole numbers.");
  return { kills, seed };
}

async function startAll(services, logs) {
  const ports = await choosePorts(services.directory, ["api-1", "api-2"]);
  const env = {
    ...process.env,
    ...services.env,
    NODE_ENV: "test",
    JUDGE_HOME: judgeHome(),
    JUDGE_CACHE_DIR: join(services.directory, "test-sets"),
    JUDGE_SLOTS: "1",
    JUDGE_LEASE_MS: "4000",
    SHUTDOWN_TIMEOUT_MS: "4000",
    TOKEN_SECRET: "a-secret-of-this-run-and-of-nothing-else",
    BCRYPT_COST: "4",
    SUBMISSIONS_PER_MINUTE: "100000",
    LOG_LEVEL: "info",
  };
  await runProgram("migrate", ["up"], env);
  const apis = ["api-1", "api-2"].map((name) => program({ name, main: "api", env: { ...env, PORT: String(ports[name]) }, logs }));
  const workers = ["worker-1", "worker-2"].map((name) => program({ name, main: "worker", env, logs }));
  for (const each of [...apis, ...workers]) each.start();
  return { apis, workers, urls: ["api-1", "api-2"].map((name) => `http://127.0.0.1:${ports[name]}/graphql`) };
}

/** One person with a published problem of six tests. */
async function createProblem(url, query) {
  for (let tries = 0; ; tries++) {
    if ((await fetch(url.replace("/graphql", "/ready")).catch(() => undefined))?.ok) break;
    if (tries > 200) throw new Stop("The API did not start.");
    await sleep(100);
  }
  const input = { email: "chaos@codequest.example", username: "chaos", password: "Sesame-Open-1" };
  const { register } = await request(
    url,
    null,
    `mutation R($input: RegisterInput!) { register(input: $input) { accessToken user { id } } }`,
    { input },
  );
  await query("update users set role = 'INSTRUCTOR' where id = $1", [register.user.id]);
  const ask = (document, variables) => request(url, register.accessToken, document, variables);
  const { createProblem: created } = await ask(
    `mutation C($input: CreateProblemInput!) { createProblem(input: $input) { problem { id } } }`,
    {
      input: { title: "Sum", statement: "Add two numbers.", difficulty: "EASY", timeLimitMs: 5000 },
    },
  );
  const problemId = created.problem.id;
  const tests = [1, 2, 3, 4, 5, 6].map((n) => ({ name: `t${n}`, input: `${n} ${n}\n`, output: `${2 * n}\n`, sample: n === 1 }));
  await ask(`mutation T($input: SetProblemTestsInput!) { setProblemTests(input: $input) { problem { id } } }`, {
    input: { problemId, tests },
  });
  await ask(`mutation P($input: PublishProblemInput!) { publishProblem(input: $input) { problem { id } } }`, { input: { id: problemId } });
  return { problemId, token: register.accessToken };
}

/** Submits and watches, one after the other, until told to stop. */
async function learn(context, problemId, sent, goesOn) {
  while (goesOn()) {
    const code = context.random.oneOf(CODES);
    const one = { id: await submit(context, { problemId, ...code }), expected: code.expected, told: undefined };
    sent.push(one);
    one.told = await watch(context, one.id);
  }
}

async function causeAccidents(accidents, { kills, random, seen }) {
  const ready = new Map();
  for (let n = 1; n <= kills; n++) {
    const { part, kind, happen } = random.oneOf(accidents);
    const forMs = random.between(...PAUSED_MS);
    await sleep(random.between(...PAUSE_MS));
    await ready.get(part);
    say(`${String(n).padStart(4)}  ${part} ${kind}${kind === "paused" ? ` for ${forMs} ms` : ""}`);
    seen[`${part} ${kind}`] = (seen[`${part} ${kind}`] ?? 0) + 1;
    const over = happen(forMs);
    over.catch(() => undefined);
    ready.set(part, over);
  }
  await Promise.all(ready.values());
}

const within = (ms, work) => Promise.race([work, sleep(ms, "late", { ref: false })]);

/** Asks until nothing is found wrong, or the time is over. */
async function settled(check, timeoutMs) {
  const deadline = Date.now() + timeoutMs;
  for (;;) {
    const faults = await check();
    if (faults.length === 0 || Date.now() > deadline) return faults;
    await sleep(300);
  }
}

await main(async () => {
  makeDataFolder();
  const code = await prepareMachine();
  if (code !== undefined) return code;
  const { kills, seed } = readArguments();
  await Promise.all([step("Program", build), step("Sandbox parts", prepareJudgeParts)]);
  const logs = join(dataDir, "chaos", String(seed));
  rmSync(logs, { recursive: true, force: true });
  mkdirSync(logs, { recursive: true });
  const services = await startServices();
  const pool = new pg.Pool({ connectionString: services.postgres.url, max: 2 });
  pool.on("error", () => undefined); // it is among what is killed
  const query = async (text, params = []) => (await pool.query(text, params)).rows;

  const faults = [];
  const sent = [];
  const seen = {};
  const launcherNames = new Set();
  const { apis, workers, urls } = await startAll(services, logs);
  const programs = [...apis, ...workers];
  try {
    const { problemId, token } = await createProblem(urls[0], query);
    say(`${kills} accidents with seed ${seed}; logs in ${logs}`);
    const startedAt = Date.now();
    let busy = true;
    const learners = Array.from({ length: LEARNERS }, (_, n) =>
      learn({ urls, token, random: randomOf(seed + n + 1), faults }, problemId, sent, () => busy),
    );
    const look = setInterval(() => readdirSync(join(services.directory, "judge", "run")).forEach((name) => launcherNames.add(name)), 200);
    await causeAccidents(accidentsOf({ apis, workers, services }), { kills, random: randomOf(seed), seen });
    const calmAt = Date.now();
    busy = false;
    if ((await within(CALM_MS, Promise.all(learners))) === "late")
      faults.push(`not every watcher had its verdict ${CALM_MS / 1000} s after the last accident`);
    const recoveredMs = Date.now() - calmAt;
    faults.push(...(await settled(() => checkVerdicts(query, sent), 1000)));
    faults.push(...(await settled(() => checkCounts(query), 60_000)));
    clearInterval(look);
    const attempts = await query("select attempt::int, count(*)::int from judgements group by 1 order by 1");
    say(
      `\n${kills} accidents in ${Math.round((calmAt - startedAt) / 1000)} s; ${(recoveredMs / 1000).toFixed(1)} s later the last watcher had its verdict.`,
    );
    for (const [what, count] of Object.entries(seen).sort()) say(`  ${String(count).padStart(4)} × ${what}`);
    say(
      `${sent.length} submissions; by the attempt that gave the verdict: ${attempts.map(({ attempt, count }) => `${attempt}: ${count}`).join(", ")}.`,
    );
  } finally {
    await Promise.all(programs.map((each) => each.end("SIGTERM")));
    await pool.end();
    await services.stop();
  }
  for (const { name, exitCodes } of programs)
    if (exitCodes.some((exit) => exit !== 0)) faults.push(`${name} was asked to stop and ended with ${exitCodes.join(", ")}`);
  faults.push(...(await settled(() => findLeftovers(services.directory, launcherNames), 3000)));
  if (faults.length > 0) {
    for (const fault of faults) report(`✗ ${fault}`);
    throw new Stop(`${faults.length} violations; repeat with: npm run chaos ${kills} -- --seed ${seed}. The logs stay in ${logs}.`);
  }
  rmSync(logs, { recursive: true, force: true });
  say("✓ every submission has its one right verdict, told to its watcher and counted once; nothing is left behind");
});
