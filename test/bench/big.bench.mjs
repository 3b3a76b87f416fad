/**
 * An installation with the data of two years: the time, CPU and SQL statements of what learners and admins ask, each beside the problem list
 * of the same run, and what PostgreSQL's plans say. BIG_PEOPLE, BIG_SUBMISSIONS and BIG_PROBLEMS set its size; BIG_QUERY
 * names the only query to measure.
 */
import { setTimeout as delay } from "node:timers/promises";
import { join } from "node:path";
import { bareClient, createBigInstallation, signedIn, size } from "./support/big-installation.mjs";
import { HOT_QUERIES } from "./support/hot-queries.mjs";
import { inTurn, median, timed } from "./support/measure.mjs";
import { largeTables, logEnd, logPlans, plansSince, stopLoggingPlans } from "./support/plans.mjs";
import { cpuMs } from "./support/processes.mjs";
import { STARTED, WITHOUT_JUDGE } from "./support/without-judge.mjs";

const ROUNDS = 7;
/** Requests of one measurement of CPU: the kernel counts in steps of 10 ms. */
const REPEATED = 20;
/** Where two requests that cost nearly the same are compared. */
const REPEATED_FINELY = 100;
const QUERIES = HOT_QUERIES.filter(({ name }) => name.includes(process.env.BIG_QUERY ?? ""));
const REFERENCE = HOT_QUERIES.find(({ name }) => name === "problem list");

async function everyone(api) {
  const [learner, admin] = [await signedIn(api, "learner-0"), await signedIn(api, "system-admin-0")];
  const people = { learner, admin };
  return {
    ask: ({ as, document, variables }, keys) => people[as].request(document, variables?.(keys)),
    close: () => Promise.all([learner.close(), admin.close()]),
  };
}

/** Statements of each query, from the API's own log, and plans from that of the database. */
async function examine({ installation, keys }, log, row) {
  const name = new URL(installation.env.DATABASE_URL).pathname.slice(1);
  await logPlans(installation.sql, name);
  const api = await installation.startApi({ LOG_LEVEL: "debug" });
  const people = await everyone(api);
  const large = await largeTables(installation.sql);
  const statements = () => api.lines.filter((line) => line.includes('"msg":"statement"')).length;
  for (const query of QUERIES) {
    await people.ask(query, keys);
    await delay(300);
    const [before, from] = [statements(), logEnd(log)];
    await people.ask(query, keys);
    await delay(300);
    const plans = plansSince(log, from, large);
    const target = query.statements && { atMost: query.statements };
    row({ what: `${query.name}, SQL statements`, value: statements() - before, unit: "statements", target });
    const faults = plans.flatMap((plan) => plan.faults.map((fault) => `${fault}, ${plan.ms} ms: ${plan.query.slice(0, 300)}`));
    row({
      what: [`${query.name}, plans that read too much`, ...faults].join("\n      "),
      value: faults.length,
      unit: "plans",
      target: { atMost: 0 },
    });
  }
  await people.close();
  await api.stop();
  await stopLoggingPlans(installation.sql, name);
}

/** Of the past year. */
const STORED_DAYS = 366;

/** A worker stores the figures of all past days; afterwards they are read from there. */
async function storeStatistics({ installation }, row) {
  const stored = async () => (await installation.sql("select count(*)::int as days from daily_statistics"))[0].days;
  if ((await stored()) >= STORED_DAYS) return;
  const worker = await installation.startWorker(WITHOUT_JUDGE, STARTED);
  const time = await timed(async () => {
    while ((await stored()) < STORED_DAYS) await delay(50);
  });
  await worker.stop();
  row({ what: "statistics of a year, until the worker has stored them", value: time, unit: "ms" });
}

async function cpuPerRequest(api, ask, requests = REPEATED) {
  const before = cpuMs(api.pid);
  for (let n = 0; n < requests; n++) await ask();
  return (cpuMs(api.pid) - before) / requests;
}

async function measure({ installation, keys }, row) {
  const api = await installation.startApi();
  const people = await everyone(api);
  const bare = await bareClient(installation.env.DATABASE_URL);
  const reference = () => people.ask(REFERENCE, keys);
  for (const query of QUERIES) {
    const ask = () => people.ask(query, keys);
    const against = query.bare ? () => bare.ask(query.bare.sql, query.bare.params(keys)) : reference;
    const { ours, baseline } = await inTurn({ ours: () => timed(ask), baseline: () => timed(against) }, { rounds: ROUNDS, warmUp: 2 });
    row({
      ...{ what: `${query.name}, median`, value: median(ours), unit: "ms", target: query.target },
      ...{ baseline: query.bare ? "its bare SQL" : "the problem list", baselineValue: median(baseline) },
    });
    if (query.same) await measureAgainstSame(api, { query, ask, same: () => people.ask({ ...query, ...query.same }, keys) }, row);
    if (query.cpu === undefined) continue;
    const cpu = await inTurn(
      { ours: () => cpuPerRequest(api, ask), baseline: () => cpuPerRequest(api, reference) },
      { rounds: 3, warmUp: 1 },
    );
    row({
      ...{ what: `${query.name}, CPU of a request`, value: median(cpu.ours), unit: "ms", target: { ratioAtMost: query.cpu } },
      ...{ baseline: "the problem list", baselineValue: median(cpu.baseline) },
    });
  }
  await bare.close();
  await people.close();
  await api.stop();
}

/** Time and CPU beside the same document whose answer comes from one row. */
async function measureAgainstSame(api, { query, ask, same }, row) {
  const [bytes, ofSame] = (await Promise.all([ask(), same()])).map((answer) => JSON.stringify(answer).length);
  const baseline = `${ofSame} characters of one row by the same document, instead of ${bytes}`;
  const target = { ratioAtMost: query.same.times };
  const time = await inTurn({ ours: () => timed(ask), one: () => timed(same) }, { rounds: 101, warmUp: 20 });
  const cpuOf = (one) => () => cpuPerRequest(api, one, REPEATED_FINELY);
  const cpu = await inTurn({ ours: cpuOf(ask), one: cpuOf(same) }, { rounds: 5, warmUp: 1 });
  for (const [what, { ours, one }] of Object.entries({ median: time, "CPU of a request": cpu }))
    row({ what: `${query.name}, ${what}`, value: median(ours), unit: "ms", target, baseline, baselineValue: median(one) });
}

export async function run({ row, env, services }) {
  const tell = (detail) => console.log(`  … ${detail}`);
  const before = performance.now();
  const big = await createBigInstallation(env, tell);
  try {
    const { people, submissions } = size();
    row({ what: `generate ${people} people, ${submissions} submissions`, value: (performance.now() - before) / 1000, unit: "s" });
    await storeStatistics(big, row);
    await examine(big, join(services.directory, "postgres.log"), row);
    await measure(big, row);
  } finally {
    await big.installation.stop();
  }
}
