// Waiting for a child to be of use.
import { existsSync, readFileSync } from "node:fs";
import { Stop } from "./console.mjs";
import { lastLines } from "./run.mjs";

export const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

export const hasEnded = (child) => child.exitCode !== null || child.signalCode !== null;

const whenEnded = (child) =>
  hasEnded(child) || child.pid === undefined ? Promise.resolve() : new Promise((resolve) => child.once("exit", resolve));

/** Asks until the answer is true. Stops with the child's last words when it ends first, or when it takes too long. */
export async function waitUntil(isReady, { name, child, log, timeoutMs = 30_000, everyMs = 20 }) {
  const deadline = Date.now() + timeoutMs;
  const words = () => (log && existsSync(log) ? ` Its log, ${log}, ends with:\n${lastLines(readFileSync(log, "utf8"), 12)}` : "");
  let failed;
  child.once("error", (error) => (failed = error));
  for (;;) {
    if (failed) throw new Stop(`${name} could not be started: ${failed.message}.`);
    if (hasEnded(child)) throw new Stop(`${name} ended while it was starting.${words()}`);
    if (await isReady()) return;
    if (Date.now() > deadline) {
      child.stdin?.end();
      child.kill();
      throw new Stop(`${name} was not ready after ${timeoutMs / 1000} seconds.${words()}`);
    }
    await sleep(everyMs);
  }
}

/** Resolves when the child has ended, or when it takes longer. Leaves no timer behind. */
export async function endsWithin(child, timeoutMs) {
  let timer;
  await Promise.race([whenEnded(child), new Promise((resolve) => (timer = setTimeout(resolve, timeoutMs)))]);
  clearTimeout(timer);
}

/** Sends the signal and waits; after the timeout the child is killed. */
export async function endChild(child, signal, timeoutMs) {
  if (hasEnded(child)) return;
  const ended = whenEnded(child);
  child.kill(signal);
  const timer = setTimeout(() => child.kill("SIGKILL"), timeoutMs);
  await ended;
  clearTimeout(timer);
}
