/** For long work in the process that answers requests. */
import { setImmediate } from "node:timers/promises";

/** Other requests wait for at most about this long, and a single item. */
const LONGEST_MS = 20;

/** A function to await between items: lets other work run when the last pause is long ago. */
export function createPauses(): () => Promise<void> {
  let last = performance.now();
  return async () => {
    if (performance.now() - last < LONGEST_MS) return;
    await setImmediate();
    last = performance.now();
  };
}
