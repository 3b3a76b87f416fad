import type { RedisCommands } from "../../../../platform/redis/redis.js";
import type { Topic, Topics } from "../../../../platform/redis/topics.js";
import type { Judgement, JudgementStatus } from "../judgements/judgement.entity.js";
import type { TestResult } from "../../../../judge/pipeline.js";

/** What does not change while a submission is judged; every event carries it, so that clients get whole entities. */
export interface JudgedSubmission {
  userId: string;
  problemId: string;
  problemAuthorId: string;
  problemCoAuthorIds: string[];
  language: string;
  sourceBytes: number;
  createdAt: string;
  testSetVersion: number;
  problemRevision: number | null;
  queuedAt: string;
  startedAt: string | null;
}

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
  /** All that have ended. Steps are published without; streams add what they know (present-state.ts). */
  tests?: readonly TestResult[];
  cpuMs: number | null;
  wallMs: number | null;
  peakMemoryKb: number | null;
  finishedAt: string | Date | null;
  /** Place among all finished judgements of the account, from 1 and without gaps; null until FINISHED. */
  finishNumber: number | null;
  about: JudgedSubmission;
}

/** The tests of a judging in progress, as `judgement-progress.ts` keeps them. */
export interface Progress {
  testsPassed: number;
  /** In judging order; what Redis lost is missing. */
  tests: TestResult[];
}

/** So many samples are kept with their outputs while a judging runs; those of the others come with the verdict. */
const SAMPLES_KEPT = 64;

/** A test as it is kept beside a judging in progress, in Redis and by watchers: what it takes in memory has a bound. */
export function keptTest(test: TestResult): TestResult {
  return test.index < SAMPLES_KEPT || !test.sample ? test : { ...test, sample: null };
}

/** Places of the steps within an attempt; tests lie between RUNNING and REQUEUED. */
const SEQUENCE = { QUEUED: 0, COMPILING: 1, RUNNING: 2, FIRST_TEST: 3, REQUEUED: 2 ** 31 - 2, FINISHED: 2 ** 31 - 1 };

function parse(payload: unknown): SubmissionStatusEvent {
  const event = payload as SubmissionStatusEvent;
  const isEvent = typeof event?.submissionId === "string" && typeof event.about?.userId === "string";
  if (!isEvent || !Number.isInteger(event.attempt) || !Number.isInteger(event.sequence)) {
    throw new Error("not a submission status event");
  }
  return event;
}

/** By submission. */
export const submissionStatusTopic: Topic<SubmissionStatusEvent> = { name: "submission-status", parse };

/** The same events by the account whose submission it is. */
export const userSubmissionsTopic: Topic<SubmissionStatusEvent> = { name: "user-submissions", parse };

/** Publishes for both kinds of watchers, with `also` in the same write. Rejects when Redis does; streams heal by re-reading rows. */
export function publishStatus(topics: Topics, event: SubmissionStatusEvent, also?: (commands: RedisCommands) => void): Promise<void> {
  const channels = [
    [submissionStatusTopic, event.submissionId],
    [userSubmissionsTopic, event.about.userId],
  ] as const;
  return topics.publishAll(channels, event, also);
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
  | "id"
  | "attempt"
  | "status"
  | "verdict"
  | "detail"
  | "compilerOutput"
  | "testsTotal"
  | "testsPassed"
  | "tests"
  | "cpuMs"
  | "wallMs"
  | "peakMemoryKb"
  | "finishedAt"
  | "finishNumber"
> & { submissionId: string; about: JudgedSubmission };

/** The present state as an event: what a watcher gets first, and what is published when nothing is remembered. */
export function eventOfState({ id, ...state }: JudgementState, progress?: Progress): SubmissionStatusEvent {
  const requeued = state.status === "QUEUED" && state.attempt > 0;
  const sequence = requeued ? SEQUENCE.REQUEUED : SEQUENCE[state.status];
  const event = { ...state, judgementId: id, sequence, testsFinished: state.tests.length, test: null };
  const test = progress?.tests.at(-1);
  if (!progress || !test || !isBeingJudged(state.status)) return event;
  return { ...event, ...stepOf(test), status: "RUNNING", testsPassed: progress.testsPassed, tests: progress.tests };
}

/** Whether there may be progress that its row does not show yet. */
export function isBeingJudged(status: JudgementStatus): boolean {
  return status === "COMPILING" || status === "RUNNING";
}

interface Running {
  submissionId: string;
  judgementId: string;
  attempt: number;
  about: JudgedSubmission;
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
  finishedAt: null,
  finishNumber: null,
};

export function compilingEvent(running: Running, testsTotal: number): SubmissionStatusEvent {
  return { ...NOTHING_YET, ...placeOf(running), testsTotal, status: "COMPILING", sequence: SEQUENCE.COMPILING };
}

export function runningEvent(running: Running, testsTotal: number): SubmissionStatusEvent {
  return { ...NOTHING_YET, ...placeOf(running), testsTotal, status: "RUNNING", sequence: SEQUENCE.RUNNING };
}

export function testEvent(running: Running, testsTotal: number, testsPassed: number, test: TestResult): SubmissionStatusEvent {
  return {
    ...runningEvent(running, testsTotal),
    ...stepOf(test),
    testsPassed,
  };
}

function stepOf(test: TestResult) {
  return { sequence: SEQUENCE.FIRST_TEST + test.index, testsFinished: test.index + 1, test };
}

/** A claim holds more, such as the source. */
function placeOf({ submissionId, judgementId, attempt, about }: Running): Running {
  return { submissionId, judgementId, attempt, about };
}
