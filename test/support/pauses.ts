/** Pauses between questions of who waits for something: short at first, then up to 250 ms, as each question costs CPU time. */
import { setTimeout as delay } from "node:timers/promises";

const FIRST_MS = 20;
const MOST_MS = 250;

export function createPause(): () => Promise<void> {
  let ms = FIRST_MS;
  return async () => {
    await delay(ms);
    ms = Math.min(MOST_MS, ms * 1.5);
  };
}
