// If npm is killed, its script is not notified. This polls whether npm still exists, also through its shell.
import { readFileSync } from "node:fs";

const EVERY_MS = 500;

/** Name and parent of a process; undefined if it no longer exists. */
function look(pid) {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    const end = stat.lastIndexOf(")");
    return { name: stat.slice(stat.indexOf("(") + 1, end), parent: Number(stat.slice(end + 2).split(" ")[1]) };
  } catch {
    return undefined;
  }
}

/** Calls back once when the npm that started this process is gone. Does nothing if npm did not start it. */
export function followParent(onGone) {
  if (!process.env.npm_lifecycle_event) return;
  const parent = process.ppid;
  const npm = ["sh", "dash", "bash"].includes(look(parent)?.name) ? look(parent).parent : undefined;
  const isGone = () => process.ppid !== parent || (npm !== undefined && look(parent)?.parent !== npm);
  const timer = setInterval(() => {
    if (!isGone()) return;
    clearInterval(timer);
    onGone();
  }, EVERY_MS);
  timer.unref();
}
