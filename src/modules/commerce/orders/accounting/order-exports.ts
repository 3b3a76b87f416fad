import type { SignedIn } from "../../../../access/viewer.js";
import { AppError, badInput } from "../../../../kernel/errors.js";
import { newId } from "../../../../kernel/ids.js";
import { isCurrency } from "../../../../kernel/money.js";
import { DAY_MS, DAY_S, HOUR_MS, MINUTE_MS } from "../../../../kernel/units.js";
import type { Database } from "../../../../platform/database/database.js";
import type { Jobs } from "../../../../platform/jobs/jobs.js";
import type { RateLimiter } from "../../../../platform/redis/rate-limit.js";
import type { ObjectStorage } from "../../../../platform/storage/object-storage.js";
import type { Logger } from "../../../../platform/telemetry/logger.js";
import { record } from "../../../base/audit/record.js";
import { ACCOUNTING_EXPORTS, exportOrders } from "./export-orders.job.js";

export interface ExportedOrders {
  url: string;
  sizeBytes: number;
  rows: number;
  expiresAt: Date;
}

export interface OrderExports {
  /** Waits for a worker. BAD_USER_INPUT, RATE_LIMITED, SERVICE_UNAVAILABLE without a worker. */
  write(viewer: SignedIn, input: { from: Date; until: Date; currency?: string | null }, address: string): Promise<ExportedOrders>;
}

const EXPORTS = { name: "order-exports", most: 30, windowMs: HOUR_MS };
/** A leap year and a day: accounts are closed by the year. */
export const LONGEST_DAYS = 367;
const PATIENCE_MS = 3 * MINUTE_MS;
const WITHOUT_WORKER_MS = 15_000;

interface Dependencies {
  db: Database;
  jobs: Jobs;
  storage: ObjectStorage;
  limiter: RateLimiter;
  log: Logger;
}

export function createOrderExports({ db, jobs, storage, limiter, log }: Dependencies): OrderExports {
  return {
    async write(viewer, { from, until, currency = null }, address) {
      if (until <= from) throw badInput("input.until", "It must be after `from`.", "OUT_OF_RANGE");
      if (until.getTime() - from.getTime() > LONGEST_DAYS * DAY_MS)
        throw badInput("input.until", `A file covers at most ${LONGEST_DAYS} days.`, "OUT_OF_RANGE");
      if (currency !== null && !isCurrency(currency))
        throw badInput("input.currency", "This is not a code of ISO 4217, such as EUR.", "UNKNOWN_VALUE");
      const refused = await limiter.take(EXPORTS, viewer.id);
      if (refused) throw new AppError("RATE_LIMITED", `At most ${EXPORTS.most} exports of orders an hour.`, refused);
      const exportId = newId();
      const period = { from: from.toISOString(), until: until.toISOString(), currency };
      await db.transaction(async (tx) =>
        record(tx, {
          actorId: viewer.id,
          action: "order.exported",
          subject: { type: "order-export", id: exportId },
          address,
          details: period,
        }),
      );
      const options = { timeoutMs: PATIENCE_MS, withoutWorkerMs: WITHOUT_WORKER_MS };
      const written = await jobs.call(exportOrders, { ...period, exportId }, exportId, options).catch((error: unknown) => {
        log.warn({ exportId, err: error }, "orders not exported");
        throw new AppError("SERVICE_UNAVAILABLE", "The file could not be written right now. Try again.", { retryAfterMs: 5000 });
      });
      const url = await storage.presignGet(ACCOUNTING_EXPORTS + exportId, DAY_S);
      return { ...written, url, expiresAt: new Date(Date.now() + DAY_MS) };
    },
  };
}
