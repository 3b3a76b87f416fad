import { workersLanguage } from "../../../../judge/languages/index.js";
import { judge, type JudgeProgress } from "../../../../judge/pipeline.js";
import { createScorer } from "../../../../judge/scoring/scorer.js";
import { scoring } from "../../../../judge/scoring/scoring.js";
import { EngineCannot, type ExecutionEngine } from "../../../../judge/engines/engine.js";
import { MachineBusy } from "../../../../judge/sandbox/sandbox.js";
import type { TestSetCache } from "../../../../judge/test-set-cache.js";
import { Verdict } from "../../../../judge/verdict.js";
import type { Logger } from "../../../../platform/telemetry/logger.js";
import type { ObjectStorage } from "../../../../platform/storage/object-storage.js";
import { isOutage, outlast } from "../../../../platform/database/outage.js";
import type { PubSub } from "../../../../platform/redis/pub-sub.js";
import { judgeLimitsFor } from "../../problems/edits/limits.js";
import { withChecker, type CheckingDependencies } from "./checking.js";
import type { JudgingObservation, ObserveJudging } from "./judging-observer.js";
import type { JudgementProgress } from "../live/judgement-progress.js";
import type { JudgementClaim, JudgementRepository } from "../judgements/judgement.repository.js";
import type { JudgementStates } from "../judgements/judgement-states.js";
import { judgedProgram } from "./judged-program.js";
import { openTests } from "./open-tests.js";
import { scoreColumns } from "../judgements/score-columns.js";
import { recordTimeline, type JudgingStep, type TimelineRecorder } from "../results/timeline.js";
import { publishRejudging } from "../rejudgings/rejudging.topic.js";
import {
  compilingEvent,
  eventOfState,
  runningEvent,
  publishStatus,
  testEvent,
  type SubmissionStatusEvent,
} from "../live/submission-status.event.js";

/** Named points of a judging, where tests kill the worker. */
export type Checkpoint = "after-claim" | "mid-run" | "before-commit" | "after-commit";

export interface JudgingDependencies extends CheckingDependencies {
  engine: ExecutionEngine;
  testSets: TestSetCache;
  storage: ObjectStorage;
  judgements: JudgementRepository;
  judgementStates: JudgementStates;
  pubSub: PubSub;
  progress: JudgementProgress;
  log: Logger;
  workerId: string;
  /** Version of a language's compiler or runtime on this worker, by language id. */
  toolchainOf(languageId: string): string | null;
  leaseMs: number;
  /** Aborts at the end of the shutdown's grace period: unfinished judgements go back to the queue. */
  stopping: AbortSignal;
  checkpoint(name: Checkpoint): void;
  observe: ObserveJudging;
}

/** For judgements in which no test ran. */
const NO_FIGURES = { cpuMs: null, wallMs: null, peakMemoryKb: null };

/**
 * After this many system failures the judgement ends as SYSTEM_ERROR; with the queue's backoff, after about 40 s. Outages
 * and a busy machine do not count: they are waited out.
 */
const MAX_SYSTEM_FAILURES = 8;

/**
 * Runs in the worker: claim, judge, commit, publish. Holds no database connection while user code runs. Safe to call any
 * number of times for one judgement, on any number of workers: exactly one writes a verdict, and it is published.
 */
export async function runJudgement(deps: JudgingDependencies, judgementId: string, traceparent?: string): Promise<void> {
  const { judgements, log, workerId, leaseMs } = deps;
  const answer = await outlast(deps.stopping, () => judgements.claim(judgementId, workerId, leaseMs));
  switch (answer.kind) {
    case "missing":
      return log.warn({ judgementId }, "no such judgement");
    case "held":
      // Its worker is alive, or the sweeper requeues it when the lease expires.
      return log.info({ judgementId }, "judgement is held by another worker");
    case "finished":
      // A worker may have died between commit and publish, leaving its watchers without the event.
      return publishState(deps, judgementId);
    case "claimed":
      return judgeClaim(deps, answer.claim, deps.observe(answer.claim, traceparent));
  }
}

async function judgeClaim(deps: JudgingDependencies, claim: JudgementClaim, observed: JudgingObservation): Promise<void> {
  const { judgements, log } = deps;
  const { judgementId, attempt } = claim;
  const startedAt = performance.now();
  const end = new AbortController();
  const { signal } = end;
  const timeline = recordTimeline(claim.waitedMs);
  const step = (name: JudgingStep) => {
    observed.step(name);
    timeline.step(name);
  };
  const stopRenewing = keepClaim(deps, claim, end);
  // Not AbortSignal.any: a listener on it would keep it alive as long as the worker.
  const stop = () => end.abort(deps.stopping.reason);
  deps.stopping.addEventListener("abort", stop);
  if (deps.stopping.aborted) stop();
  try {
    deps.checkpoint("after-claim");
    const result = await judgeTests(deps, claim, { ...timeline, step }, signal);
    deps.checkpoint("before-commit");
    step("commit");
    const { maxCpuMs, maxWallMs, maxMemoryKb, score, ...verdict } = result;
    const figures = result.tests.length > 0 ? { cpuMs: maxCpuMs, wallMs: maxWallMs, peakMemoryKb: maxMemoryKb } : NO_FIGURES;
    const origin = { toolchain: deps.toolchainOf(claim.language), timeline: timeline.read() };
    const isFinal = await outlast(signal, () =>
      judgements.finish(claim, { ...verdict, ...figures, ...scoreColumns(score), ...origin }, (state) => {
        observed.end(result.verdict);
        deps.checkpoint("after-commit");
        publishStep(deps, claim, eventOfState(state));
      }),
    );
    if (!isFinal) {
      observed.end(null);
      log.warn({ judgementId, attempt }, "verdict dropped: the claim was lost");
      // Or a statement wrote it, but its response was lost.
      return publishState(deps, judgementId);
    }
    log.info(
      { judgementId, attempt, language: claim.language, verdict: result.verdict, tookMs: Math.round(performance.now() - startedAt) },
      "judged",
    );
  } catch (error) {
    observed.end(null, error);
    if (signal.aborted && !deps.stopping.aborted) return log.warn({ judgementId, attempt }, "judging stopped: the claim was lost");
    await giveBack(deps, claim, error);
  } finally {
    deps.stopping.removeEventListener("abort", stop);
    stopRenewing();
  }
}

