import type { Logger } from "../../platform/logger.js";
import type { Topic, Topics } from "../../platform/topics.js";
import { createInbox } from "./inbox.js";
import type { JudgementRepository } from "./judgement.repository.js";
import {
  eventOfState,
  isNewer,
  submissionStatusTopic,
  type SubmissionStatusEvent,
  userSubmissionsTopic,
} from "./submission-status.event.js";

interface Dependencies {
  topics: Topics;
  judgements: JudgementRepository;
  log: Logger;
}

/** Should Redis lose a terminal event without losing the connection, rows are looked at again this often. */
const REREAD_MS = 10_000;
const MOST_UNREAD = 64;
const MOST_REMEMBERED = 500;

/** One submission, from its present state to its end: the stream ends itself after the terminal event. */
export function watchSubmission(deps: Dependencies, submissionId: string): Promise<AsyncIterableIterator<SubmissionStatusEvent>> {
  const readState = async () => {
    const state = await deps.judgements.latestState(submissionId);
    return state ? [eventOfState(state)] : [];
  };
  return watch(deps, submissionStatusTopic, submissionId, readState, true);
}

/** Every submission of an account, from the state of those that are not finished on; it never ends by itself. */
export function watchSubmissionsOf(deps: Dependencies, userId: string): Promise<AsyncIterableIterator<SubmissionStatusEvent>> {
  const readStates = async (unfinished: readonly string[]) =>
    (await deps.judgements.unfinishedStates(userId, unfinished)).map(eventOfState);
  return watch(deps, userSubmissionsTopic, userId, readStates, false);
}

/**
 * Runs in the API. Subscribe, then snapshot: the Redis subscription is confirmed before rows are read, so whatever
 * happens after the snapshot arrives. Then only newer events of each submission pass: ordered, no duplicates. A terminal
 * event is never missed, as rows are read again after each reconnect and on a slow timer.
 */
async function watch(
  { topics, log }: Dependencies,
  topic: Topic<SubmissionStatusEvent>,
  key: string,
  readStates: (unfinished: readonly string[]) => Promise<SubmissionStatusEvent[]>,
  endsWhenFinished: boolean,
): Promise<AsyncIterableIterator<SubmissionStatusEvent>> {
  const cleanups: (() => void)[] = [];
  const inbox = createInbox<SubmissionStatusEvent>({
    capacity: MOST_UNREAD,
    keyOf: ({ submissionId }) => submissionId,
    onClose: () => cleanups.forEach((cleanup) => cleanup()),
  });

  const latest = new Map<string, SubmissionStatusEvent>();
  const offer = (event: SubmissionStatusEvent) => {
    const before = latest.get(event.submissionId);
    if (before && !isNewer(event, before)) return;
    latest.delete(event.submissionId);
    latest.set(event.submissionId, event);
    if (latest.size > MOST_REMEMBERED) latest.delete(latest.keys().next().value!);
    inbox.push(event);
    if (endsWhenFinished && event.status === "FINISHED") inbox.end();
  };
  const reread = async () => {
    const unfinished = [...latest.values()].filter(({ status }) => status !== "FINISHED").map(({ submissionId }) => submissionId);
    for (const event of await readStates(unfinished)) offer(event);
  };
  const rereadQuietly = () => void reread().catch((error: unknown) => log.warn({ err: error }, "could not re-read what is watched"));

  try {
    // Events that arrive before the snapshot is read may pass it: they are newer, and the snapshot is then dropped.
    cleanups.push(await topics.subscribe(topic, key, offer));
    cleanups.push(topics.onReconnect(rereadQuietly));
    const timer = setInterval(rereadQuietly, REREAD_MS);
    cleanups.push(() => clearInterval(timer));
    await reread();
  } catch (error) {
    await inbox.return!();
    throw error;
  }
  return inbox;
}
