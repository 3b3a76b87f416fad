import { describe, expect, it } from "@jest/globals";
import { findLanguage } from "../../../../judge/languages/index.js";
import type { JudgeResult } from "../../../../judge/pipeline.js";
import { createScorer } from "../../../../judge/scoring/scorer.js";
import { PASS_FAIL, type Scoring } from "../../../../judge/scoring/scoring.js";
import type { TestResult } from "../../../../judge/test-result.js";
import type { Expectable } from "../../../../judge/problem-programs/problem-program.js";
import type { Verdict } from "../../../../judge/verdict.js";
import { isExpected, solutionResult } from "./solution-result.js";
import { measuringLimitMs, suggestedLimitMs, timeLimitReport } from "./time-limits.js";

const test = (index: number, cpuMs: number, verdict: Verdict = "ACCEPTED", wallMs = cpuMs): TestResult => ({
  ...{ index, verdict, detail: null, cpuMs, wallMs, peakMemoryKb: 1000 + index, sample: null },
});

const NAMED = ["one", "two", "three"].map((name) => ({ name, sample: false }));

function resultOf(
  expectedVerdicts: Expectable[],
  tests: TestResult[],
  { languageId = "python", timeLimitMs = 1000, ownLimit = false, interactive = false, scoring = PASS_FAIL as Scoring } = {},
) {
  const result: JudgeResult = {
    ...{ verdict: "ACCEPTED", detail: null, compilerOutput: "", testsPassed: 0, testsTotal: 3, tests, maxCpuMs: 0, maxWallMs: 0 },
    ...{ maxMemoryKb: 2000, score: null, failedTest: null },
  };
  return solutionResult({
    program: { name: "s", version: "v", language: languageId, expectedVerdicts },
    language: findLanguage(languageId)!,
    limits: { timeLimitMs, memoryLimitKb: 1024 },
    ownLimit,
    testNames: ["one", "two", "three"],
    interactive,
    scorer: createScorer(scoring, NAMED),
    result,
  });
}

describe("the result of a solution", () => {
  it("is what learners would get, though it was measured with a higher limit", () => {
    const measured = resultOf(["TIME_LIMIT_EXCEEDED"], [test(0, 10), test(1, 1700), test(2, 10, "WRONG_ANSWER")]);
    expect(measured).toMatchObject({ verdict: "TIME_LIMIT_EXCEEDED", failedTest: "two", testsPassed: 1, timeMs: 1700, slowestTest: "two" });
    expect(measured).toMatchObject({ asExpected: true, tooClose: false, detail: "CPU" });
  });

  it("is that of the first test that fails", () => {
    const found = resultOf(["ACCEPTED"], [test(0, 10), test(1, 10, "RUNTIME_ERROR"), test(2, 10)]);
    expect(found).toMatchObject({ verdict: "RUNTIME_ERROR", failedTest: "two", asExpected: false });
  });

  it("counts points under the problem's limit", () => {
    const groups = NAMED.map(({ name }) => ({
      ...{ name, maxScore: 10, aggregation: "SUM" as const, rejectedScore: 0, requires: [], stopOnFirstFailure: false, testPoints: [] },
    }));
    const scoring: Scoring = { mode: "SCORED", stopOnFirstFailure: false, passingScore: 20, groups };
    const points = (one: TestResult) => ({ ...one, score: 10, maxScore: 10 });
    const accepted = resultOf(["ACCEPTED"], [points(test(0, 10)), points(test(1, 1700)), points(test(2, 10))], { scoring });
    expect(accepted).toMatchObject({ verdict: "ACCEPTED", testsPassed: 2 });
    const tooSlow = resultOf(["ACCEPTED"], [points(test(0, 10)), points(test(1, 1700)), points(test(2, 1700))], { scoring });
    expect(tooSlow).toMatchObject({ verdict: "TIME_LIMIT_EXCEEDED", testsPassed: 1 });
  });

  it("is that of an interactor that rejected, though the submission ran on", () => {
    const found = resultOf(["WRONG_ANSWER"], [test(0, 5000, "WRONG_ANSWER")], { interactive: true });
    expect(found).toMatchObject({ verdict: "WRONG_ANSWER", asExpected: true });
  });

  it("is a time limit for a program that sleeps", () => {
    expect(resultOf(["ACCEPTED"], [test(0, 10, "ACCEPTED", 60_000)])).toMatchObject({ verdict: "TIME_LIMIT_EXCEEDED", detail: "WALL" });
  });

  it.each<[what: string, expected: Expectable[], tests: TestResult[], tooClose: boolean]>([
    ["accepted within half of the limit", ["ACCEPTED"], [test(0, 500)], false],
    ["accepted in more than half of it", ["ACCEPTED"], [test(0, 501)], true],
    ["too slow by less than half of it", ["TIME_LIMIT_EXCEEDED"], [test(0, 1499)], true],
    ["too slow by half of it", ["TIME_LIMIT_EXCEEDED"], [test(0, 1500)], false],
    ["stopped", ["TIME_LIMIT_EXCEEDED"], [test(0, 1400, "TIME_LIMIT_EXCEEDED")], false],
    ["wrong", ["WRONG_ANSWER"], [test(0, 900, "WRONG_ANSWER")], false],
  ])("tells whether the limit is too close: %s", (_, expected, tests, tooClose) => {
    expect(resultOf(expected, tests).tooClose).toBe(tooClose);
  });

  it("gives the time in terms of the problem's limit", () => {
    const { timeFactor, timeExtraMs } = findLanguage("java17")!;
    const found = resultOf(["ACCEPTED"], [test(0, 300 * timeFactor + timeExtraMs)], { languageId: "java17" });
    expect(found.neededLimitMs).toBe(300);
    expect(resultOf(["ACCEPTED"], [test(0, 300)], { ownLimit: true }).neededLimitMs).toBeNull();
  });

  it("may be a memory or output limit where a runtime error is expected", () => {
    expect(isExpected("MEMORY_LIMIT_EXCEEDED", ["RUNTIME_ERROR"])).toBe(true);
    expect(isExpected("RUNTIME_ERROR", ["MEMORY_LIMIT_EXCEEDED"])).toBe(false);
    expect(isExpected("WRONG_ANSWER", ["RUNTIME_ERROR", "WRONG_ANSWER"])).toBe(true);
  });
});

describe("the time limit", () => {
  it("follows from the slowest accepted solution, in full seconds", () => {
    expect([1, 500, 501, 1500, 1501].map(suggestedLimitMs)).toEqual([1000, 1000, 2000, 3000, 4000]);
    expect(suggestedLimitMs(15_000)).toBe(20_000);
    const solutions = [
      resultOf(["ACCEPTED"], [test(0, 20)]),
      resultOf(["ACCEPTED"], [test(0, 1700)]),
      resultOf(["WRONG_ANSWER"], [test(0, 9000)]),
    ];
    expect(timeLimitReport(1000, solutions)).toEqual({ currentMs: 1000, suggestedMs: 4000, slowestAcceptedMs: 1700, slowestAccepted: "s" });
    expect(timeLimitReport(1000, [])).toMatchObject({ suggestedMs: null });
  });

  it("is higher for measuring", () => {
    expect(measuringLimitMs(1000, ["ACCEPTED"], null)).toBe(10_000);
    expect(measuringLimitMs(1000, ["TIME_LIMIT_EXCEEDED"], 4000)).toBe(6000);
    expect(measuringLimitMs(5000, ["WRONG_ANSWER"], 4000)).toBe(7500);
  });
});
