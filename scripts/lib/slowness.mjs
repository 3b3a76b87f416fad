// How slow this machine is. The one factor that scales patience, and in the sandbox limits of time, on an emulated machine.
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";

/** What a machine of the usual speed needs for a start of Node.js, in seconds of CPU time. */
const REFERENCE_SECONDS = 0.045;
/** Every limit and every test has room for a machine that is so many times slower. */
const ROOM = 4;
const TICKS_PER_SECOND = 100;

/** A whole number; 1 unless MACHINE_SLOWNESS says otherwise. */
export const slowness = () => Math.max(1, Math.round(Number(process.env.MACHINE_SLOWNESS) || 1));

/** CPU time of children that have ended, in seconds: proc(5). A busy machine does not look like a slow one by it. */
function childrenSeconds() {
  const stat = readFileSync("/proc/self/stat", "utf8");
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  return (Number(fields[13]) + Number(fields[14])) / TICKS_PER_SECOND;
}

/** Measures: starts of Node.js are made of what judging is made of, processes, memory and just-in-time compilation. */
export function measureSlowness({ starts = 5 } = {}) {
  const before = childrenSeconds();
  for (let n = 0; n < starts; n++) spawnSync(process.execPath, ["-e", "0"], { stdio: "ignore" });
  const ratio = (childrenSeconds() - before) / starts / REFERENCE_SECONDS;
  return ratio < ROOM ? 1 : Math.ceil(ratio);
}
