// Timers that a suite leaves running keep the process of its lane alive after the last suite, and nothing says whose they are. They are
// followed from here, and those that do not end are printed with the place that started them.
import promises from "node:timers/promises";
import { slowness } from "../../scripts/lib/slowness.mjs";

const LONGEST_END_MS = 10_000 * slowness();
const ROUND_MS = 50;
const FRAMES = 6;

/** What runs now: each with its place, and whether it still holds the process. */
const running = new Set();

const FEW = 1000;
let most = FEW;

function dropEnded() {
  for (const one of running) if (!one.isOpen()) running.delete(one);
  most = Math.max(FEW, 2 * running.size);
}

function follow(what, isOpen) {
  const { stackTraceLimit } = Error;
  Error.stackTraceLimit = FRAMES + 2;
  const { stack } = new Error(what);
  Error.stackTraceLimit = stackTraceLimit;
  if (running.size >= most) dropEnded();
  const one = { place: [what, ...stack.split("\n").slice(3)].join("\n"), isOpen };
  running.add(one);
  return one;
}

const { setTimeout: delay } = promises;
promises.setTimeout = (ms, value, options) => {
  const pause = delay(ms, value, options);
  if (options?.ref === false) return pause;
  const one = follow(`a pause of ${ms} ms`, () => true);
  const end = () => running.delete(one);
  pause.then(end, end);
  return pause;
};

/** Follows the timers of these globals, which are those of one suite. */
export function followTimers(globals) {
  for (const name of ["setTimeout", "setInterval"]) {
    const start = globals[name];
    // Inherits what util.promisify asks for.
    globals[name] = Object.setPrototypeOf((work, ms, ...args) => {
      const timer = start(work, ms, ...args);
      follow(`${name} of ${ms} ms`, () => !timer._destroyed && timer.hasRef());
      return timer;
    }, start);
  }
}

/** Resolves when no timer runs any more, or prints the last ones. */
export async function endTimers(suite) {
  const until = performance.now() + LONGEST_END_MS;
  const open = () => [...running].filter(({ isOpen }) => isOpen());
  while (open().length > 0 && performance.now() < until) await delay(ROUND_MS);
  for (const { place } of open()) console.error(`${suite} leaves ${place}`);
  running.clear();
}
