import { completed, type CompleteEvent } from "./present-state.js";
import { isLaterEvent, type SubmissionStatusEvent } from "./submission-status.event.js";

const MOST_REMEMBERED = 500;

/** Orders the events of one watcher: drops duplicates and late events. */
export class LatestEvents {
  /** Most watchers of an account wait for a long time without any event. */
  private latest: Map<string, CompleteEvent> | undefined;

  /** The completed event if it is newer than the last one of its submission; otherwise null. */
  take(event: SubmissionStatusEvent): CompleteEvent | null {
    const before = this.latest?.get(event.submissionId);
    if (!before || isLaterEvent(event, before)) return this.remember(completed(event, before));
    if (knowsMoreTests(event, before)) this.latest!.set(event.submissionId, { ...before, tests: event.tests! });
    return null;
  }

  private remember(event: CompleteEvent): CompleteEvent {
    const latest = (this.latest ??= new Map());
    if (latest.size > 1) latest.delete(event.submissionId);
    latest.set(event.submissionId, event);
    if (latest.size > MOST_REMEMBERED) latest.delete(latest.keys().next().value!);
    return event;
  }
}

/** The same step read again, with tests whose events were lost. */
function knowsMoreTests({ judgementId, attempt, tests }: SubmissionStatusEvent, before: CompleteEvent): boolean {
  return judgementId === before.judgementId && attempt === before.attempt && (tests?.length ?? 0) > before.tests.length;
}
