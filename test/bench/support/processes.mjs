/** What the kernel says of a process. */
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { setTimeout as delay } from "node:timers/promises";

const TICKS_PER_SECOND = Number(execFileSync("getconf", ["CLK_TCK"], { encoding: "utf8" }));

/** CPU time used so far, by all threads, in milliseconds. */
export function cpuMs(pid) {
  const fields = readFileSync(`/proc/${pid}/stat`, "utf8").split(") ")[1].split(" ");
  return ((Number(fields[11]) + Number(fields[12])) * 1000) / TICKS_PER_SECOND;
}

/** Resident memory, in bytes. */
export const rssBytes = (pid) => Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, "utf8"))[1]) * 1024;

const IDLE = { share: 0.05, seconds: 3, withinSeconds: 120 };

/** Resolves when the process has used next to nothing of its core for a while: what it does at its start is over. */
export async function idle(pid) {
  let quiet = 0;
  for (let second = 0; quiet < IDLE.seconds; second++) {
    if (second === IDLE.withinSeconds) throw new Error(`process ${pid} is still busy after ${second} s`);
    const before = cpuMs(pid);
    await delay(1000);
    quiet = cpuMs(pid) - before < IDLE.share * 1000 ? quiet + 1 : 0;
  }
}
