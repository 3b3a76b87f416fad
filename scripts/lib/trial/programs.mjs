// API and worker processes that are killed, paused and restarted; the output of each goes to a file.
import { once } from "node:events";
import { readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { programNode } from "../hand-over.mjs";
import { inRoot } from "../paths.mjs";
import { spawnTied } from "../run.mjs";
import { slowness } from "../slowness.mjs";
import { hasEnded, sleep } from "../wait.mjs";

/** The log message of each when it is ready. */
const READY = { api: "api listening", worker: "taking jobs" };

export function program({ name, main, env, logs }) {
  const log = join(logs, `${name}.log`);
  let child;
  let saidBefore = 0;
  /** Exit codes of processes that were asked to stop: each must be 0. */
  const exitCodes = [];

  const start = () => {
    saidBefore = statSync(log, { throwIfNoEntry: false })?.size ?? 0;
    child = spawnTied(programNode(), [inRoot("dist", "bundle", `${main}.js`)], {
      env: { ...env, WORKER_ID: name },
      log,
    });
  };
  const end = async (signal) => {
    if (hasEnded(child)) return;
    const ended = once(child, "exit");
    child.kill(signal);
    const [code] = await ended;
    // A process that was killed before it could handle the signal has no exit code.
    if (signal === "SIGTERM" && code !== null) exitCodes.push(code);
  };
  /** Resolves when it is ready, or after the timeout. */
  const ready = async (timeoutMs) => {
    const deadline = Date.now() + timeoutMs * slowness();
    while (Date.now() < deadline && !readFileSync(log).subarray(saidBefore).includes(READY[main])) await sleep(50);
  };
  return {
    name,
    log,
    exitCodes,
    start,
    ready,
    end,
    signal: (signal) => child.kill(signal),
    pid: () => child.pid,
  };
}
