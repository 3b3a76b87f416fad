/**
 * `npm run flood [submissions]`: one account sends that many (10,000) at once, another one occasionally, and one worker judges all of
 * them. Prints what clients and operators observe meanwhile, and then checks that nothing is lost or judged twice.
 */
import { readFileSync } from "node:fs";
import { build } from "./lib/build.mjs";
import { report, say, step, Stop } from "./lib/console.mjs";
import { makeDataFolder } from "./lib/embedded.mjs";
import { prepareJudgeParts } from "./lib/judge-parts.mjs";
import { main } from "./lib/main.mjs";
import { prepareMachine } from "./lib/prepare.mjs";
import { checkCounts, checkVerdicts, settled } from "./lib/trial/checks.mjs";
import { request, submit, watch } from "./lib/trial/clients.mjs";
import { randomOf } from "./lib/trial/random.mjs";
import { openStage, register } from "./lib/trial/stage.mjs";
import { sleep } from "./lib/wait.mjs";

const SENDERS = 16;
const LOOK_MS = 3000;
const CODE = { expected: "ACCEPTED", language: "python", source: "a, b = input().split()\nprint(int(a) + int(b))" };
const PLACE = `query Place($id: ID!) { submission(id: $id) { judgement { queuePosition estimatedWaitMs } } }`;

const figures = (list) => {
  const sorted = [...list].sort((a, b) => a - b);
  const at = (share) => Math.round(sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))]);
  return `median ${at(0.5)} ms, 99 % ${at(0.99)} ms, most ${at(1)} ms`;
};

const residentMb = (pid) => Math.round(Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, "utf8"))[1]) / 1024);

async function timed(list, work) {
  const since = performance.now();
  const result = await work();
  list.push(performance.now() - since);
  return result;
}

async function trial({ urls, problemId, token, query, apis, workers }, count) {
  const faults = [];
  const sent = [];
  const flooder = { urls, token, random: randomOf(1), faults };
  const other = { ...(await register(urls[0], "other")), urls, random: randomOf(2), faults };
  const took = { submit: [], place: [], other: [] };
  const most = { api: 0, worker: 0 };
  const startedAt = Date.now();
  let left = count;
  let lastOfFlood;
  const sending = Promise.all(
    Array.from({ length: SENDERS }, async () => {
      while (left-- > 0) {
        lastOfFlood = await timed(took.submit, () => submit(flooder, { problemId, ...CODE }));
        sent.push({ id: lastOfFlood, expected: CODE.expected });
      }
    }),
  ).then(() => say(`${count} sent in ${Math.round((Date.now() - startedAt) / 1000)} s: ${figures(took.submit)} each`));

  for (let waiting = 1; waiting > 0; await sleep(LOOK_MS)) {
    await timed(took.other, async () => {
      const own = await submit(other, { problemId, ...CODE });
      sent.push({ id: own, expected: CODE.expected });
      if ((await watch(other, own)).length !== 1) faults.push(`the watcher of ${own} did not receive its verdict exactly once`);
    });
    if (lastOfFlood) await timed(took.place, () => request(urls[0], token, PLACE, { id: lastOfFlood }));
    most.api = Math.max(most.api, residentMb(apis[0].pid()));
    most.worker = Math.max(most.worker, residentMb(workers[0].pid()));
    [{ waiting }] = await query("select count(*)::int as waiting from judgements where status <> 'FINISHED'");
    if (left > 0) waiting = count;
  }
  await sending;
  const seconds = (Date.now() - startedAt) / 1000;
  say(`all judged after ${Math.round(seconds)} s: ${(sent.length / seconds).toFixed(1)} a second`);
  say(`another account's submission, from request to verdict: ${figures(took.other)}`);
  say(`place in the queue: ${figures(took.place)}`);
  say(`resident memory at most: API ${most.api} MB, worker ${most.worker} MB`);
  const untold = await checkVerdicts(
    query,
    sent.map((one) => ({ ...one, told: [one.expected] })),
  );
  const [{ again }] = await query("select count(*)::int as again from judgements where attempt > 1");
  if (again > 0) faults.push(`${again} were judged twice`);
  return [...faults, ...untold, ...(await settled(() => checkCounts(query), 60_000))];
}

await main(async () => {
  makeDataFolder();
  const code = await prepareMachine();
  if (code !== undefined) return code;
  const count = Number(process.argv[2] ?? 10_000);
  if (!Number.isInteger(count) || count < 1) throw new Stop("Usage: npm run flood [submissions], a whole number.");
  await Promise.all([step("Program", build), step("Sandbox parts", prepareJudgeParts)]);
  const stage = await openStage({ name: "flood", apis: ["api"], workers: ["worker"] });
  const faults = [];
  try {
    faults.push(...(await trial(stage, count)));
  } finally {
    faults.push(...(await stage.close()));
  }
  for (const fault of faults.slice(0, 20)) report(`✗ ${fault}`);
  if (faults.length > 0) throw new Stop(`${faults.length} violations; the logs stay in ${stage.logs}.`);
  stage.removeLogs();
  say("✓ nothing is lost, nothing was judged twice, and every verdict was counted once");
});
