import { HOUR_MS } from "../../../../kernel/units.js";
import type { Database } from "../../../../platform/database/database.js";
import { startRounds } from "../../../../platform/jobs/rounds.js";
import type { Logger } from "../../../../platform/telemetry/logger.js";
import type { BackgroundWork } from "../../../contracts/module.js";
import { keepFigures } from "./statistics.service.js";

/** Runs in every worker. */
export function startStatisticsClock({ db, log }: { db: Database; log: Logger }): BackgroundWork {
  const keep = async () => {
    const days = await keepFigures(db.em.fork());
    if (days > 0) log.info({ days }, "statistics of past days stored");
  };
  return startRounds(keep, { everyMs: HOUR_MS, log, failure: "statistics of past days not stored; will be retried" });
}
