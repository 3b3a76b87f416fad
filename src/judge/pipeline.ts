/** Compile, run, check, aggregate. Runs in the worker; no database connection is held while user code runs. */
import { KIB } from "../kernel/units.js";
import type { ArtifactCache } from "./artifact-cache.js";
import type { CheckRequest, CheckResult, OutputChecker } from "./checkers/checker.js";
import type { EntryFile } from "./compilation.js";
import { DoesNotCompile, type ExecutionEngine, type NoProgram, type Program } from "./engines/engine.js";
import { figuresOf, type JudgeLimits } from "./execution.js";
import { type FailedTest, failedTestOf } from "./failed-test.js";
import type { Language } from "./languages/language.js";
import { createLending } from "./lanes/lending.js";
import { createTestRuns } from "./lanes/test-runs.js";
import { ownPaths } from "./languages/own-paths.js";
import type { BoxFile } from "./sandbox/sandbox.js";
import type { ScoreState } from "./scoring/group-result.js";
import type { Scorer } from "./scoring/scorer.js";
import { type TestCase, TestSetError, type TestSource } from "./test-set.js";
import type { Ended, Partner } from "./run-test.js";
import { type TestResult, transcriptOf } from "./test-result.js";
import { excerpt } from "./text.js";
import { rulingOf, Verdict } from "./verdict.js";

const SAMPLE_TEXT_BYTES = 4 * KIB;

export type JudgeProgress =
  | { status: "COMPILING" }
  /** `test` is null when the first test starts; after that each result is reported once, in order. */
  | { status: "RUNNING"; testsTotal: number; test: TestResult | null; score: ScoreState | null };

export interface JudgeRequest {
  engine: Pick<ExecutionEngine, "withProgram">;
  language: Language;
  source: string;
  /** Next to the source when it is compiled. */
  files?: readonly BoxFile[];
  /** Of a function problem. */
  entry?: EntryFile;
  /** Cache of compiled programs. */
  artifacts?: ArtifactCache;
  tests: TestSource;
  limits: JudgeLimits;
  checker: OutputChecker;
  /** Of an interactive or multi-pass problem: decides instead of the checker, which may still have the output of an interactor. */
  partner?: Partner;
  /** A new one. It knows which tests may be left out. */
  scorer: Scorer;
  /** Called in order and not awaited; must not throw. */
  onProgress?(progress: JudgeProgress): void;
  signal?: AbortSignal;
}

export interface JudgeResult {
  /** SYSTEM_ERROR if the checker failed, otherwise what the scorer makes of the tests. */
  verdict: Verdict;
  detail: string | null;
  compilerOutput: string;
  testsPassed: number;
  testsTotal: number;
  /** Only the tests that ran. */
  tests: TestResult[];
  /** Null if the problem is pass/fail, and for a SYSTEM_ERROR. */
  score: ScoreState | null;
  /** Null if none failed, and if the first that failed is a sample. */
  failedTest: FailedTest | null;
  maxCpuMs: number;
  maxWallMs: number;
  maxMemoryKb: number;
}

/**
 * Rejects with a SandboxError if the engine failed (no verdict: retry), with EngineCannot if it can't judge this, or with the signal's
 * reason.
 */
export async function judge(request: JudgeRequest): Promise<JudgeResult> {
  const { engine, language, source, files, entry, artifacts, limits, tests, signal, scorer, onProgress } = request;
  const notCompiled = (output: string): JudgeResult => ({
    ...aggregate(request, [], output),
    verdict: Verdict.COMPILATION_ERROR,
    detail: null,
  });
  signal?.throwIfAborted();
  onProgress?.({ status: "COMPILING" });
  const work = async (program: Program | NoProgram): Promise<JudgeResult> => {
    if (!program.ok) return notCompiled(program.output);
    onProgress?.({ status: "RUNNING", testsTotal: tests.count, test: null, score: scorer.state() });
    const { results, failedTest } = await runTests(request, program);
    return { ...aggregate(request, results, program.output), failedTest };
  };
  return engine.withProgram({ language, source, files, entry, artifacts, limits, signal }, work).catch((error: unknown) => {
    if (error instanceof DoesNotCompile) return notCompiled(error.output);
    throw error;
  });
}

