/**
 * Several jest processes share one list of suites: each takes the next that nobody has taken, so that none is idle while another has
 * suites left. A suite is taken by creating its file in the folder TEST_CLAIMS, which scripts/test.mjs makes. The longest come first, by
 * the durations of the last run in TEST_SECONDS. TEST_NOW names the suite that this process runs.
 */
import { createHash } from "node:crypto";
import { closeSync, openSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join, relative } from "node:path";
import { root } from "../../scripts/lib/paths.mjs";
import { readJson } from "../../scripts/lib/stamps.mjs";

const require = createRequire(import.meta.url);
/** Part of jest. */
const { default: TestRunner } = createRequire(require.resolve("jest"))("jest-runner");

/** False if another process has taken the suite. */
function claim(path) {
  const name = createHash("sha256").update(path).digest("hex");
  try {
    closeSync(openSync(join(process.env.TEST_CLAIMS, name), "wx"));
    return true;
  } catch (error) {
    if (error.code === "EEXIST") return false;
    throw error;
  }
}

const isOfJudge = ({ context }) => context.config.displayName?.name === "judge";

/** Only one process has suites of the judge: it begins with them, and helps with the others. Of equal ones the order of jest stays. */
function inOrder(tests) {
  const seconds = readJson(process.env.TEST_SECONDS, {});
  const rank = (test) => (isOfJudge(test) ? 1e6 : 0) + (seconds[relative(root, test.path)] ?? 0);
  return tests.toSorted((one, other) => rank(other) - rank(one));
}

export default class ClaimingRunner extends TestRunner {
  isSerial = true;

  async runTests(tests, watcher, options) {
    for (const test of inOrder(tests)) {
      if (!claim(test.path)) continue;
      writeFileSync(process.env.TEST_NOW, relative(root, test.path));
      await super.runTests([test], watcher, options);
    }
  }
}
