// Waits until a child is ready. Slow is not failed: it only has to live and make progress.
import { existsSync, readFileSync, statSync } from "node:fs";
import { say, Stop } from "./console.mjs";
import { createProgress } from "./progress.mjs";
import { lastLines } from "./run.mjs";
import { slowness } from "./slowness.mjs";

/** A child that neither computes nor writes for this long hangs. */
const STALLED_MS = 60_000;
const SAY_EVERY_MS = 10_000;
const LOOK_EVERY_MS = 1000;
/** Polls often at first, then less often, to not keep a slowly starting server busy. */
const ASK_EVERY_MS_MAX = 500;
const ASK_LESS_OFTEN = 1.1;

export const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

export const hasEnded = (child) => child.exitCode !== null || child.signalCode !== null;

const whenEnded = (child) =>
  hasEnded(child) || child.pid === undefined ? Promise.resolve() : new Promise((resolve) => child.once("exit", resolve));

/**
 * Polls until ready, and prints every ten seconds what it waits for. Throws a Stop with the child's last output if it exits first, or
 * if it and its children have made no progress for `stalledMs`.
 */
export async function waitUntil(
  isReady,
  { name, child, log, stalledMs = STALLED_MS, everyMs = 20, sayEveryMs = SAY_EVERY_MS, tell = say },
) {
  const words = () => (log && existsSync(log) ? ` Its log, ${log}, ends with:\n${lastLines(readFileSync(log, "utf8"), 12)}` : "");
  const logSize = () => (log && statSync(log, { throwIfNoEntry: false })?.size) ?? 0;
  const progress = createProgress(child.pid, logSize);
  const began = Date.now();
  let [lookAt, sayAt] = [began + LOOK_EVERY_MS, began + sayEveryMs];
  let failed;
  child.once("error", (error) => (failed = error));
  for (;;) {
    if (failed) throw new Stop(`${name} could not be started: ${failed.message}.`);
    if (hasEnded(child)) throw new Stop(`${name} ended while it was starting.${words()}`);
    if (await isReady()) return;
    const now = Date.now();
    if (now >= lookAt) {
      lookAt = now + LOOK_EVERY_MS;
      if (progress.idleMs() >= stalledMs) {
        child.stdin?.end();
        child.kill();
        throw new Stop(`${name} hangs: it was not ready and did nothing for ${Math.round(stalledMs / 1000)} seconds.${words()}`);
      }
    }
    if (now >= sayAt) {
      sayAt = now + sayEveryMs;
      tell(`… ${name}: still starting after ${Math.round((now - began) / 1000)} s`);
    }
    await sleep(everyMs);
    everyMs = Math.min(everyMs * ASK_LESS_OFTEN, ASK_EVERY_MS_MAX);
  }
}

/** Resolves when the child has exited, or on timeout. Leaves no timer behind. */
export async function endsWithin(child, timeoutMs) {
  let timer;
  await Promise.race([whenEnded(child), new Promise((resolve) => (timer = setTimeout(resolve, timeoutMs * slowness())))]);
  clearTimeout(timer);
}

/** Sends the signal and waits; kills the child on timeout. */
export async function endChild(child, signal, timeoutMs) {
  if (hasEnded(child)) return;
  const ended = whenEnded(child);
  child.kill(signal);
  const timer = setTimeout(() => child.kill("SIGKILL"), timeoutMs * slowness());
  await ended;
  clearTimeout(timer);
}
