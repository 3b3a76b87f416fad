/** Takes out of judgements and events what the problem's author does not let the viewer see (`Problem.feedback`). */
import type { Viewer } from "../../../../access/viewer.js";
import type { TestResult } from "../../../../judge/test-result.js";
import { Verdict } from "../../../../judge/verdict.js";
import { SEQUENCE, type SubmissionStatusEvent } from "../live/submission-status.event.js";
import { concealedVerdict, mayEditOrigin, type JudgementOrigin } from "./shown-verdict.js";

/** What judgements and events have in common. */
interface Results {
  verdict: string | null;
  tests: readonly TestResult[];
}

function concealsResults(viewer: Viewer, origin: JudgementOrigin): boolean {
  return origin.feedback === "NOTHING" && !mayEditOrigin(viewer, origin);
}

/** Only the samples, as if there were no other tests. Everything once it is accepted. */
function concealed<R extends Results>(results: R): R {
  const { verdict } = results;
  if (verdict === Verdict.ACCEPTED) return results;
  const tests = results.tests.filter(({ sample }) => sample !== null);
  const testsPassed = tests.filter((test) => test.verdict === Verdict.ACCEPTED).length;
  const counts = { tests, testsFinished: tests.length, testsPassed };
  const nothing = { cpuMs: null, wallMs: null, peakMemoryKb: null, timeline: null, score: null, maxScore: null, groups: null };
  const shown = verdict === null ? null : concealedVerdict(verdict);
  return { ...results, ...counts, ...nothing, verdict: shown, ...(shown === "REJECTED" && { detail: null }) };
}

export function shownJudgement<J extends Results & { origin: JudgementOrigin }>(viewer: Viewer, judgement: J): J {
  return concealsResults(viewer, judgement.origin) ? concealed(judgement) : judgement;
}

/** Null: the step is not shown. Watchers that see the same share the object, and so the response made of it. */
export type ShowEvent = (event: SubmissionStatusEvent) => SubmissionStatusEvent | null;

export function eventsFor(viewer: Viewer): ShowEvent {
  return (event) => (concealsResults(viewer, event.about) ? concealedOnce(event) : event);
}

const known = new WeakMap<SubmissionStatusEvent, SubmissionStatusEvent | null>();

function concealedOnce(event: SubmissionStatusEvent): SubmissionStatusEvent | null {
  let shown = known.get(event);
  if (shown === undefined) known.set(event, (shown = concealedEvent(event)));
  return shown;
}

function concealedEvent(event: SubmissionStatusEvent): SubmissionStatusEvent | null {
  const { test, tests, status } = event;
  // Without what streams have added to the event for others.
  const plain: SubmissionStatusEvent & { submission?: unknown } = { ...event };
  delete plain.submission;
  // Samples come first: before one of them, nothing was hidden.
  if (!tests) return test && !test.sample ? null : plain;
  const shown = concealed({ ...plain, tests });
  if (status !== "RUNNING") return { ...shown, test: null };
  const samples = shown.tests.length;
  return { ...shown, sequence: SEQUENCE.RUNNING + samples, test: shown.tests.at(-1) ?? null };
}
