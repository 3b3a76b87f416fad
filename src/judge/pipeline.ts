/** Compile, run, check, aggregate. Runs in the worker; no database connection is held while user code runs. */
import { KIB } from "../kernel/units.js";
import type { ArtifactCache } from "./artifact-cache.js";
import type { CheckResult, OutputChecker } from "./checkers/checker.js";
import { compile } from "./compilation.js";
import { withContainers } from "./containers.js";
import { type Execution, figuresOf, type JudgeLimits, planExecution } from "./execution.js";
import { type FailedTest, failedTestOf } from "./failed-test.js";
import type { Language } from "./languages/language.js";
import { ownPaths } from "./languages/own-paths.js";
import { type CountedOutcome, execRepeating } from "./repeat.js";
import { type Container, type Sandbox, SandboxError } from "./sandbox/sandbox.js";
import { type TestCase, TestSetError, type TestSource } from "./test-set.js";
import type { TestResult } from "./test-result.js";
import { excerpt } from "./text.js";
import { classify, type Ruling, rulingOf, Verdict } from "./verdict.js";

const SAMPLE_TEXT_BYTES = 4 * KIB;

export type JudgeProgress =
  | { status: "COMPILING" }
  /** `test` is null when the first test starts; after that each result is reported once, in order. */
  | { status: "RUNNING"; testsTotal: number; test: TestResult | null };

export interface JudgeRequest {
  sandbox: Sandbox;
  language: Language;
  source: string;
  /** Cache of compiled programs. */
  artifacts?: ArtifactCache;
  tests: TestSource;
  limits: JudgeLimits;
  checker: OutputChecker;
  stopOnFirstFailure: boolean;
  /** Called in order and not awaited; must not throw. */
  onProgress?(progress: JudgeProgress): void;
  signal?: AbortSignal;
}

export interface JudgeResult {
  /** SYSTEM_ERROR if the checker failed, otherwise the verdict of the first failed test, or ACCEPTED. */
  verdict: Verdict;
  detail: string | null;
  compilerOutput: string;
  testsPassed: number;
  testsTotal: number;
  /** Only the tests that ran. */
  tests: TestResult[];
  /** Null if none failed, and if the first that failed is a sample. */
  failedTest: FailedTest | null;
  maxCpuMs: number;
  maxWallMs: number;
  maxMemoryKb: number;
}

/** Rejects with a SandboxError if the sandbox failed (no verdict: retry), or with the signal's reason. */
export async function judge(request: JudgeRequest): Promise<JudgeResult> {
  const { sandbox, language, source, artifacts, tests, limits, signal, onProgress } = request;
  return withContainers(sandbox, signal, async (open) => {
    onProgress?.({ status: "COMPILING" });
    const compilation = await compile({ language, source, open, artifacts });
    if (!compilation.ok) return { ...aggregate(tests.count, [], compilation.output), verdict: Verdict.COMPILATION_ERROR };
    onProgress?.({ status: "RUNNING", testsTotal: tests.count, test: null });
    const execution = planExecution(language, limits);
    const { results, failedTest } = await runTests(request, compilation.container, execution);
    return { ...aggregate(tests.count, results, compilation.output), failedTest };
  });
}

/**
 * Pipelined: the next input is read while a test runs, and the next test is sent before the current result is checked and reported, as
 * comparing large outputs keeps this thread busy. Reports stay in order.
 */
