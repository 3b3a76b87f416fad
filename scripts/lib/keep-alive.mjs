// Restarts a child that exits unexpectedly, with growing delays; gives up if it never stays up.
import { say } from "./console.mjs";
import { hasEnded, sleep } from "./wait.mjs";

const FIRST_DELAY_MS = 500;
const LONGEST_DELAY_MS = 30_000;
const STEADY_AFTER_MS = 60_000;
const GIVE_UP_AFTER = 8;
/** Signals by which others end a process; a crash ends with an exit code or another signal. */
const KILLS = ["SIGKILL", "SIGTERM", "SIGINT"];

/**
 * `begin` starts the child and resolves to it once it is ready; `end` stops it. The first start is not repeated: its failure is
 * thrown. `onGiveUp` is called if restarts do not help.
 */
export async function keepAlive({ name, begin, end, onGiveUp }) {
  let child = await begin();
  let stopping = false;
  let failures = 0;
  let readyAt = Date.now();

  async function revive(code, signal) {
    if (stopping) return;
    if (Date.now() - readyAt > STEADY_AFTER_MS) failures = 0;
    // A running child was killed from outside: not its own failure, so restart at once.
    let wasKilled = KILLS.includes(signal);
    for (;;) {
      if (!wasKilled) failures += 1;
      if (failures > GIVE_UP_AFTER) return onGiveUp(`${name} ended ${failures} times in a row, last with ${signal ?? `exit code ${code}`}`);
      const delay = wasKilled ? 0 : Math.min(FIRST_DELAY_MS * 2 ** (failures - 1), LONGEST_DELAY_MS);
      wasKilled = false;
      say(`! ${name} ended (${signal ?? `exit code ${code}`}); starting it again in ${delay / 1000} s`);
      await sleep(delay);
      if (stopping) return;
      try {
        child = await begin();
        readyAt = Date.now();
        say(`✓ ${name} runs again`);
        return watch();
      } catch (error) {
        say(`! ${error.message}`);
      }
    }
  }

  function watch() {
    const current = child;
    if (hasEnded(current)) return void revive(current.exitCode, current.signalCode);
    current.once("exit", (code, signal) => current === child && revive(code, signal));
  }
  watch();

  const stop = async () => {
    stopping = true;
    await end(child);
  };
  /** An intended restart, as after a new build: no delay, and not counted as a failure. */
  const restart = async () => {
    const old = child;
    child = undefined;
    await end(old);
    if (stopping) return;
    child = await begin();
    readyAt = Date.now();
    watch();
  };
  return { name, stop, restart, child: () => child };
}
