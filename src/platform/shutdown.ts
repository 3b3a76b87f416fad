import type { Logger } from "./telemetry/logger.js";

export interface Shutdown {
  /** Registers a step. Steps run one at a time, the last registered first. */
  add(name: string, close: () => unknown): void;
  /** Runs every step once; a failing or hanging step does not block the others. Safe to call twice. */
  run(): Promise<void>;
}

export function createShutdown({ log, timeoutMs }: { log: Logger; timeoutMs: number }): Shutdown {
  const steps: { name: string; close: () => unknown }[] = [];
  let running: Promise<void> | undefined;

  const closeAll = async () => {
    const deadline = Date.now() + timeoutMs;
    for (const { name, close } of steps.reverse()) {
      let timer: NodeJS.Timeout | undefined;
      const late = new Promise<never>((_, reject) => {
        timer = setTimeout(() => reject(new Error("took too long")), Math.max(200, deadline - Date.now()));
      });
      await Promise.race([Promise.resolve().then(close), late]).catch((error: unknown) =>
        log.warn({ step: name, err: error }, "shutdown step failed"),
      );
      clearTimeout(timer);
    }
  };

  return {
    add: (name, close) => void steps.push({ name, close }),
    run: () => (running ??= closeAll()),
  };
}

/** Shuts down gracefully on SIGTERM or SIGINT; a second signal exits at once. */
export function exitOnSignals(shutdown: Shutdown, log: Logger): void {
  let stopping = false;
  for (const signal of ["SIGTERM", "SIGINT"] as const) {
    process.on(signal, () => {
      if (stopping) process.exit(1);
      stopping = true;
      log.info({ signal }, "stopping");
      void shutdown.run().then(() => process.exit(0));
    });
  }
}