async function runTests(request: JudgeRequest, container: Container, execution: Execution): Promise<Results> {
  const { tests, language, stopOnFirstFailure, onProgress } = request;
  if (tests.count === 0) throw new TestSetError("there is no test");
  let ahead = unheard(tests.read(0));
  /** Resolves when the request has been sent. */
  const begin = async (index: number): Promise<Run> => {
    const test = await ahead;
    if (index + 1 < tests.count) ahead = unheard(tests.read(index + 1));
    return { test, ending: unheard(execRepeating(container, execution, test.input)) };
  };

  const results: TestResult[] = [];
  let failedTest: FailedTest | null = null;
  let begun = begin(0);
  for (let index = 0; index < tests.count; index++) {
    const { test, ending } = await begun;
    const outcome = await ending;
    const ruling = classify(outcome, execution.limits, language);
    if (ruling?.verdict === Verdict.SYSTEM_ERROR) throw new SandboxError(ruling.detail ?? "system error");
    const stops = ruling !== null && stopOnFirstFailure;
    if (!stops && index + 1 < tests.count) {
      begun = begin(index + 1);
      // If this fails, the current test is still judged.
      await begun.catch(() => undefined);
    }
    const check =
      ruling === null ? await request.checker.check({ input: test.input, expected: test.output, actual: outcome.stdout }) : null;
    const stderr = ownPaths(excerpt(outcome.stderr, SAMPLE_TEXT_BYTES), language);
    const result = resultOf(index, { test, outcome, stderr }, ruling, check);
    const isFirstFailure = result.verdict !== Verdict.ACCEPTED && results.every(({ verdict }) => verdict === Verdict.ACCEPTED);
    if (isFirstFailure && !test.sample) {
      failedTest = failedTestOf({ index, input: test.input, expected: test.output, actual: outcome.stdout, stderr, check });
    }
    results.push(result);
    onProgress?.({ status: "RUNNING", testsTotal: tests.count, test: result });
    // Discards a next test that is already running: closing the container ends it.
    if (result.verdict === Verdict.SYSTEM_ERROR || (stopOnFirstFailure && result.verdict !== Verdict.ACCEPTED)) break;
  }
  return { results, failedTest };
}

interface Results {
  results: TestResult[];
  failedTest: FailedTest | null;
}

interface Run {
  test: TestCase;
  ending: Promise<CountedOutcome>;
}

interface Ran {
  test: TestCase;
  outcome: CountedOutcome;
  /** As shown. */
  stderr: string;
}

/** Work begun early may be discarded; its rejection must then not count as unhandled. */
function unheard<T>(promise: Promise<T>): Promise<T> {
  promise.catch(() => undefined);
  return promise;
}

function resultOf(index: number, { test, outcome, stderr }: Ran, ruling: Ruling | null, check: CheckResult | null): TestResult {
  const { input, output: expected, sample } = test;
  const actual = outcome.stdout;
  const { verdict, detail } = ruling ?? rulingOf(check!);
  return {
    index,
    verdict,
    detail,
    ...figuresOf(outcome),
    repeated: outcome.repeated,
    points: check?.points ?? null,
    message: check?.submitterMessage ?? null,
    judgeMessage: check?.failure ?? check?.message ?? null,
    sample: sample
      ? {
          input: excerpt(input, SAMPLE_TEXT_BYTES),
          expected: excerpt(expected, SAMPLE_TEXT_BYTES),
          actual: excerpt(actual, SAMPLE_TEXT_BYTES),
          stderr,
          message: check?.message ?? null,
        }
      : null,
  };
}

function aggregate(testsTotal: number, tests: TestResult[], compilerOutput: string): JudgeResult {
  const failed = tests.find(({ verdict }) => verdict === Verdict.SYSTEM_ERROR) ?? tests.find(({ verdict }) => verdict !== Verdict.ACCEPTED);
  const max = (figure: "cpuMs" | "wallMs" | "peakMemoryKb"): number => tests.reduce((most, test) => Math.max(most, test[figure]), 0);
  return {
    verdict: failed?.verdict ?? Verdict.ACCEPTED,
    detail: failed?.detail ?? null,
    compilerOutput,
    testsPassed: tests.filter(({ verdict }) => verdict === Verdict.ACCEPTED).length,
    testsTotal,
    tests,
    failedTest: null,
    maxCpuMs: max("cpuMs"),
    maxWallMs: max("wallMs"),
    maxMemoryKb: max("peakMemoryKb"),
  };
}