async function judgeTests(deps: JudgingDependencies, claim: JudgementClaim, timeline: TimelineRecorder, signal: AbortSignal) {
  const { engine, artifacts } = deps;
  const language = workersLanguage(claim.language);
  const limits = judgeLimitsFor(claim.problem, language.id);
  const { testCount } = claim;

  publishStep(deps, claim, compilingEvent(claim, testCount));
  timeline.step("prepare");
  const tests = await openTests(deps, claim, signal);
  const scorer = createScorer(scoring.parse(claim.problem.scoring), tests.index);
  let testsPassed = 0;
  let testsFinished = 0;
  const onProgress = (progress: JudgeProgress) => {
    if (progress.status === "COMPILING") return timeline.step("compile");
    if (progress.test) {
      if (progress.test.verdict === Verdict.ACCEPTED) testsPassed++;
      testsFinished++;
      publishStep(deps, claim, testEvent(claim, testCount, testsPassed, progress.test, { testsFinished, score: progress.score }));
      deps.checkpoint("mid-run");
    } else {
      timeline.step("run");
      // Not awaited: if it fails, the lease timer renews soon.
      void deps.judgements.renew(claim, deps.leaseMs, "RUNNING").catch(() => undefined);
      publishStep(deps, claim, runningEvent(claim, testCount, progress.score));
    }
  };
  try {
    const program = judgedProgram(language, claim.problem, claim);
    return await withChecker(deps, claim.problem, signal, ({ checker, partner }) =>
      judge({
        ...{ engine, language, artifacts, tests, limits, scorer, onProgress, signal },
        checker: timeline.timed(checker),
        partner,
        ...program,
      }),
    );
  } finally {
    await tests.close();
  }
}

/** Handles system failures, never the learner's: the row goes back to the queue, and the job fails so that the queue retries it. */
async function giveBack(deps: JudgingDependencies, claim: JudgementClaim, error: unknown): Promise<void> {
  const { judgements, log, stopping } = deps;
  const { judgementId, attempt, problemId, testSetSha256 } = claim;
  const failed = !stopping.aborted && !isOutage(error) && !(error instanceof MachineBusy);
  const isFinal = error instanceof EngineCannot || claim.systemFailures + 1 >= MAX_SYSTEM_FAILURES;
  if (!failed || !isFinal) {
    if (await outlast(stopping, () => judgements.release(claim, failed))) await publishState(deps, judgementId);
    throw error;
  }
  log.error({ judgementId, attempt, problemId, testSetSha256, err: error }, "judging failed permanently");
  const nothing = {
    ...NO_FIGURES,
    ...scoreColumns(null),
    detail: null,
    compilerOutput: null,
    testsTotal: claim.testCount,
    testsPassed: 0,
    tests: [],
    failedTest: null,
  };
  const verdict = { ...nothing, verdict: Verdict.SYSTEM_ERROR, toolchain: deps.toolchainOf(claim.language), timeline: null };
  await outlast(stopping, () => judgements.finish(claim, verdict, (state) => publishStep(deps, claim, eventOfState(state))));
}

/** Renews the lease during judging, and aborts the judging if the claim is lost. */
function keepClaim({ judgements, leaseMs, log }: JudgingDependencies, claim: JudgementClaim, end: AbortController): () => void {
  const timer = setInterval(() => {
    judgements.renew(claim, leaseMs).then(
      (held) => held || end.abort(),
      (error: unknown) => log.warn({ judgementId: claim.judgementId, err: error }, "lease not renewed"),
    );
  }, leaseMs / 3);
  return () => clearInterval(timer);
}

async function publishState(deps: JudgingDependencies, judgementId: string): Promise<void> {
  const state = await outlast(deps.stopping, () => deps.judgementStates.stateOf(judgementId));
  if (state) publish(deps, eventOfState(state));
}

/** Steps of a staged judgement are not shown. When it has finished, the watchers of its set count again. */
function publishStep(deps: JudgingDependencies, claim: JudgementClaim, event: SubmissionStatusEvent): void {
  if (claim.rejudgingId === null) return publish(deps, event);
  if (event.status === "FINISHED") publishRejudging(deps, claim.rejudgingId);
}

/** Not awaited: a slow or lost event must not delay or fail a judging. Streams recover by re-reading the row. */
function publish({ pubSub, progress, log }: JudgingDependencies, event: SubmissionStatusEvent): void {
  publishStatus(pubSub, event, (commands) => progress.keep(event, commands)).catch((error: unknown) =>
    log.warn({ err: error }, "event not published"),
  );
}
