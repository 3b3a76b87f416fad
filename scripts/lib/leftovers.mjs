// One npm start per checkout, and nothing left of a killed one: what runs is written down, and looked for at the next start.
import { readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { say, Stop } from "./console.mjs";
import { dataDir } from "./paths.mjs";
import { readJson, writeJson } from "./stamps.mjs";
import { sleep } from "./wait.mjs";

const file = join(dataDir, "running.json");
const running = new Map();

/** When the process began, in clock ticks since boot. With the pid it names one process for good; undefined when it is gone. */
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
    // Already gone, or root's, which ends by itself when its stdin closes.
  }
};

/** Stops when another npm start owns this checkout; waits for, and then ends, children of one that was killed. */
export async function takeOver() {
  const { start, ...children } = readJson(file, {});
  // The process that handed over to us is this start, too.
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
