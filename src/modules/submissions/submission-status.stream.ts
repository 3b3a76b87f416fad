import type { Logger } from "../../platform/logger.js";
import type { Topics } from "../../platform/topics.js";
import { createInbox } from "./inbox.js";
import type { JudgementRepository } from "./judgement.repository.js";
import { eventOfState, isNewer, submissionStatusTopic, type SubmissionStatusEvent } from "./submission-status.event.js";

interface Dependencies {
  topics: Topics;
  judgements: JudgementRepository;
  log: Logger;
}

/** Should Redis lose a terminal event without losing the connection, the row is looked at again this often. */
const REREAD_MS = 10_000;
const MOST_UNREAD = 64;

/**
 * Runs in the API. Subscribe, then snapshot: the Redis subscription is confirmed before the row is read, so whatever
 * happens after the snapshot arrives. Then only newer events pass: ordered, no duplicates. The stream ends itself after
 * the terminal event, which is never missed, as the row is read again after each reconnect and on a slow timer.
 */
export async function watchSubmission(
  { topics, judgements, log }: Dependencies,
  submissionId: string,
): Promise<AsyncIterableIterator<SubmissionStatusEvent>> {
  const cleanups: (() => void)[] = [];
  const inbox = createInbox<SubmissionStatusEvent>({ capacity: MOST_UNREAD, onClose: () => cleanups.forEach((cleanup) => cleanup()) });

  let last: SubmissionStatusEvent | undefined;
  const offer = (event: SubmissionStatusEvent) => {
    if (last && !isNewer(event, last)) return;
    last = event;
    inbox.push(event);
    if (event.status === "FINISHED") inbox.end();
  };
  const reread = async () => {
    const state = await judgements.latestState(submissionId);
    if (state) offer(eventOfState(state));
  };
  const rereadQuietly = () =>
    void reread().catch((error: unknown) => log.warn({ submissionId, err: error }, "could not re-read a watched submission"));

  try {
    // Events that arrive before the snapshot is read may pass it: they are newer, and the snapshot is then dropped.
    cleanups.push(await topics.subscribe(submissionStatusTopic, submissionId, offer));
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
