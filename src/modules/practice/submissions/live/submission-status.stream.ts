import { createInbox, type Inbox } from "../../../../graphql/inbox.js";
import { watchAccount, type AccountUpdate } from "./account-updates.js";
import { LatestEvents } from "./latest-events.js";
import type { CompleteEvent } from "./present-state.js";
import { createStatusRows, type StatusRowsDependencies } from "./status-rows.js";
import type { ShowEvent } from "../results/shown-results.js";
import { submissionStatusTopic, type SubmissionStatusEvent } from "./submission-status.event.js";

export interface SubmissionStreams {
  /** Streams one submission from its current state on. Ends after the terminal event. */
  watchSubmission(submissionId: string, show: ShowEvent): Promise<Inbox<CompleteEvent>>;
  /** Streams all submissions of an account. Never ends by itself. See account-updates.ts. */
  watchSubmissionsOf(userId: string, after: string | null, show: ShowEvent): Promise<Inbox<AccountUpdate>>;
}

const MOST_UNREAD = 64;

/**
 * Runs in the API. Subscribes, then reads a snapshot: the Redis subscription is confirmed before rows are read, so no
 * later event is missed. Only newer events of each submission pass: ordered, no duplicates. Terminal events are never
 * missed, because rows are re-read after each reconnect and on a slow timer, for all watchers together.
 */
export function createSubmissionStreams(dependencies: StatusRowsDependencies): SubmissionStreams {
  const { pubSub, judgementStates } = dependencies;
  const statusRows = createStatusRows(dependencies);

  return {
    async watchSubmission(submissionId, show) {
      const cleanups: (() => void)[] = [];
      const inbox = createInbox<CompleteEvent>({
        capacity: MOST_UNREAD,
        keyOf: () => submissionId,
        onClose: () => cleanups.forEach((cleanup) => cleanup()),
      });
      const latest = new LatestEvents();
      const watcher = {
        account: () => null,
        submissionIds: () => [submissionId],
        offer(event: SubmissionStatusEvent) {
          const shown = show(event);
          const complete = shown && latest.take(shown);
          if (!complete) return;
          inbox.push(complete);
          if (event.status === "FINISHED") inbox.end();
        },
      };
      try {
        // Events that arrive before the snapshot may pass: they are newer, and the snapshot is then dropped.
        cleanups.push(await pubSub.subscribe(submissionStatusTopic, submissionId, watcher.offer));
        statusRows.keep(watcher);
        cleanups.push(() => statusRows.drop(watcher));
        await statusRows.read(watcher);
      } catch (error) {
        await inbox.return();
        throw error;
      }
      return inbox;
    },

    watchSubmissionsOf: (userId, after, show) => watchAccount({ pubSub, judgementStates, statusRows }, userId, after, show),
  };
}
