// `npm test`: the set-up steps, then jest under Node 24. Works as the first command in a fresh checkout, and beside a running npm
// start. With arguments for jest it is one jest run, where an area such as `practice`, or `long`, stands for its suites; without, parallel
// runs. Suites of the projects "unit" and "whole" need no services, so a run of only those starts none, builds nothing and uses all cores.
import { spawn } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { availableParallelism, tmpdir } from "node:os";
import { join, relative } from "node:path";
import { build } from "./lib/build.mjs";
import { say, step } from "./lib/console.mjs";
import { FOR_TESTS } from "./lib/debian-packages.mjs";
import { makeDataFolder } from "./lib/embedded.mjs";
import { forgetRealServices } from "./lib/environment.mjs";
import { prepareJudgeParts } from "./lib/judge-parts.mjs";
import { main } from "./lib/main.mjs";
import { dataDir, inRoot, root } from "./lib/paths.mjs";
import { prepareMachine } from "./lib/prepare.mjs";
import { run } from "./lib/run.mjs";
import { writeJson } from "./lib/stamps.mjs";
import { reportOptions, watchLane } from "./lib/stuck-lane.mjs";
import { patternsOf } from "./lib/test-areas.mjs";
import { prepareTestDatabase } from "./lib/test-database.mjs";

/**
 * Suites that judge programs run sequentially, because they need the cores; the others use their idle time. A lane that shares suites
 * takes the next that no lane has taken (test/support/claiming-runner.mjs), so that all end together.
 */
const LANES = [
  { name: "judge", projects: ["judge", "api"], shares: true, before: [] },
  { name: "first", projects: ["api"], shares: true, before: ["nice", "-n", "5"] },
  { name: "second", projects: ["api"], shares: true, before: ["nice", "-n", "5"] },
  { name: "unit", projects: ["unit", "whole"], shares: false, before: ["nice", "-n", "5"] },
];
const SLOWEST = 10;
/** Durations of suites in the last whole run. */
const SECONDS = join(dataDir, "test-seconds.json");
const SERVED = /^test\/\w+\//;

const jestCommand = (options = []) => [
  process.execPath,
  "--experimental-vm-modules",
  "--no-warnings=ExperimentalWarning",
  ...options,
  inRoot("node_modules", "jest", "bin", "jest.js"),
];

/** Starts jest; `ended` resolves to its exit code. */
function startJest(words, { before = [], options, env = process.env } = {}) {
  const [program, ...args] = [...before, "setpriv", "--pdeathsig=TERM", "--", ...jestCommand(options), ...words];
  const child = spawn(program, args, { stdio: "inherit", env });
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => child.kill(signal));
  const ended = new Promise((resolve, reject) => child.on("error", reject).on("exit", (code) => resolve(code ?? 1)));
  return { child, ended };
}

/** Resolves to the exit code of jest. */
const jest = (words) => startJest(words).ended;

/** Runs one of the parallel lanes and resolves to its exit code. */
function runLane({ name, projects, shares, before }, { folder, claims }) {
  const [resultFile, nowFile, reports] = ["json", "now", "reports"].map((end) => join(folder, `${name}.${end}`));
  const env = { ...process.env, ...(shares && { TEST_CLAIMS: claims, TEST_SECONDS: SECONDS, TEST_NOW: nowFile }) };
  const words = ["--ci", "--json", `--outputFile=${resultFile}`, "--selectProjects", ...projects];
  const lane = startJest(words, { before, options: reportOptions(reports), env });
  void watchLane({ name, ...lane, folder: reports, nowFile, resultFile });
  return lane.ended;
}

/** Runs everything in parallel lanes, each with its own services; ends with one count of all. */
async function everything() {
  const folder = mkdtempSync(join(tmpdir(), "codequest-test-"));
  const fileOf = ({ name }) => join(folder, `${name}.json`);
  const claims = join(folder, "claims");
  mkdirSync(claims);
  try {
    const codes = await Promise.all(LANES.map((lane) => runLane(lane, { folder, claims })));
    const ended = LANES.filter((lane) => existsSync(fileOf(lane)));
    const results = ended.map((lane) => ({ ...JSON.parse(readFileSync(fileOf(lane), "utf8")), shares: lane.shares }));
    const isComplete = results.length === LANES.length && report(results, readdirSync(claims).length);
    return codes.find((code) => code !== 0) ?? (isComplete ? 0 : 1);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** A run of named suites of the judge needs no browser. */
const usesBrowser = (words) => words.length === 0 || !words.every((word) => /^(-|\/?(src|test\/(judge|judging|soak))\b)/.test(word));

/** Jest starts that many processes; words that say so themselves come later and win. */
const inParallel = (words) =>
  words.some((word) => /^(-i$|--runInBand|--watch)/.test(word)) ? words : [`--maxWorkers=${availableParallelism()}`, ...words];

/** True if the arguments select only suites that need no services. */
async function needsNoServices(words) {
  const [program, ...args] = [...jestCommand(), "--listTests", "--json", ...words.filter((word) => !word.startsWith("--watch"))];
  const { code, output } = await run(program, args);
  try {
    const suites = JSON.parse(output.slice(output.lastIndexOf("\n[") + 1));
    return code === 0 && suites.length > 0 && suites.every((file) => !SERVED.test(relative(root, file)));
  } catch {
    return false;
  }
}

/**
 * For CI also writes the results to a file: in the format of one jest run, with the sums of all. False if one of the `taken` suites has
 * no result.
 */
function report(results, taken) {
  const sums = Object.keys(results[0]).filter((key) => key.startsWith("num"));
  const sumOf = (key) => results.reduce((sum, result) => sum + result[key], 0);
  const testResults = results.flatMap((result) => result.testResults);
  // Each lane counts suites that it left to others, too.
  const all = { ...Object.fromEntries(sums.map((key) => [key, sumOf(key)])), numTotalTestSuites: testResults.length };
  say(`\nAll lanes: ${all.numPassedTests} tests passed, ${all.numFailedTests} failed, ${all.numPendingTests} skipped.`);
  const startTime = Math.min(...results.map((result) => result.startTime));
  say(`The ${SLOWEST} slowest suites:`);
  const seconds = ({ endTime, startTime }) => (endTime - startTime) / 1000;
  const slowest = testResults
    .map((suite) => [relative(root, suite.name), Math.round(seconds(suite))])
    .toSorted(([, one], [, other]) => other - one);
  for (const [name, spent] of slowest.slice(0, SLOWEST)) say(`${String(spent).padStart(6)} s  ${name}`);
  writeJson(SECONDS, Object.fromEntries(slowest));
  if (process.env.JEST_RESULTS_FILE) writeFileSync(process.env.JEST_RESULTS_FILE, JSON.stringify({ ...all, startTime, testResults }));
  const shared = results.filter(({ shares }) => shares).flatMap((result) => result.testResults).length;
  if (shared !== taken) say(`${taken} shared suites were started, and ${shared} have a result.`);
  return shared === taken;
}

await main(async () => {
  forgetRealServices();
  makeDataFolder();
  const words = process.argv.slice(2).flatMap((word) => patternsOf(word) ?? [word]);
  const code = await prepareMachine({ extra: usesBrowser(words) ? FOR_TESTS : [] });
  if (code !== undefined) return code;
  if (words.length > 0 && (await needsNoServices(words))) return jest(inParallel(words));
  await Promise.all([step("Program", build), step("Sandbox parts", prepareJudgeParts)]);
  await step("Test database", prepareTestDatabase);
  return words.length > 0 ? jest(words) : everything();
});
