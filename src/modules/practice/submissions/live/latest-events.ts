import { completed, type CompleteEvent } from "./present-state.js";
import { isLaterEvent, type SubmissionStatusEvent } from "./submission-status.event.js";

export interface LatestEvents {
  /** The completed event if it is newer than the last one of its submission; otherwise null. */
  take(event: SubmissionStatusEvent): CompleteEvent | null;
}

const MOST_REMEMBERED = 500;

/** Orders the events of one watcher: drops duplicates and late events. */
export function createLatestEvents(): LatestEvents {
  const latest = new Map<string, CompleteEvent>();
  const remember = (event: CompleteEvent) => {
    latest.delete(event.submissionId);
    latest.set(event.submissionId, event);
    if (latest.size > MOST_REMEMBERED) latest.delete(latest.keys().next().value!);
    return event;
  };
  return {
    take(event) {
      const before = latest.get(event.submissionId);
      if (!before || isLaterEvent(event, before)) return remember(completed(event, before));
      if (knowsMoreTests(event, before)) latest.set(event.submissionId, { ...before, tests: event.tests! });
      return null;
    },
  };
}

/** The same step read again, with tests whose events were lost. */
function knowsMoreTests({ judgementId, attempt, tests }: SubmissionStatusEvent, before: CompleteEvent): boolean {
  return judgementId === before.judgementId && attempt === before.attempt && (tests?.length ?? 0) > before.tests.length;
}
