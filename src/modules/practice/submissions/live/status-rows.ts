/**
 * Runs in the API. Events may be lost, rows are not: re-reads the rows of everything watched, for all watchers of the
 * process together, after each Redis reconnect and on a slow timer.
 */
import type { Logger } from "../../../../platform/telemetry/logger.js";
import type { PubSub } from "../../../../platform/redis/pub-sub.js";
import type { JudgementProgress } from "./judgement-progress.js";
import type { FinishedPlace, JudgementStates } from "../judgements/judgement-states.js";
import { eventOfState, type SubmissionStatusEvent } from "./submission-status.event.js";

export interface Watcher {
  /** Account whose unfinished and newly finished judgements are watched; null for none. */
  account(): FinishedPlace | null;
  /** Submissions whose newest judgement is watched. */
  submissionIds(): readonly string[];
  offer(event: SubmissionStatusEvent): void;
}

export interface StatusRows {
  /** Offers the current state of everything the watcher watches. */
  read(watcher: Watcher): Promise<void>;
  /** Includes the watcher in future re-reads, until it is dropped. */
  keep(watcher: Watcher): void;
  drop(watcher: Watcher): void;
}

export interface StatusRowsDependencies {
  pubSub: PubSub;
  judgementStates: JudgementStates;
  progress: JudgementProgress;
  log: Logger;
}

/** Re-read interval, in case Redis loses a terminal event without losing the connection. */
const REREAD_MS = 10_000;
/** Maximum number of watchers per statement. */
const BATCH = 500;

export function createStatusRows({ pubSub, judgementStates, progress, log }: StatusRowsDependencies): StatusRows {
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
    const states = await judgementStates.watchedStates(submissionIds, earliest(interests.flatMap(({ account }) => account ?? [])));
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

  /** A request during a read triggers another read. */
  const refresh = () => {
    again = true;
    reading ??= readForAll()
      .catch((error: unknown) => log.warn({ err: error }, "could not re-read what is watched"))
      .finally(() => (reading = undefined));
  };
  const start = () => {
    const stopListening = pubSub.onReconnect(refresh);
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
    },
    drop(watcher) {
      if (watchers.delete(watcher) && watchers.size === 0) rest();
    },
  };
}

/** The lowest position of each account. Watchers ignore what they have already seen. */
function earliest(places: readonly FinishedPlace[]): FinishedPlace[] {
  const byAccount = new Map<string, number>();
  for (const { userId, finishNumber } of places) {
    byAccount.set(userId, Math.min(finishNumber, byAccount.get(userId) ?? Infinity));
  }
  return [...byAccount].map(([userId, finishNumber]) => ({ userId, finishNumber }));
}
