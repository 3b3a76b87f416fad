import { HOUR_MS } from "../../../../kernel/units.js";
import type { Database } from "../../../../platform/database/database.js";
import type { Logger } from "../../../../platform/telemetry/logger.js";
import type { BackgroundWork } from "../../../contracts/module.js";
import { keepFigures } from "./statistics.service.js";

/** Runs in every worker. */
export function startStatisticsClock({ db, log }: { db: Database; log: Logger }): BackgroundWork {
  const keep = () =>
    keepFigures(db.em.fork())
      .then((days) => void (days > 0 && log.info({ days }, "figures of past days kept")))
      .catch((error: unknown) => log.warn({ err: error }, "figures of past days will be kept later"));
  let running: Promise<void> = keep();
  const timer = setInterval(() => void (running = running.then(keep)), HOUR_MS);
  return {
    async close() {
      clearInterval(timer);
      await running;
    },
  };
}
