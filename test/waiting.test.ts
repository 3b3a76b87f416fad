/** Waiting for a service: slow is not failed, and dead or hanging is. */
import { afterEach, expect, it } from "@jest/globals";
import { type ChildProcess, spawn } from "node:child_process";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { waitUntil } from "../scripts/lib/wait.mjs";

const STALLED_MS = 3000;
const folder = mkdtempSync(join(tmpdir(), "waiting-"));
let child: ChildProcess;
let lines: string[] = [];

function start(script: string) {
  lines = [];
  const ready = join(folder, `ready-${Math.random()}`);
  const log = join(folder, "log");
  child = spawn("sh", ["-c", script, "sh", ready, log], { stdio: "ignore" });
  const wait = () =>
    waitUntil(() => existsSync(ready), {
      ...{ name: "Service", child, log, stalledMs: STALLED_MS, sayEveryMs: 1000 },
      tell: (line: string) => void lines.push(line),
    });
  return { wait, began: Date.now() };
}

afterEach(() => {
  child.kill("SIGKILL");
  rmSync(folder, { recursive: true, force: true });
});

/** Computes a third of the time, for longer than a child may stall, as steps of a child of its own. */
const STEP =
  "const end = Date.now() + 2000; (function part() { const stop = Date.now() + 100; while (Date.now() < stop); if (stop < end) setTimeout(part, 200); })()";
const SLOW = `for step in 1 2 3 4 5; do '${process.execPath}' -e '${STEP}'; done; mkdir -p "$(dirname "$1")"; : >"$1"; exec sleep 60`;

it("waits as long as the child or its children compute, and says so", async () => {
  const { wait, began } = start(SLOW);
  await wait();
  expect(Date.now() - began).toBeGreaterThan(2 * STALLED_MS);
  expect(lines[0]).toMatch(/^… Service: still starting after \d+ s$/);
});

it("waits as long as the log grows", async () => {
  const { wait } = start('mkdir -p "$(dirname "$2")"; for step in 1 2 3 4 5 6; do echo step >>"$2"; sleep 1; done; : >"$1"; exec sleep 60');
  await expect(wait()).resolves.toBeUndefined();
});

it("gives up on a child that does nothing", async () => {
  await expect(start("exec sleep 300").wait()).rejects.toThrow("Service hangs: it was not ready and did nothing for 3 seconds.");
});

it("gives up at once on a child that ended", async () => {
  await expect(start("exit 3").wait()).rejects.toThrow("Service ended while it was starting.");
});
