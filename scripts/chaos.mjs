/**
 * `npm run chaos [kills] [-- --seed N]`: runs two APIs, two workers and dedicated services. Learners submit and customers order all the
 * time and watch, while random parts are killed, paused, emptied and restarted. Afterwards every acknowledged submission must have one
 * correct verdict, which its watcher received and which was counted once. Every acknowledged order must have ended as its customer wanted,
 * with its watcher, money, stock and entitlements in agreement. Nothing is left behind. The seed repeats the accidents.
 */
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { parseArgs } from "node:util";
import { build } from "./lib/build.mjs";
import { report, say, step, Stop } from "./lib/console.mjs";
import { makeDataFolder } from "./lib/embedded.mjs";
import { prepareJudgeParts } from "./lib/judge-parts.mjs";
import { main } from "./lib/main.mjs";
import { prepareMachine } from "./lib/prepare.mjs";
import { rootPrefix } from "./lib/privilege.mjs";
import { run } from "./lib/run.mjs";
import { slowness } from "./lib/slowness.mjs";
import { accidentsOf } from "./lib/trial/accidents.mjs";
import { checkCounts, checkVerdicts, findLeftovers, settled } from "./lib/trial/checks.mjs";
import { submit, watch } from "./lib/trial/clients.mjs";
import { openShop, shop } from "./lib/trial/customers.mjs";
import { checkOrders, checkStock } from "./lib/trial/order-checks.mjs";
import { randomOf } from "./lib/trial/random.mjs";
import { openStage } from "./lib/trial/stage.mjs";

/** Short, so that a dead worker's claims are soon released and a stopping worker soon exits. */
const SHORT_MS = String(4000 * slowness());
const SETTINGS = { JUDGE_SLOTS: "1", JUDGE_LEASE_MS: SHORT_MS, SHUTDOWN_TIMEOUT_MS: SHORT_MS };
const LEARNERS = 12;
/** Pause between two accidents. */
const PAUSE_MS = [200, 1200];
const PAUSED_MS = [500, 6000];
/** Time limit for work in progress when the accidents end. */
const CALM_MS = 120_000 * slowness();

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
    throw new Stop("Usage: npm run chaos [kills] [-- --seed N], both whole numbers.");
  return { kills, seed };
}

/** Submits and watches, one submission at a time, as long as `goesOn` returns true. */
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

async function trial(stage, { kills, seed }) {
  const { urls, token, problemId, query, services, logs } = stage;
  const [faults, sent, placed, seen, launcherNames] = [[], [], [], {}, new Set()];
  const { productId, customers } = await openShop(stage);
  say(`${kills} accidents with seed ${seed}; logs in ${logs}`);
  const startedAt = Date.now();
  let busy = true;
  const contexts = Array.from({ length: LEARNERS }, (_, n) => ({ urls, token, random: randomOf(seed + n + 1), faults }));
  const learners = contexts.map((context) => learn(context, problemId, sent, () => busy));
  const buyers = customers.map((customer, n) => {
    const context = { urls, token: customer.token, random: randomOf(seed + LEARNERS + n + 1), faults };
    return shop(context, productId, placed, () => busy);
  });
  const runDirectory = join(services.directory, "judge", "run");
  // Each launcher has its own folder there, readable by root.
  const [list, ...words] = [...(await rootPrefix()), "ls", runDirectory];
  const look = setInterval(() => {
    void run(list, words).then(({ code, output }) => code === 0 && output.split(/\s+/).forEach((name) => name && launcherNames.add(name)));
  }, 300);
  await causeAccidents(accidentsOf(stage), { kills, random: randomOf(seed), seen });
  const calmAt = Date.now();
  const meanwhile = sent.filter(({ told }) => told).length;
  busy = false;
  if ((await within(CALM_MS, Promise.all([...learners, ...buyers]))) === "late")
    faults.push(`not every watcher received the end of its work within ${CALM_MS / 1000} s after the last accident`);
  const recoveredMs = Date.now() - calmAt;
  faults.push(...(await checkVerdicts(query, sent)), ...(await settled(() => checkCounts(query), 60_000)));
  faults.push(...(await checkOrders(query, placed)), ...(await checkStock(query)));
  clearInterval(look);
  const attempts = await query("select attempt, count(*)::int from judgements group by 1 order by 1");
  say(
    `${kills} accidents in ${Math.round((calmAt - startedAt) / 1000)} s; the last watcher was done ${(recoveredMs / 1000).toFixed(1)} s later.`,
  );
  for (const [what, count] of Object.entries(seen).sort()) say(`  ${String(count).padStart(4)} × ${what}`);
  say(
    `${sent.length} submissions, ${meanwhile} of them judged between accidents; by the attempt that gave the verdict: ${attempts.map(({ attempt, count }) => `${attempt}: ${count}`).join(", ")}.`,
  );
  const ends = Object.entries(Object.groupBy(placed, ({ expected }) => expected)).map(([end, orders]) => `${end}: ${orders.length}`);
  say(`${placed.length} orders of the last pieces; by their end: ${ends.join(", ")}.`);
  return { faults, launcherNames };
}

await main(async () => {
  makeDataFolder();
  const code = await prepareMachine();
  if (code !== undefined) return code;
  const given = readArguments();
  await Promise.all([step("Program", build), step("Sandbox parts", prepareJudgeParts)]);
  const stage = await openStage({
    name: `chaos-${given.seed}`,
    apis: ["api-1", "api-2"],
    workers: ["worker-1", "worker-2"],
    settings: SETTINGS,
  });
  const faults = [];
  let launcherNames;
  try {
    const result = await trial(stage, given);
    faults.push(...result.faults);
    launcherNames = result.launcherNames;
  } finally {
    faults.push(...(await stage.close()));
  }
  faults.push(...(await settled(() => findLeftovers(stage.services.directory, launcherNames), 3000)));
  if (faults.length > 0) {
    for (const fault of faults) report(`✗ ${fault}`);
    throw new Stop(
      `${faults.length} violations; repeat with: npm run chaos ${given.kills} -- --seed ${given.seed}. The logs stay in ${stage.logs}.`,
    );
  }
  stage.removeLogs();
  say("✓ every submission has exactly one correct verdict, delivered to its watcher and counted once");
  say("✓ every order ended as its customer wanted, with its watcher, money, stock and entitlements in agreement; nothing is left behind");
});
