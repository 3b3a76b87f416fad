import { DAY_MS, HOUR_MS } from "../../kernel/units.js";
import { startRounds, type Rounds } from "../jobs/rounds.js";
import type { Logger } from "../telemetry/logger.js";
import type { ObjectStorage } from "./object-storage.js";

interface DayObjects {
  storage: ObjectStorage;
  log: Logger;
  prefix: string;
  /** Logged when a round fails. */
  failure: string;
}

/** Runs in the worker. Removes the objects below `prefix` a day after they were written. Safe to run concurrently. */
export function startDaySweeper({ storage, log, prefix, failure }: DayObjects): Rounds {
  const sweep = async () => {
    for await (const { key, changedAt } of storage.list(prefix)) {
      if (changedAt.getTime() < Date.now() - DAY_MS) await storage.remove(key);
    }
  };
  return startRounds(sweep, { everyMs: HOUR_MS, log, failure });
}
