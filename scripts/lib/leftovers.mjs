// One npm start per checkout, and no leftovers of a killed one: running processes are recorded, and looked up at the next start.
import { readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { say, Stop } from "./console.mjs";
import { dataDir } from "./paths.mjs";
import { readJson, writeJson } from "./stamps.mjs";
import { sleep } from "./wait.mjs";

const file = join(dataDir, "running.json");
const running = new Map();

/**
 * Start time of the process, in clock ticks since boot. Together with the pid it is unique; undefined if the process no longer exists.
 */
function beganAt(pid) {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    const [state, ...fields] = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    return state === "Z" ? undefined : Number(fields[18]);
  } catch {
    return undefined;
  }
}

const lives = ({ pid, began }) => beganAt(pid) === began;

export function remember(name, pid) {
  running.set(name, { pid, began: beganAt(pid) });
  writeJson(file, Object.fromEntries(running));
}

export const forgetAll = () => rmSync(file, { force: true });

const trySignal = (pid, signal) => {
  try {
    process.kill(pid, signal);
  } catch {
    // Already gone, or owned by root, in which case it exits when its stdin closes.
  }
};

/** Throws a Stop if another npm start uses this checkout; waits for children of a killed one, then ends them. */
export async function takeOver() {
  const { start, ...children } = readJson(file, {});
  // The process that handed over to this one belongs to the same start.
  if (start && ![process.pid, process.ppid].includes(start.pid) && lives(start)) {
    throw new Stop(
      `npm start is already running in this checkout as process ${start.pid}: stop it first with Ctrl-C there or "kill ${start.pid}".`,
    );
  }
  const left = () => Object.entries(children).filter(([, child]) => lives(child));
  if (left().length > 0) {
    say(
      `… ending what an earlier start left behind: ${left()
        .map(([name]) => name)
        .join(", ")}`,
    );
    for (const [name, { pid }] of left()) trySignal(pid, name === "PostgreSQL" ? "SIGINT" : "SIGTERM");
    for (let waited = 0; left().length > 0 && waited < 15_000; waited += 50) await sleep(50);
    for (const [, { pid }] of left()) trySignal(pid, "SIGKILL");
    while (left().length > 0) await sleep(50);
  }
  remember("start", process.pid);
}
