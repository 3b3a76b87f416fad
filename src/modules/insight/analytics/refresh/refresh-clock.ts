import { MINUTE_MS } from "../../../../kernel/units.js";
import type { Database } from "../../../../platform/database/database.js";
import { startRounds } from "../../../../platform/jobs/rounds.js";
import type { Logger } from "../../../../platform/telemetry/logger.js";
import type { BackgroundWork } from "../../../contracts/module.js";
import { refreshAnalytics } from "./refresh.js";

/** Runs in every worker; one of them refreshes at a time. */
export function startRefreshClock({ db, log }: { db: Database; log: Logger }): BackgroundWork {
  const round = async (stopping: AbortSignal) => {
    const transactions = await refreshAnalytics(db, { stopping, log });
    if (transactions > 0) log.debug({ transactions }, "analytics refreshed");
  };
  return startRounds(round, { everyMs: MINUTE_MS, log, failure: "analytics not refreshed; will be retried" });
}
