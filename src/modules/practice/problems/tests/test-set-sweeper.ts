import { HOUR_MS } from "../../../../kernel/units.js";
import { rows, type Database } from "../../../../platform/database/database.js";
import { startRounds } from "../../../../platform/jobs/rounds.js";
import type { ObjectStorage } from "../../../../platform/storage/object-storage.js";
import type { Logger } from "../../../../platform/telemetry/logger.js";
import type { BackgroundWork } from "../../../contracts/module.js";
import { TEST_SETS } from "./stored-test-set.js";

const PERIOD_MS = 6 * HOUR_MS;
/** Covers the time between writing an object and committing its row. */
const LEAST_AGE_MS = 24 * HOUR_MS;
const BATCH = 500;

interface Dependencies {
  db: Database;
  storage: ObjectStorage;
  log: Logger;
}

/**
 * Removes test set objects without rows, left by deleted problems and failed transactions, and returns their number.
 * Storing a set always rewrites its object, so a set in use never has an old object without a row.
 */
export async function sweepTestSets({ db, storage }: Omit<Dependencies, "log">, leastAgeMs = LEAST_AGE_MS): Promise<number> {
  const before = Date.now() - leastAgeMs;
  let removed = 0;
  const sweep = async (keys: readonly string[]) => {
    const hashes = keys.map((key) => key.slice(TEST_SETS.length));
    const found = await rows<{ sha256: string }>(db.em.fork(), "select distinct sha256 from test_sets where sha256 in (?)", [hashes]);
    const used = new Set(found.map(({ sha256 }) => TEST_SETS + sha256));
    const unused = keys.filter((key) => !used.has(key));
    await Promise.all(unused.map((key) => storage.remove(key)));
    removed += unused.length;
  };
  let batch: string[] = [];
  for await (const { key, changedAt } of storage.list(TEST_SETS)) {
    if (changedAt.getTime() > before) continue;
    batch.push(key);
    if (batch.length < BATCH) continue;
    await sweep(batch);
    batch = [];
  }
  if (batch.length > 0) await sweep(batch);
  return removed;
}

/** Runs in the worker. Safe to run concurrently. */
export function startTestSetSweeper({ db, storage, log }: Dependencies): BackgroundWork {
  const sweep = async () => {
    const count = await sweepTestSets({ db, storage });
    if (count > 0) log.info({ count }, "orphaned test sets removed");
  };
  return startRounds(sweep, { everyMs: PERIOD_MS, log, failure: "search for orphaned test sets failed; will be retried" });
}
