// A lane of tests that makes no progress is ended, and what it was doing is printed: a run never waits for one without end.
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { say } from "./console.mjs";
import { slowness } from "./slowness.mjs";

/** The longest suite takes four minutes on two cores. */
const LONGEST_SUITE_MS = 15 * 60_000;
/** From the last result to the end: the services of the lane stop. */
const LONGEST_END_MS = 3 * 60_000;
const ROUND_MS = 5_000;
const REPORT_MS = 10_000;
const STACK_LINES = 25;

/** Options of Node.js by which a process writes its stack and its open handles to a file when asked. */
export const reportOptions = (folder) => [
  "--report-on-signal",
  "--report-signal=SIGUSR2",
  "--report-exclude-network",
  `--report-directory=${folder}`,
];

/**
 * Watches a lane until `ended` resolves. `nowFile` names the suite that it runs and is written again for each; `resultFile` is written
 * after the last.
 */
export async function watchLane({ name, child, folder, nowFile, resultFile, ended }) {
  const over = ended.then(
    () => true,
    () => true,
  );
  const startedAt = Date.now();
  while (!(await Promise.race([over, delay(ROUND_MS, false)]))) {
    const fault = faultOf(nowFile, resultFile, startedAt);
    if (!fault) continue;
    say(`✗ The lane ${name} of the tests is stuck: ${fault}.`);
    await describe(child, folder);
    child.kill("SIGTERM");
    if (await Promise.race([over, delay(REPORT_MS, false)])) return;
    child.kill("SIGKILL");
    return;
  }
}

function faultOf(nowFile, resultFile, startedAt) {
  const hasLasted = (ms, file) => Date.now() - (existsSync(file) ? statSync(file).mtimeMs : startedAt) > ms * slowness();
  if (existsSync(resultFile)) return hasLasted(LONGEST_END_MS, resultFile) ? "it wrote its results and does not end" : undefined;
  if (!hasLasted(LONGEST_SUITE_MS, nowFile)) return undefined;
  return existsSync(nowFile) ? `it has run ${readFileSync(nowFile, "utf8")} for too long` : "its services did not start";
}

/** Prints the stack and the open handles of the process, without addresses and settings. */
async function describe(child, folder) {
  mkdirSync(folder, { recursive: true });
  child.kill("SIGUSR2");
  await delay(REPORT_MS);
  for (const file of readdirSync(folder).filter((entry) => entry.startsWith("report."))) {
    try {
      const { javascriptStack, libuv } = JSON.parse(readFileSync(join(folder, file), "utf8"));
      say([javascriptStack.message, ...(javascriptStack.stack ?? []).slice(0, STACK_LINES)].join("\n  "));
      const held = libuv.filter((handle) => handle.is_active && handle.is_referenced).map(({ type }) => type);
      const kinds = [...new Set(held)].map((type) => `${type} ${held.filter((other) => other === type).length}`);
      say(`  Open: ${kinds.join(", ") || "nothing"}`);
    } catch (error) {
      say(`  Its report cannot be read: ${error.message}`);
    }
  }
}
