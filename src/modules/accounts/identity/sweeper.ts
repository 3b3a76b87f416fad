import { MINUTE_MS } from "../../../kernel/units.js";
import type { Database } from "../../../platform/database/database.js";
import type { Logger } from "../../../platform/telemetry/logger.js";
import type { BackgroundWork } from "../../contracts/module.js";
import { endExpiredImpersonations } from "./sessions/session-ends.js";

const PERIOD_MS = 10 * MINUTE_MS;

/** Runs in every worker: audits impersonations that expired, long before retention removes their rows. */
export function startIdentitySweeper({ db, log }: { db: Database; log: Logger }): BackgroundWork {
  let round: Promise<void> = Promise.resolve();
  const timer = setInterval(() => {
    round = db
      .transaction(endExpiredImpersonations)
      .catch((error: unknown) => log.warn({ err: error }, "expired impersonations not recorded; will be retried"));
  }, PERIOD_MS);
  return {
    async close() {
      clearInterval(timer);
      await round;
    },
  };
}
