/**
 * Runs in the worker. Computes the figures of what has changed since the last time: first submissions, then what they are part of. Each object is one
 * transaction that removes the changes it covers. A refresh that is killed has done part of its work, and one that runs twice finds nothing to do.
 */
import type { Database, Transaction } from "../../../../platform/database/database.js";
import { refreshAttempts } from "../attempts/refresh-attempts.js";
import type { ChangeKind } from "../changes/analytics-change.entity.js";
import { inTurn, waitingKeys } from "../changes/changes.js";
import { refreshActiveDay, refreshDay } from "../platform/refresh-day.js";
import { refreshProblem } from "../problems/refresh-problem.js";
import { refreshTrack } from "../tracks/refresh-track.js";
import { addMissingDays, rebuildStep } from "./rebuild.js";

/** Submissions of a transaction. */
const BATCH = 500;
/** Objects of one kind in a round. What is left waits for the next one. */
const MOST_OBJECTS = 2000;

const BY_OBJECT: readonly [ChangeKind, (tx: Transaction, key: string) => Promise<void>][] = [
  ["PROBLEM", refreshProblem],
  ["TRACK", refreshTrack],
  ["DAY", refreshDay],
  ["ACTIVE_DAY", refreshActiveDay],
];

const NEVER = new AbortController().signal;

/** Returns the number of transactions that changed figures. Does nothing while another process refreshes. */
export async function refreshAnalytics(db: Database, stopping: AbortSignal = NEVER): Promise<number> {
  let done = 0;
  /** False if there is nothing left to do, or nothing may be done. */
  const once = async (work: (tx: Transaction) => Promise<boolean>): Promise<boolean> => {
    if (stopping.aborted) return false;
    const more = await inTurn(db, work);
    if (more === true) done++;
    return more === true;
  };
  while (await once(rebuildStep)) continue;
  const attempts = async (tx: Transaction) => {
    const ids = await waitingKeys(tx, "SUBMISSION", BATCH);
    if (ids.length > 0) await refreshAttempts(tx, ids);
    return ids.length > 0;
  };
  while (await once(attempts)) continue;
  await once(addMissingDays);
  for (const [kind, refresh] of BY_OBJECT) {
    for (const key of await waitingKeys(db.em.fork(), kind, MOST_OBJECTS)) {
      const again = await once(async (tx) => {
        await refresh(tx, key);
        return true;
      });
      if (!again) return done;
    }
  }
  return done;
}
