/**
 * `npm run prove:testlib -- FOLDER`: checker programs and interactors against testlib's own tests. FOLDER is a checkout of
 * MikeMirzayanov/testlib, whose code is not part of this repository.
 */
import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import { runSuites } from "./lib/run-suites.mjs";

const [folder] = process.argv.slice(2);
if (!folder || !existsSync(join(folder, "testlib.h"))) {
  console.error("Usage: npm run prove:testlib -- FOLDER");
  process.exit(2);
}
runSuites(["test/judge/testlib-reference"], { TESTLIB_FOLDER: resolve(folder) });
