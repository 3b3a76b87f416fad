import { DAY_MS, HOUR_MS } from "../../../../kernel/units.js";
import { rows, type Database } from "../../../../platform/database/database.js";
import { startRounds } from "../../../../platform/jobs/rounds.js";
import type { ObjectStorage } from "../../../../platform/storage/object-storage.js";
import type { Logger } from "../../../../platform/telemetry/logger.js";
import type { BackgroundWork } from "../../../contracts/module.js";
import { PROBLEM_FILES } from "./problem-file.entity.js";

const PERIOD_MS = 6 * HOUR_MS;
/** Covers the time between storing an object and committing its row. */
const LEAST_AGE_MS = DAY_MS;
const BATCH = 500;

interface Dependencies {
  db: Database;
  storage: ObjectStorage;
  log: Logger;
}

/** Removes objects that no row refers to, of deleted problems and interrupted edits, and returns their number. */
export async function sweepProblemFiles({ db, storage }: Omit<Dependencies, "log">, leastAgeMs = LEAST_AGE_MS): Promise<number> {
  const before = Date.now() - leastAgeMs;
  let removed = 0;
  const removeUnused = async (keys: readonly string[]) => {
    const found = await rows<{ key: string }>(db.em.fork(), "select distinct key from problem_files where key in (?)", [keys]);
    const used = new Set(found.map(({ key }) => key));
    const unused = keys.filter((key) => !used.has(key));
    await Promise.all(unused.map((key) => storage.remove(key)));
    removed += unused.length;
  };
  let batch: string[] = [];
  for await (const { key, changedAt } of storage.list(PROBLEM_FILES)) {
    if (changedAt.getTime() > before) continue;
    batch.push(key);
    if (batch.length < BATCH) continue;
    await removeUnused(batch);
    batch = [];
  }
  if (batch.length > 0) await removeUnused(batch);
  return removed;
}

/** Runs in the worker. Safe to run concurrently. */
export function startProblemFileSweeper({ db, storage, log }: Dependencies): BackgroundWork {
  const sweep = async () => {
    const count = await sweepProblemFiles({ db, storage });
    if (count > 0) log.info({ count }, "orphaned files of problems removed");
  };
  return startRounds(sweep, { everyMs: PERIOD_MS, log, failure: "search for orphaned files of problems failed; will be retried" });
}
