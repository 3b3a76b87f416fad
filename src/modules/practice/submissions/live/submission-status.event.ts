import type { RedisCommands } from "../../../../platform/redis/redis.js";
import type { Topic, Topics } from "../../../../platform/redis/topics.js";
import type { Judgement, JudgementStatus } from "../judgements/judgement.entity.js";
import type { TestResult } from "../../../../judge/pipeline.js";

/** Fields that do not change during judging. Every event carries them, so that clients get complete entities. */
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

/** One step of a judgement, as sent to watchers. Carries all data, so that watchers need no database read. */
export interface SubmissionStatusEvent {
  submissionId: string;
  judgementId: string;
  /** Events are ordered by judgement, attempt and sequence; the greater one is newer. */
  attempt: number;
  sequence: number;
  status: JudgementStatus;
  verdict: string | null;
  detail: string | null;
  compilerOutput: string | null;
  testsTotal: number;
  testsFinished: number;
  testsPassed: number;
  /** The test that just finished, or null. */
  test: TestResult | null;
  /** All finished tests. Steps are published without them; streams add what they know (present-state.ts). */
  tests?: readonly TestResult[];
  cpuMs: number | null;
  wallMs: number | null;
  peakMemoryKb: number | null;
  finishedAt: string | Date | null;
  /** Sequence number among the account's finished judgements, from 1 and without gaps; null until FINISHED. */
  finishNumber: number | null;
  about: JudgedSubmission;
}

/** Tests of a running judgement, as stored by `judgement-progress.ts`. */
export interface Progress {
  testsPassed: number;
  /** In judging order; tests lost by Redis are missing. */
  tests: TestResult[];
}

/** Maximum number of samples stored with their outputs during judging; the other outputs come with the verdict. */
const SAMPLES_KEPT = 64;

/** A test as stored in Redis and by watchers during judging; bounds its memory. */
export function keptTest(test: TestResult): TestResult {
  return test.index < SAMPLES_KEPT || !test.sample ? test : { ...test, sample: null };
}

/** Sequence numbers of the steps within an attempt; tests are between RUNNING and REQUEUED. */
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

/** The same events by account. */
export const userSubmissionsTopic: Topic<SubmissionStatusEvent> = { name: "user-submissions", parse };

/**
 * Publishes to both topics, with the commands of `also` in the same write. Rejects if Redis does; streams recover by
 * re-reading rows.
 */
export function publishStatus(topics: Topics, event: SubmissionStatusEvent, also?: (commands: RedisCommands) => void): Promise<void> {
  const channels = [
    [submissionStatusTopic, event.submissionId],
    [userSubmissionsTopic, event.about.userId],
  ] as const;
  return topics.publishAll(channels, event, also);
}

export function isNewer(event: SubmissionStatusEvent, than: SubmissionStatusEvent): boolean {
  // Judgement ids are UUIDv7: a later judgement has a greater id.
  if (event.judgementId !== than.judgementId) return event.judgementId > than.judgementId;
  if (event.attempt !== than.attempt) return event.attempt > than.attempt;
  return event.sequence > than.sequence;
}

/** Columns of a judgement that events show. */
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

/** The current state as an event: a watcher's first event, and the event published when no step is known. */
export function eventOfState({ id, ...state }: JudgementState, progress?: Progress): SubmissionStatusEvent {
  const requeued = state.status === "QUEUED" && state.attempt > 0;
  const sequence = requeued ? SEQUENCE.REQUEUED : SEQUENCE[state.status];
  const event = { ...state, judgementId: id, sequence, testsFinished: state.tests.length, test: null };
  const test = progress?.tests.at(-1);
  if (!progress || !test || !isBeingJudged(state.status)) return event;
  return { ...event, ...stepOf(test), status: "RUNNING", testsPassed: progress.testsPassed, tests: progress.tests };
}

/** True if there may be progress that the row does not show yet. */
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

/** Omits the other fields of a claim, such as the source. */
function placeOf({ submissionId, judgementId, attempt, about }: Running): Running {
  return { submissionId, judgementId, attempt, about };
}
