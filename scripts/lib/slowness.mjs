// How slow this machine is: the one factor that scales timeouts, and the sandbox's time limits, on an emulated machine.
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";

/** CPU time for starting Node.js on a reference machine, in seconds. */
const REFERENCE_SECONDS = 0.045;
/** Limits and tests tolerate a machine that is this many times slower. */
const ROOM = 4;
const TICKS_PER_SECOND = 100;

/** An integer; 1 unless MACHINE_SLOWNESS is set. */
export const slowness = () => Math.max(1, Math.round(Number(process.env.MACHINE_SLOWNESS) || 1));

/** CPU time of ended children, in seconds: proc(5). CPU time, so that a busy machine does not look slow. */
function childrenSeconds() {
  const stat = readFileSync("/proc/self/stat", "utf8");
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  return (Number(fields[13]) + Number(fields[14])) / TICKS_PER_SECOND;
}

/** Measures starts of Node.js, which resemble judging: processes, memory and just-in-time compilation. */
export function measureSlowness({ starts = 5 } = {}) {
  const before = childrenSeconds();
  for (let n = 0; n < starts; n++) spawnSync(process.execPath, ["-e", "0"], { stdio: "ignore" });
  const ratio = (childrenSeconds() - before) / starts / REFERENCE_SECONDS;
  return ratio < ROOM ? 1 : Math.ceil(ratio);
}
