import { HOUR_MS } from "../../../../kernel/units.js";
import type { Database } from "../../../../platform/database/database.js";
import type { Logger } from "../../../../platform/telemetry/logger.js";
import type { BackgroundWork } from "../../../contracts/module.js";
import { keepFigures } from "./statistics.service.js";

/** Runs in every worker. */
export function startStatisticsClock({ db, log }: { db: Database; log: Logger }): BackgroundWork {
  const keep = () =>
    keepFigures(db.em.fork())
      .then((days) => void (days > 0 && log.info({ days }, "statistics of past days stored")))
      .catch((error: unknown) => log.warn({ err: error }, "statistics of past days not stored; will be retried"));
  let running: Promise<void> = keep();
  const timer = setInterval(() => void (running = running.then(keep)), HOUR_MS);
  return {
    async close() {
      clearInterval(timer);
      await running;
    },
  };
}
