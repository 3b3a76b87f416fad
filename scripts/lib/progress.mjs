// Detects whether a process and its descendants make progress: compute, wait for a core or a disk, or write to a log.
import { readdirSync, readFileSync } from "node:fs";

/** A server that only answers our own probes uses less. */
const BUSY_SHARE = 0.05;
const NS_PER_MS = 1e6;

function readProc(pid, name) {
  try {
    return readFileSync(`/proc/${pid}/${name}`, "utf8");
  } catch {
    return "";
  }
}

function family(pid) {
  const children = readProc(pid, `task/${pid}/children`).trim().split(" ").filter(Boolean);
  return [pid, ...children.flatMap((child) => family(Number(child)))];
}

function threads(pid) {
  try {
    return readdirSync(`/proc/${pid}/task`);
  } catch {
    return [];
  }
}

/** Time of its threads on a core and waiting for one: proc(5). */
function busyMs(pid) {
  const times = threads(pid).flatMap((thread) => readProc(pid, `task/${thread}/schedstat`).split(" ").slice(0, 2));
  return times.reduce((sum, ns) => sum + Number(ns), 0) / NS_PER_MS;
}

const waitsForDisk = (pid) => /^\S+ \(.*\) D /s.test(readProc(pid, "stat"));

/** `idleMs()` returns how long nothing has been done, and checks anew each time. */
export function createProgress(pid, logSize = () => 0) {
  const seen = new Map();
  let [last, size] = [Date.now(), logSize()];
  let lookedAt = last;
  return {
    idleMs() {
      const [now, newSize] = [Date.now(), logSize()];
      let [busy, waiting] = [0, false];
      for (const one of pid === undefined ? [] : family(pid)) {
        const used = busyMs(one);
        busy += Math.max(0, used - (seen.get(one) ?? 0));
        seen.set(one, used);
        waiting ||= waitsForDisk(one);
      }
      if (newSize !== size || waiting || busy >= BUSY_SHARE * (now - lookedAt)) last = now;
      [size, lookedAt] = [newSize, now];
      return now - last;
    },
  };
}
