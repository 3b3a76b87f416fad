import type { Topic, Topics } from "../../platform/topics.js";
import type { Judgement, JudgementStatus } from "./judgement.entity.js";
import type { TestResult } from "../../judge/pipeline.js";

/** One step of a judgement as its watchers see it. It carries the data, so no watcher reads the database for it. */
export interface SubmissionStatusEvent {
  submissionId: string;
  judgementId: string;
  /** With the judgement and the sequence, the order of events: a greater one is newer. */
  attempt: number;
  sequence: number;
  status: JudgementStatus;
  verdict: string | null;
  detail: string | null;
  compilerOutput: string | null;
  testsTotal: number;
  testsFinished: number;
  testsPassed: number;
  /** The test that has just ended, or null. */
  test: TestResult | null;
  cpuMs: number | null;
  wallMs: number | null;
  peakMemoryKb: number | null;
}

/** Places of the steps within an attempt; tests lie between RUNNING and REQUEUED. */
const SEQUENCE = { QUEUED: 0, COMPILING: 1, RUNNING: 2, FIRST_TEST: 3, REQUEUED: 2 ** 31 - 2, FINISHED: 2 ** 31 - 1 };

function parse(payload: unknown): SubmissionStatusEvent {
  const event = payload as SubmissionStatusEvent;
  if (typeof event?.submissionId !== "string" || !Number.isInteger(event.attempt) || !Number.isInteger(event.sequence)) {
    throw new Error("not a submission status event");
  }
  return event;
}

/** By submission. */
export const submissionStatusTopic: Topic<SubmissionStatusEvent> = { name: "submission-status", parse };

/** The same events by the account whose submission it is. */
export const userSubmissionsTopic: Topic<SubmissionStatusEvent> = { name: "user-submissions", parse };

/** Tells both kinds of watchers. Rejects when Redis does; streams heal by re-reading rows. */
export async function publishStatus(topics: Topics, userId: string, event: SubmissionStatusEvent): Promise<void> {
  await Promise.all([
    topics.publish(submissionStatusTopic, event.submissionId, event),
    topics.publish(userSubmissionsTopic, userId, event),
  ]);
}

export function isNewer(event: SubmissionStatusEvent, than: SubmissionStatusEvent): boolean {
  // Judgement ids are UUIDv7: a later judging has the greater one.
  if (event.judgementId !== than.judgementId) return event.judgementId > than.judgementId;
  if (event.attempt !== than.attempt) return event.attempt > than.attempt;
  return event.sequence > than.sequence;
}

/** The columns of a judgement that an event shows. */
export type JudgementState = Pick<
  Judgement,
  "id" | "attempt" | "status" | "verdict" | "detail" | "compilerOutput" | "testsTotal" | "testsPassed" | "cpuMs" | "wallMs" | "peakMemoryKb"
> & { submissionId: string; userId: string; testsFinished: number };

/** The state of a row as an event: what a watcher gets first, and what is published when nothing is remembered. */
export function eventOfState({ id, userId: _, ...state }: JudgementState): SubmissionStatusEvent {
  const requeued = state.status === "QUEUED" && state.attempt > 0;
  return { ...state, judgementId: id, sequence: requeued ? SEQUENCE.REQUEUED : SEQUENCE[state.status], test: null };
}

interface Running {
  submissionId: string;
  judgementId: string;
  attempt: number;
}

const NOTHING_YET = {
  verdict: null,
  detail: null,
  compilerOutput: null,
  testsTotal: 0,
  testsFinished: 0,
  testsPassed: 0,
  test: null,
  cpuMs: null,
  wallMs: null,
  peakMemoryKb: null,
};

export function compilingEvent(running: Running, testsTotal: number): SubmissionStatusEvent {
  return { ...NOTHING_YET, ...running, testsTotal, status: "COMPILING", sequence: SEQUENCE.COMPILING };
}

export function runningEvent(running: Running, testsTotal: number): SubmissionStatusEvent {
  return { ...NOTHING_YET, ...running, testsTotal, status: "RUNNING", sequence: SEQUENCE.RUNNING };
}

export function testEvent(running: Running, testsTotal: number, testsPassed: number, test: TestResult): SubmissionStatusEvent {
  return {
    ...runningEvent(running, testsTotal),
    sequence: SEQUENCE.FIRST_TEST + test.index,
    testsFinished: test.index + 1,
    testsPassed,
    test,
  };
}
