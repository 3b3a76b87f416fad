import type { Logger } from "../telemetry/logger.js";

export interface RoundsOptions {
  everyMs: number;
  log: Logger;
  /** Logged as a warning when a round fails; the next round tries again. */
  failure: string;
}

export interface Rounds {
  /** Aborts the signal and waits for the running round. */
  close(): Promise<void>;
}

/** Background work in rounds: one at once, then one every `everyMs`, skipped while the last one still runs. Its failures are logged. */
export function startRounds(round: (signal: AbortSignal) => Promise<unknown>, { everyMs, log, failure }: RoundsOptions): Rounds {
  const closing = new AbortController();
  let running: Promise<void> | undefined;
  const start = () => {
    running ??= round(closing.signal)
      .then(() => undefined)
      .catch((error: unknown) => log.warn({ err: error }, failure))
      .finally(() => (running = undefined));
  };
  start();
  const timer = setInterval(start, everyMs);
  return {
    async close() {
      closing.abort();
      clearInterval(timer);
      await running;
    },
  };
}
