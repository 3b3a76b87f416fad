// Stops API and worker first, so that they can finish while the services still run; then the services.
import { say } from "./console.mjs";
import { followParent } from "./follow-parent.mjs";
import { forgetAll } from "./leftovers.mjs";
import { livingChildren } from "./run.mjs";
import { endChild } from "./wait.mjs";

export function shutdown() {
  const programs = [];
  const services = [];
  let ending;
  let reason;
  let finish;
  const finished = new Promise((resolve) => (finish = resolve));

  async function stopAll() {
    await Promise.allSettled(programs.map((one) => one.stop()));
    await Promise.allSettled(services.map((one) => one.stop()));
    // Also stop what was just being started.
    await Promise.allSettled([...livingChildren].map((child) => (child.stdin?.end(), endChild(child, "SIGTERM", 10_000))));
    forgetAll();
  }

  /** Stops everything once; later calls wait for the same result. */
  function end(why, exitCode) {
    ending ??= (async () => {
      reason = why;
      say(`… stopping: ${why}`);
      await stopAll();
      say("✓ stopped");
      finish(exitCode);
    })();
    return ending;
  }

  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => void end(signal, 0));
  followParent(() => end("npm has ended", 0));

  return {
    /** Anything that starts during the shutdown is stopped at once. */
    addProgram: (one) => (ending ? void one.stop() : programs.push(one)),
    addService: (one) => (ending ? void one.stop() : services.push(one)),
    end,
    isEnding: () => ending !== undefined,
    reason: () => reason,
    finished,
  };
}
