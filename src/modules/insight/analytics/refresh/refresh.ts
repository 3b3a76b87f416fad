/**
 * Runs in the worker. Computes the figures of what has changed since the last time: first submissions, then what they are part of. Each step is one
 * transaction that removes the changes it covers. A refresh that is killed has done part of its work, and one that runs twice finds nothing to do.
 * An object whose computation fails is set aside with a logged error and does not stop the others.
 */
import type { Database, Transaction } from "../../../../platform/database/database.js";
import type { Logger } from "../../../../platform/telemetry/logger.js";
import { refreshAttempts } from "../attempts/refresh-attempts.js";
import type { ChangeKind } from "../changes/analytics-change.entity.js";
import { inTurn, setAside, waitingKeys } from "../changes/changes.js";
import { refreshActiveDays, spansOf } from "../platform/refresh-active-days.js";
import { refreshDay } from "../platform/refresh-day.js";
import { refreshProblem } from "../problems/refresh-problem.js";
import { refreshTrack } from "../tracks/refresh-track.js";
import { addMissingDays, rebuildStep } from "./rebuild.js";

/** Submissions of a transaction. */
const BATCH = 500;
/** Objects of one kind in a round. What is left waits for the next one. */
const MOST_OBJECTS = 2000;

interface KindOfObject {
  kind: ChangeKind;
  /** Parts of the waiting keys, each for one transaction. */
  inParts(keys: readonly string[]): string[][];
  refresh(tx: Transaction, keys: readonly string[]): Promise<void>;
}

const oneByOne = (kind: ChangeKind, refresh: (tx: Transaction, key: string) => Promise<void>): KindOfObject => ({
  kind,
  inParts: (keys) => keys.map((key) => [key]),
  refresh: (tx, [key]) => refresh(tx, key!),
});

const SUBMISSIONS: KindOfObject = { kind: "SUBMISSION", inParts: (keys) => [[...keys]], refresh: refreshAttempts };

const BY_OBJECT: readonly KindOfObject[] = [
  oneByOne("PROBLEM", refreshProblem),
  oneByOne("TRACK", refreshTrack),
  oneByOne("DAY", refreshDay),
  { kind: "ACTIVE_DAY", inParts: spansOf, refresh: refreshActiveDays },
];

interface Options {
  stopping?: AbortSignal;
  log: Pick<Logger, "error">;
}

/** Returns the number of transactions that changed figures. Does nothing while another process refreshes. */
export async function refreshAnalytics(db: Database, { stopping, log }: Options): Promise<number> {
  let done = 0;
  /** False if there is nothing left to do, or nothing may be done. */
  const once = async (work: (tx: Transaction) => Promise<boolean>): Promise<boolean> => {
    if (stopping?.aborted) return false;
    const more = await inTurn(db, work);
    if (more === true) done++;
    return more === true;
  };
  /** Computes all of a part or, if that fails, each object by itself. False if nothing may be done. */
  const part = async ({ kind, refresh }: KindOfObject, keys: readonly string[]): Promise<boolean> => {
    try {
      return await once(async (tx) => {
        await refresh(tx, keys);
        return true;
      });
    } catch (error) {
      if (keys.length === 1) {
        log.error({ err: error, kind, key: keys[0] }, "figures not computed; set aside, will be retried");
        // Fails if the database is the reason, and ends the round.
        await setAside(db.em.fork(), kind, keys[0]!);
        return true;
      }
      for (const key of keys) if (!(await part({ kind, refresh } as KindOfObject, [key]))) return false;
      return true;
    }
  };
  while (await once(rebuildStep)) continue;
  for (;;) {
    const ids = await waitingKeys(db.em.fork(), "SUBMISSION", BATCH);
    if (ids.length === 0 || !(await part(SUBMISSIONS, ids))) break;
  }
  await once(addMissingDays);
  for (const each of BY_OBJECT) {
    for (const keys of each.inParts(await waitingKeys(db.em.fork(), each.kind, MOST_OBJECTS))) {
      if (!(await part(each, keys))) return done;
    }
  }
  return done;
}