/**
 * Counts the tests in their order, whatever the number of lanes that they run in, and stops as soon as the scorer needs no other one. While
 * an output is checked and reported, the next tests run: comparing large outputs keeps this thread busy.
 */
async function runTests(request: JudgeRequest, program: Program): Promise<Results> {
  const { tests, language, partner, scorer, onProgress } = request;
  if (tests.count === 0) throw new TestSetError("there is no test");
  const skips = (index: number): boolean => scorer.skips(index);
  const runs = createTestRuns({ tests, skips, runTest: await program.lane(partner) });
  const considerLending = createLending({ runs, lend: () => program.lend(partner) });

  const results: TestResult[] = [];
  let failedTest: FailedTest | null = null;
  try {
    for (let index = 0; index < tests.count; index++) {
      if (scorer.skips(index)) continue;
      const { test, ended } = await runs.take(index);
      const check = ended.ruling === null ? (ended.check ?? (await request.checker.check(checkRequest(test, ended)))) : null;
      const stderr = ownPaths(excerpt(ended.outcome.stderr, SAMPLE_TEXT_BYTES), language);
      const result = resultOf(index, { test, ended, stderr }, check);
      const isFirstFailure = result.verdict !== Verdict.ACCEPTED && results.every(({ verdict }) => verdict === Verdict.ACCEPTED);
      if (isFirstFailure && !test.sample) failedTest = failedTestOf({ index, ...checkRequest(test, ended), stderr, check });
      const isOver = result.verdict === Verdict.SYSTEM_ERROR;
      const scored = isOver ? null : scorer.add(index, { ...result, share: check?.share });
      results.push(scored ? { ...result, ...scored } : result);
      onProgress?.({ status: "RUNNING", testsTotal: tests.count, test: results.at(-1)!, score: scorer.state() });
      if (isOver) break;
      considerLending();
    }
  } finally {
    // Tests that ran ahead end with their containers.
    runs.stop();
  }
  return { results, failedTest };
}

interface Results {
  results: TestResult[];
  failedTest: FailedTest | null;
}

interface Ran {
  test: TestCase;
  ended: Ended;
  /** As shown. */
  stderr: string;
}

const checkRequest = ({ input, output, checkerArguments }: TestCase, { actual }: Ended): CheckRequest => ({
  ...{ input, expected: output, actual },
  ...(checkerArguments && { checkerArguments }),
});

function resultOf(index: number, { test, ended, stderr }: Ran, check: CheckResult | null): TestResult {
  const { input, output: expected, sample } = test;
  const { outcome, ruling, repeated, transcript, printed } = ended;
  const { verdict, detail } = ruling ?? rulingOf(check!);
  return {
    index,
    verdict,
    detail,
    ...figuresOf(outcome),
    repeated,
    points: check?.points ?? null,
    message: check?.submitterMessage ?? null,
    judgeMessage: check?.failure ?? check?.message ?? null,
    sample: sample
      ? {
          input: excerpt(input, SAMPLE_TEXT_BYTES),
          expected: excerpt(expected, SAMPLE_TEXT_BYTES),
          actual: excerpt(printed ? ended.actual : outcome.stdout, SAMPLE_TEXT_BYTES),
          ...(printed && { printed: excerpt(printed, SAMPLE_TEXT_BYTES) }),
          stderr,
          message: check?.message ?? null,
          transcript: transcript && transcriptOf(transcript),
        }
      : null,
  };
}

function aggregate({ tests: { count: testsTotal }, scorer }: JudgeRequest, tests: TestResult[], compilerOutput: string): JudgeResult {
  const broken = tests.find(({ verdict }) => verdict === Verdict.SYSTEM_ERROR);
  const { ruling, state } = broken ? { ruling: broken, state: null } : scorer.end();
  const max = (figure: "cpuMs" | "wallMs" | "peakMemoryKb"): number => tests.reduce((most, test) => Math.max(most, test[figure]), 0);
  return {
    verdict: ruling.verdict,
    detail: ruling.detail,
    compilerOutput,
    testsPassed: tests.filter(({ verdict }) => verdict === Verdict.ACCEPTED).length,
    testsTotal,
    tests,
    score: state,
    failedTest: null,
    maxCpuMs: max("cpuMs"),
    maxWallMs: max("wallMs"),
    maxMemoryKb: max("peakMemoryKb"),
  };
}
