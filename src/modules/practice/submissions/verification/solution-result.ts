import { planExecution, type JudgeLimits } from "../../../../judge/execution.js";
import type { Language } from "../../../../judge/languages/language.js";
import type { JudgeResult } from "../../../../judge/pipeline.js";
import type { ProblemProgram } from "../../../../judge/problem-programs/problem-program.js";
import type { Scorer } from "../../../../judge/scoring/scorer.js";
import type { TestResult } from "../../../../judge/test-result.js";
import { excerpt } from "../../../../judge/text.js";
import { Verdict } from "../../../../judge/verdict.js";
import { KIB } from "../../../../kernel/units.js";
import type { SolutionResult } from "./report.js";
import { ACCEPTED_FACTOR, TOO_SLOW_FACTOR } from "./time-limits.js";

const OUTPUT_BYTES = 2 * KIB;

interface Measured {
  program: Pick<ProblemProgram, "name" | "version" | "language" | "expectedVerdicts">;
  language: Language;
  /** Of the problem. */
  limits: JudgeLimits;
  /** The language has a time limit of its own. */
  ownLimit: boolean;
  testNames: readonly string[];
  interactive: boolean;
  /** A new one, of the problem. */
  scorer: Scorer;
  /** Measured with a higher limit. */
  result: JudgeResult;
}

/** What the solution gets under the problem's limit, and how near it is to it. */
export function solutionResult({ program, language, limits, ownLimit, testNames, interactive, scorer, result }: Measured): SolutionResult {
  const { name, version, expectedVerdicts } = program;
  const { tests } = result;
  const rulings = tests.map((test) => (interactive && test.verdict === Verdict.WRONG_ANSWER ? test : rulingUnder(test, language, limits)));
  const failed = rulings.findIndex(({ verdict }) => verdict !== Verdict.ACCEPTED);
  const isFinal = tests.length === 0 || result.verdict === Verdict.SYSTEM_ERROR;
  const { ruling, testsPassed } = isFinal ? { ruling: result, testsPassed: result.testsPassed } : scored(scorer, tests, rulings);
  const { verdict, detail } = ruling;
  const slowest = tests.reduce<TestResult | null>((most, test) => (test.cpuMs > (most?.cpuMs ?? -1) ? test : most), null);
  const needed = slowest && Math.max(0, Math.ceil((slowest.cpuMs - language.timeExtraMs) / language.timeFactor));
  return {
    name,
    version,
    language: program.language,
    expectedVerdicts,
    verdict,
    asExpected: isExpected(verdict, expectedVerdicts),
    tooClose: isTooClose(verdict, expectedVerdicts, needed, limits.timeLimitMs, tests),
    detail,
    failedTest: failed < 0 ? null : (testNames[tests[failed]!.index] ?? null),
    message: failed < 0 ? null : (tests[failed]!.judgeMessage ?? null),
    compilerOutput: verdict === Verdict.COMPILATION_ERROR ? excerpt(Buffer.from(result.compilerOutput), OUTPUT_BYTES) : null,
    testsPassed,
    timeMs: slowest?.cpuMs ?? null,
    slowestTest: slowest && (testNames[slowest.index] ?? null),
    peakMemoryKb: tests.length === 0 ? null : result.maxMemoryKb,
    neededLimitMs: ownLimit ? null : needed,
  };
}

/** Not for what an interactor has rejected: it did so before the limit, though the submission may have run on. */
function rulingUnder(test: TestResult, language: Language, limits: JudgeLimits): Pick<TestResult, "verdict" | "detail"> {
  const { cpuMs, wallMs } = planExecution(language, limits).limits;
  if (test.cpuMs > cpuMs) return { verdict: Verdict.TIME_LIMIT_EXCEEDED, detail: "CPU" };
  if (test.wallMs > wallMs) return { verdict: Verdict.TIME_LIMIT_EXCEEDED, detail: "WALL" };
  return test;
}

/** Tests that ran only because of the higher limit do not count. */
function scored(scorer: Scorer, tests: readonly TestResult[], rulings: readonly Pick<TestResult, "verdict" | "detail">[]) {
  let testsPassed = 0;
  for (const [place, test] of tests.entries()) {
    const { index, score, maxScore } = test;
    if (scorer.skips(index)) continue;
    const ruling = rulings[place]!;
    const share = ruling.verdict === test.verdict && score != null && maxScore ? score / maxScore : null;
    scorer.add(index, { ...ruling, share });
    if (ruling.verdict === Verdict.ACCEPTED) testsPassed++;
  }
  return { ruling: scorer.end().ruling, testsPassed };
}

/** A runtime error may also be a limit that the program ran into: packages of other systems do not tell them apart. */
export function isExpected(verdict: Verdict, expected: readonly Verdict[]): boolean {
  if (expected.includes(verdict)) return true;
  const isLimit = verdict === Verdict.MEMORY_LIMIT_EXCEEDED || verdict === Verdict.OUTPUT_LIMIT_EXCEEDED;
  return isLimit && expected.includes(Verdict.RUNTIME_ERROR);
}

function isTooClose(
  verdict: Verdict,
  expected: readonly Verdict[],
  neededMs: number | null,
  limitMs: number,
  tests: readonly TestResult[],
): boolean {
  if (neededMs === null) return false;
  if (verdict === Verdict.ACCEPTED) return ACCEPTED_FACTOR * neededMs > limitMs;
  if (verdict !== Verdict.TIME_LIMIT_EXCEEDED || !expected.includes(Verdict.TIME_LIMIT_EXCEEDED)) return false;
  // It was stopped at a limit that has the margin, or needed it.
  return !tests.some(({ verdict: measured }) => measured === Verdict.TIME_LIMIT_EXCEEDED) && neededMs < TOO_SLOW_FACTOR * limitMs;
}
