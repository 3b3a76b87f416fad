// For scripts that are a run of some suites with settings of their own.
import { spawnSync } from "node:child_process";
import { inRoot } from "./paths.mjs";

/** Runs `npm test` with these arguments and settings, and ends this process with its exit code. */
export function runSuites(words, settings) {
  const { status } = spawnSync(process.execPath, [inRoot("scripts", "test.mjs"), ...words], {
    stdio: "inherit",
    env: { ...process.env, ...settings },
  });
  process.exit(status ?? 1);
}
