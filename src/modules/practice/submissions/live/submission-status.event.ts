import * as z from "zod";
import { groupResult, type ScoreState } from "../../../../judge/scoring/group-result.js";
import { testResult, type TestResult } from "../../../../judge/test-result.js";
import { contract } from "../../../../kernel/contract.js";
import { count, id, isoTime } from "../../../../kernel/schemas.js";
import type { RedisCommands } from "../../../../platform/redis/redis.js";
import type { PubSub } from "../../../../platform/redis/pub-sub.js";
import { FEEDBACK } from "../../problems/edits/feedback.js";
import { timelineSchema, type Timeline } from "../results/timeline.js";
import { JUDGEMENT_STATUSES, type Judgement, type JudgementStatus } from "../judgements/judgement.entity.js";
import { scoreColumns, type ScoreColumns } from "../judgements/score-columns.js";

/** Fields that do not change during judging. Every event carries them, so that clients get complete entities. */
const judgedSubmission = z.object({
  userId: id,
  problemId: id,
  problemAuthorId: id,
  problemCoAuthorIds: z.array(id),
  /** Absent in events of older versions. */
  problemOrganizationId: id.nullable().optional(),
  language: z.string(),
  sourceBytes: count,
  createdAt: isoTime,
  testSetVersion: count,
  problemRevision: count.nullable(),
  /** Absent in events of older versions, like `toolchain` and `timeline` below. */
  feedback: z.enum(FEEDBACK).optional(),
  queuedAt: isoTime,
  startedAt: isoTime.nullable(),
});

export type JudgedSubmission = z.infer<typeof judgedSubmission>;

/** One step of a judgement, as sent to watchers. Carries all data, so that watchers need no database read. */
const submissionStatus = z.object({
  submissionId: id,
  judgementId: id,
  /** Events are ordered by judgement, attempt and sequence; the greater one is newer. */
  attempt: count,
  sequence: count,
  status: z.enum(JUDGEMENT_STATUSES),
  verdict: z.string().nullable(),
  detail: z.string().nullable(),
  compilerOutput: z.string().nullable(),
  testsTotal: count,
  testsFinished: count,
  testsPassed: count,
  /** The test that just finished, or null. */
  test: testResult.nullable(),
  /** All finished tests. Steps are published without them; streams add what they know (present-state.ts). */
  tests: z.array(testResult).readonly().optional(),
  cpuMs: count.nullable(),
  wallMs: count.nullable(),
  peakMemoryKb: count.nullable(),
  /** Score so far. Null if there is none; absent in events of older versions. */
  score: z.number().nullable().default(null),
  maxScore: z.number().nullable().default(null),
  groups: z.array(groupResult).nullable().default(null),
  toolchain: z.string().nullish(),
  timeline: timelineSchema.nullish(),
  finishedAt: isoTime.nullable(),
  /** Sequence number among the account's finished judgements, from 1 and without gaps; null until FINISHED. */
  finishNumber: count.nullable(),
  about: judgedSubmission,
});

export type SubmissionStatusEvent = z.infer<typeof submissionStatus>;

/** Tests of a running judgement, as stored by `judgement-progress.ts`. */
export interface JudgingProgress extends ScoreColumns {
  testsPassed: number;
  testsFinished: number;
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
export const SEQUENCE = { QUEUED: 0, COMPILING: 1, RUNNING: 2, FIRST_TEST: 3, REQUEUED: 2 ** 31 - 2, FINISHED: 2 ** 31 - 1 };

/** By submission. */
export const submissionStatusTopic = contract("submission-status", submissionStatus);

/** The same events by account. */
export const userSubmissionsTopic = contract("user-submissions", submissionStatus);

/**
 * Publishes to both topics, with the commands of `also` in the same write. Rejects if Redis does; streams recover by
 * re-reading rows.
 */
export function publishStatus(pubSub: PubSub, event: SubmissionStatusEvent, also?: (commands: RedisCommands) => void): Promise<void> {
  const channels = [
    [submissionStatusTopic, event.submissionId],
    [userSubmissionsTopic, event.about.userId],
  ] as const;
  return pubSub.publishAll(channels, event, also);
}

export function isLaterEvent(event: SubmissionStatusEvent, than: SubmissionStatusEvent): boolean {
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
  | keyof ScoreColumns
  | "finishedAt"
  | "finishNumber"
> & { submissionId: string; toolchain?: string | null; timeline?: Timeline | null; about: JudgedSubmission };

/** The current state as an event: a watcher's first event, and the event published when no step is known. */
export function eventOfState({ id, ...state }: JudgementState, progress?: JudgingProgress): SubmissionStatusEvent {
  const requeued = state.status === "QUEUED" && state.attempt > 0;
  const sequence = requeued ? SEQUENCE.REQUEUED : SEQUENCE[state.status];
  const finishedAt = state.finishedAt?.toISOString() ?? null;
  const event = { ...state, judgementId: id, sequence, testsFinished: state.tests.length, test: null, finishedAt };
  const test = progress?.tests.at(-1);
  if (!progress || !test || !isBeingJudged(state.status)) return event;
  return { ...event, ...progress, ...stepOf(test), status: "RUNNING" };
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
  ...scoreColumns(null),
  finishedAt: null,
  finishNumber: null,
  toolchain: null,
  timeline: null,
};

export function compilingEvent(running: Running, testsTotal: number): SubmissionStatusEvent {
  return { ...NOTHING_YET, ...placeOf(running), testsTotal, status: "COMPILING", sequence: SEQUENCE.COMPILING };
}

export function runningEvent(running: Running, testsTotal: number, score: ScoreState | null = null): SubmissionStatusEvent {
  return { ...NOTHING_YET, ...placeOf(running), ...scoreColumns(score), testsTotal, status: "RUNNING", sequence: SEQUENCE.RUNNING };
}

export function testEvent(
  running: Running,
  testsTotal: number,
  testsPassed: number,
  test: TestResult,
  { testsFinished, score }: { testsFinished: number; score: ScoreState | null } = { testsFinished: test.index + 1, score: null },
): SubmissionStatusEvent {
  return { ...runningEvent(running, testsTotal, score), ...stepOf(test), testsPassed, testsFinished };
}

function stepOf(test: TestResult) {
  return { sequence: SEQUENCE.FIRST_TEST + test.index, test };
}

/** Omits the other fields of a claim, such as the source. */
function placeOf({ submissionId, judgementId, attempt, about }: Running): Running {
  return { submissionId, judgementId, attempt, about };
}
