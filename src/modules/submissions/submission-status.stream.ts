import type { Logger } from "../../platform/logger.js";
import type { Topic, Topics } from "../../platform/topics.js";
import { createInbox } from "../../graphql/inbox.js";
import type { JudgementRepository } from "./judgement.repository.js";
import { createStatusRows, type Watcher } from "./status-rows.js";
import { isNewer, submissionStatusTopic, type SubmissionStatusEvent, userSubmissionsTopic } from "./submission-status.event.js";

interface Dependencies {
  topics: Topics;
  judgements: JudgementRepository;
  log: Logger;
}

const MOST_UNREAD = 64;
const MOST_REMEMBERED = 500;

export interface SubmissionStreams {
  /** One submission, from its present state to its end: the stream ends itself after the terminal event. */
  watchSubmission(submissionId: string): Promise<AsyncIterableIterator<SubmissionStatusEvent>>;
  /** Every submission of an account, from the state of those that are not finished on; it never ends by itself. */
  watchSubmissionsOf(userId: string): Promise<AsyncIterableIterator<SubmissionStatusEvent>>;
}

/**
 * Runs in the API. Subscribe, then snapshot: the Redis subscription is confirmed before rows are read, so whatever
 * happens after the snapshot arrives. Then only newer events of each submission pass: ordered, no duplicates. A terminal
 * event is never missed, as rows are read again after each reconnect and on a slow timer, for all watchers together.
 */
export function createSubmissionStreams({ topics, judgements, log }: Dependencies): SubmissionStreams {
  const statusRows = createStatusRows({ topics, judgements, log });

  async function watch(
    topic: Topic<SubmissionStatusEvent>,
    { submissionId = null, userId = null }: { submissionId?: string | null; userId?: string | null },
  ): Promise<AsyncIterableIterator<SubmissionStatusEvent>> {
    const cleanups: (() => void)[] = [];
    const inbox = createInbox<SubmissionStatusEvent>({
      capacity: MOST_UNREAD,
      keyOf: (event) => event.submissionId,
      onClose: () => cleanups.forEach((cleanup) => cleanup()),
    });

    const latest = new Map<string, SubmissionStatusEvent>();
    const unfinished = () => [...latest.values()].filter(({ status }) => status !== "FINISHED").map((event) => event.submissionId);
    const watcher: Watcher = {
      userId,
      submissionIds: () => (submissionId ? [submissionId] : unfinished()),
      offer(event) {
        const before = latest.get(event.submissionId);
        if (before && !isNewer(event, before)) return;
        latest.delete(event.submissionId);
        latest.set(event.submissionId, event);
        if (latest.size > MOST_REMEMBERED) latest.delete(latest.keys().next().value!);
        inbox.push(event);
        if (submissionId && event.status === "FINISHED") inbox.end();
      },
    };

    try {
      // Events that arrive before the snapshot is read may pass it: they are newer, and the snapshot is then dropped.
      cleanups.push(await topics.subscribe(topic, (submissionId ?? userId)!, watcher.offer));
      cleanups.push(statusRows.keep(watcher));
      await statusRows.read(watcher);
    } catch (error) {
      await inbox.return!();
      throw error;
    }
    return inbox;
  }

  return {
    watchSubmission: (submissionId) => watch(submissionStatusTopic, { submissionId }),
    watchSubmissionsOf: (userId) => watch(userSubmissionsTopic, { userId }),
  };
}
