// `npm test`: the set-up steps, then jest under Node 24. Works as the first command in a fresh checkout, and beside a
// running npm start. With arguments for jest it is one run of that; without, two run side by side.
import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { build } from "./lib/build.mjs";
import { say, step } from "./lib/console.mjs";
import { makeDataFolder } from "./lib/embedded.mjs";
import { forgetRealServices } from "./lib/environment.mjs";
import { prepareJudgeParts } from "./lib/judge-parts.mjs";
import { main } from "./lib/main.mjs";
import { inRoot } from "./lib/paths.mjs";
import { prepareMachine } from "./lib/prepare.mjs";

/** Suites that judge programs go one after the other, as they want the cores for themselves; the rest fills their pauses. */
const JUDGING = ["/test/judge/", "/test/judging/", "/test/soak/"];
const LANES = [
  { name: "judging", words: ["--testPathPatterns", ...JUDGING], before: [] },
  { name: "rest", words: ["--testPathIgnorePatterns", "/node_modules/", ...JUDGING], before: ["nice", "-n", "5"] },
];

/** Resolves to the exit code of jest. */
function jest(words, before = []) {
  const [program, ...args] = [
    ...before,
    ...["setpriv", "--pdeathsig=TERM", "--", process.execPath, "--experimental-vm-modules", "--no-warnings=ExperimentalWarning"],
    inRoot("node_modules", "jest", "bin", "jest.js"),
    ...words,
  ];
  const child = spawn(program, args, { stdio: "inherit" });
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => child.kill(signal));
  return new Promise((resolve, reject) => child.on("error", reject).on("exit", (code) => resolve(code ?? 1)));
}

/** Everything, in two lanes side by side, each with services of its own; ends with one count of both. */
async function everything() {
  const folder = mkdtempSync(join(tmpdir(), "codequest-test-"));
  const fileOf = ({ name }) => join(folder, name);
  try {
    const codes = await Promise.all(
      LANES.map((lane) => jest(["--ci", "--json", `--outputFile=${fileOf(lane)}`, ...lane.words], lane.before)),
    );
    const results = LANES.filter((lane) => existsSync(fileOf(lane))).map((lane) => JSON.parse(readFileSync(fileOf(lane), "utf8")));
    if (results.length === LANES.length) report(results);
    return codes.find((code) => code !== 0) ?? 0;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** CI asks for the result in a file as well: that of one jest run, with the sums of both. */
function report(results) {
  const sums = Object.keys(results[0]).filter((key) => key.startsWith("num"));
  const sumOf = (key) => results.reduce((sum, result) => sum + result[key], 0);
  const all = Object.fromEntries(sums.map((key) => [key, sumOf(key)]));
  say(`\nBoth lanes: ${all.numPassedTests} tests passed, ${all.numFailedTests} failed, ${all.numPendingTests} skipped.`);
  const startTime = Math.min(...results.map((result) => result.startTime));
  const testResults = results.flatMap((result) => result.testResults);
  if (process.env.JEST_RESULTS_FILE) writeFileSync(process.env.JEST_RESULTS_FILE, JSON.stringify({ ...all, startTime, testResults }));
}

await main(async () => {
  forgetRealServices();
  makeDataFolder();
  const code = await prepareMachine();
  if (code !== undefined) return code;
  await Promise.all([step("Program", build), step("Sandbox parts", prepareJudgeParts)]);
  const words = process.argv.slice(2);
  return words.length > 0 ? jest(words) : everything();
});
