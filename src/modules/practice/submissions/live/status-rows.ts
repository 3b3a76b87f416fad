/**
 * Runs in the API. Events may be lost, rows are not: reads the rows of everything that is being watched again, for all
 * watchers of the process in one go, after each reconnect of Redis and on a slow timer.
 */
import type { Logger } from "../../../../platform/telemetry/logger.js";
import type { Topics } from "../../../../platform/redis/topics.js";
import type { JudgementProgress } from "./judgement-progress.js";
import type { FinishedPlace, JudgementRepository } from "../judgements/judgement.repository.js";
import { eventOfState, type SubmissionStatusEvent } from "./submission-status.event.js";

export interface Watcher {
  /** An account of which everything unfinished is watched, and what finished since; null for none. */
  account(): FinishedPlace | null;
  /** Submissions whose newest judgement is of interest. */
  submissionIds(): readonly string[];
  offer(event: SubmissionStatusEvent): void;
}

export interface StatusRows {
  /** Offers the present state of what it watches. */
  read(watcher: Watcher): Promise<void>;
  /** From now on it is among those whose rows are read again. Returns the function that ends it. */
  keep(watcher: Watcher): () => void;
}

export interface StatusRowsDependencies {
  topics: Topics;
  judgements: JudgementRepository;
  progress: JudgementProgress;
  log: Logger;
}

/** Should Redis lose a terminal event without losing the connection, rows are looked at again this often. */
const REREAD_MS = 10_000;
/** Watchers for whom one statement reads. */
const BATCH = 500;

export function createStatusRows({ topics, judgements, progress, log }: StatusRowsDependencies): StatusRows {
  const watchers = new Set<Watcher>();
  let rest: () => void = () => undefined;
  let reading: Promise<void> | undefined;
  let again = false;

  const readFor = async (some: readonly Watcher[]) => {
    const interests = some.flatMap((watcher) => {
      const account = watcher.account();
      const keys = [...watcher.submissionIds(), ...(account ? [account.userId] : [])];
      return keys.map((key) => ({ key, watcher, account }));
    });
    const interested = Map.groupBy(interests, ({ key }) => key);
    const submissionIds = [...new Set(some.flatMap((watcher) => watcher.submissionIds()))];
    const states = await judgements.watchedStates(submissionIds, earliest(interests.flatMap(({ account }) => account ?? [])));
    const kept = await progress.of(states);
    for (const state of states) {
      const event = eventOfState(state, kept.get(state.id));
      for (const key of [state.submissionId, state.about.userId]) interested.get(key)?.forEach(({ watcher }) => watcher.offer(event));
    }
  };

  const readForAll = async () => {
    do {
      again = false;
      const all = [...watchers];
      for (let start = 0; start < all.length; start += BATCH) await readFor(all.slice(start, start + BATCH));
    } while (again);
  };

  /** What is asked for while rows are being read makes them be read once more. */
  const refresh = () => {
    again = true;
    reading ??= readForAll()
      .catch((error: unknown) => log.warn({ err: error }, "could not re-read what is watched"))
      .finally(() => (reading = undefined));
  };
  const start = () => {
    const stopListening = topics.onReconnect(refresh);
    const timer = setInterval(refresh, REREAD_MS);
    return () => {
      stopListening();
      clearInterval(timer);
    };
  };

  return {
    read: (watcher) => readFor([watcher]),
    keep(watcher) {
      watchers.add(watcher);
      if (watchers.size === 1) rest = start();
      return () => {
        if (watchers.delete(watcher) && watchers.size === 0) rest();
      };
    },
  };
}

/** One place for each account: what a watcher has seen beyond it, it ignores. */
function earliest(places: readonly FinishedPlace[]): FinishedPlace[] {
  const byAccount = new Map<string, number>();
  for (const { userId, finishNumber } of places) {
    byAccount.set(userId, Math.min(finishNumber, byAccount.get(userId) ?? Infinity));
  }
  return [...byAccount].map(([userId, finishNumber]) => ({ userId, finishNumber }));
}
