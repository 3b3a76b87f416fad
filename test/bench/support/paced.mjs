/** Requests at an even pace, and what else keeps the machine busy meanwhile. */
import { spawn } from "node:child_process";
import { setTimeout as delay } from "node:timers/promises";
import { percentile } from "./measure.mjs";

/**
 * Calls `ask` at an even pace, however long its answers take, for so many seconds or until `until` settles, whichever is later.
 * Resolves to the 99th percentile of the durations, in milliseconds.
 */
export async function paced(ask, { perSecond, seconds, until = Promise.resolve() }) {
  let isOver = false;
  void until.finally(() => (isOver = true)).catch(() => undefined);
  const times = [];
  const waiting = [];
  const start = performance.now();
  for (let n = 0; n < perSecond * seconds || !isOver; n++) {
    await delay(Math.max(0, start + (n * 1000) / perSecond - performance.now()));
    const begun = performance.now();
    waiting.push(ask().then(() => times.push(performance.now() - begun)));
  }
  await Promise.all(waiting);
  return percentile(times, 0.99);
}

/** Runs `measure` beside a process that keeps one core busy. */
export async function besideABusyCore(measure) {
  const busy = spawn(process.execPath, ["-e", "for (;;);"]);
  return measure().finally(() => busy.kill("SIGKILL"));
}
