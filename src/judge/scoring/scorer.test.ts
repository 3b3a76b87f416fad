import { describe, expect, it } from "@jest/globals";
import type { Verdict } from "../verdict.js";
import { createScorer, type TestOutcome } from "./scorer.js";
import { PASS_FAIL, type Scoring, type TestGroup } from "./scoring.js";

const group = (name: string, change: Partial<TestGroup> = {}): TestGroup => ({
  ...{ name, maxScore: 100, aggregation: "SUM", rejectedScore: 0, requires: [], stopOnFirstFailure: false, testPoints: [], ...change },
});

const scored = (groups: TestGroup[], change: Partial<Scoring> = {}): Scoring => ({
  ...{ mode: "SCORED", stopOnFirstFailure: false, passingScore: null, groups, ...change },
});

const named = (...names: string[]) => names.map((name) => ({ name, sample: name.startsWith("sample") }));

const ok: TestOutcome = { verdict: "ACCEPTED", detail: null };
const wrong: TestOutcome = { verdict: "WRONG_ANSWER", detail: null };
const late: TestOutcome = { verdict: "TIME_LIMIT_EXCEEDED", detail: "CPU" };
const points = (given: number, verdict: Verdict = "ACCEPTED"): TestOutcome => ({ verdict, detail: null, points: given });
const share = (given: number, verdict: Verdict = "WRONG_ANSWER"): TestOutcome => ({ verdict, detail: null, points: 7, share: given });

/** Runs the tests that are not skipped, in order. */
function judged(scoring: Scoring, tests: Record<string, TestOutcome>) {
  const names = Object.keys(tests);
  const scorer = createScorer(scoring, named(...names));
  const ran: string[] = [];
  for (const [index, name] of names.entries()) {
    if (scorer.skips(index)) continue;
    ran.push(name);
    scorer.add(index, tests[name]!);
  }
  const { ruling, state } = scorer.end();
  const groups = Object.fromEntries((state?.groups ?? []).map(({ name, status, score }) => [name, `${status} ${score}`]));
  return { ran, verdict: ruling.verdict, detail: ruling.detail, score: state?.score ?? null, groups };
}

describe("a pass/fail problem", () => {
  it("ends at the first failed test, samples included, and has no score", () => {
    expect(judged(PASS_FAIL, { "sample/1": ok, a: late, b: ok })).toEqual({
      ...{ ran: ["sample/1", "a"], verdict: "TIME_LIMIT_EXCEEDED", detail: "CPU", score: null, groups: {} },
    });
  });

  it("runs all tests if it says so, with the verdict of the first failed one", () => {
    const runAll = { ...PASS_FAIL, stopOnFirstFailure: false };
    expect(judged(runAll, { a: wrong, b: late, c: ok })).toMatchObject({ ran: ["a", "b", "c"], verdict: "WRONG_ANSWER" });
  });

  it("ignores points", () => {
    expect(judged(PASS_FAIL, { a: points(0.1), b: ok })).toMatchObject({ verdict: "ACCEPTED", score: null });
  });
});

describe("a group", () => {
  const one = (change: Partial<TestGroup>, ...outcomes: TestOutcome[]) =>
    judged(scored([group("g", change)]), Object.fromEntries(outcomes.map((outcome, index) => [`g/${index}`, outcome])));

  it.each<[string, Partial<TestGroup>, TestOutcome[], string]>([
    ["SUM: each test has an equal part", {}, [ok, ok, wrong], "FAILED 66.6667"],
    ["SUM: thirds make the whole", {}, [ok, ok, ok], "PASSED 100"],
    ["SUM: points of single tests", { testPoints: [{ test: "g/0", points: 70 }] }, [ok, ok, wrong], "FAILED 85"],
    ["SUM: points of the checker, at most the test's", {}, [points(10), points(1000)], "PASSED 60"],
    ["SUM: a share, also of rejected tests", {}, [share(0.5), share(0.5, "ACCEPTED")], "FAILED 50"],
    ["SUM: points of a rejected test do not count", {}, [points(40, "WRONG_ANSWER"), ok], "FAILED 50"],
    ["MIN: the lowest", { aggregation: "MIN" }, [ok, share(0.25, "ACCEPTED"), points(30)], "PASSED 25"],
    ["MIN: all or nothing", { aggregation: "MIN" }, [ok, wrong, ok], "FAILED 0"],
    ["PRODUCT: of the parts", { aggregation: "PRODUCT" }, [share(0.5, "ACCEPTED"), points(50), ok], "PASSED 25"],
    ["PRODUCT: of nothing", { aggregation: "PRODUCT", maxScore: 0 }, [ok], "PASSED 0"],
    ["a score for rejected tests", { aggregation: "MIN", rejectedScore: 10 }, [ok, wrong], "FAILED 10"],
    ["no share below it", { rejectedScore: 10 }, [share(0.1), ok], "FAILED 60"],
    ["no test may have more than its part", { rejectedScore: 60 }, [wrong, wrong], "FAILED 100"],
  ])("%s", (_, change, outcomes, expected) => {
    expect(one(change, ...outcomes).groups).toEqual({ g: expected });
  });

  it("stops at a failed test of a SUM, with what it has", () => {
    expect(one({ stopOnFirstFailure: true }, ok, wrong, ok, ok)).toMatchObject({ ran: ["g/0", "g/1"], score: 25 });
  });

  it("stops at a failed test of MIN and PRODUCT only if no other could lower the score", () => {
    for (const aggregation of ["MIN", "PRODUCT"] as const) {
      const stops = { aggregation, stopOnFirstFailure: true };
      expect(one(stops, ok, wrong, ok)).toMatchObject({ ran: ["g/0", "g/1"], score: 0 });
      expect(one(stops, share(0.5), share(0), ok)).toMatchObject({ ran: ["g/0", "g/1"], score: 0 });
      expect(one({ ...stops, stopOnFirstFailure: false }, wrong, ok)).toMatchObject({ ran: ["g/0", "g/1"] });
    }
    expect(one({ aggregation: "PRODUCT", rejectedScore: 50, stopOnFirstFailure: true }, wrong, wrong).score).toBe(25);
  });

  it("without tests is never passed", () => {
    const { groups, verdict } = judged(scored([group("g"), group("h", { requires: ["g"] })]), { "h/1": ok });
    expect({ groups, verdict }).toEqual({ groups: { g: "SKIPPED 0", h: "SKIPPED 0" }, verdict: "WRONG_ANSWER" });
  });
});

describe("groups", () => {
  it("take the tests of their folders; the longest name wins, and samples count only if they are named", () => {
    const groups = [group(""), group("a"), group("a/b"), group("a/b/2"), group("sample/2")];
    const tests = named("a/1", "a/b/1", "a/b/2", "ab/1", "a", "sample/1", "sample/2", "z");
    const scorer = createScorer(scored(groups), tests);
    expect(tests.map((_, index) => scorer.add(index, ok)?.group)).toEqual(["a", "a/b", "a/b/2", "", "a", undefined, "sample/2", ""]);
  });

  it("are skipped unless all groups that they require are passed, also over several steps", () => {
    const groups = [group("a"), group("b", { requires: ["a"] }), group("c", { requires: ["b"] }), group("d", { requires: [] })];
    const { ran, score, groups: results } = judged(scored(groups), { "a/1": share(0.9), "b/1": ok, "c/1": ok, "d/1": ok });
    expect(ran).toEqual(["a/1", "d/1"]);
    expect({ score, results }).toEqual({ score: 190, results: { a: "FAILED 90", b: "SKIPPED 0", c: "SKIPPED 0", d: "PASSED 100" } });
  });

  it("give nothing if a required group fails after their tests were run", () => {
    const groups = [group("a", { requires: ["z"] }), group("z")];
    expect(judged(scored(groups), { "a/1": ok, "z/1": wrong })).toMatchObject({ ran: ["a/1", "z/1"], groups: { a: "SKIPPED 0" } });
    expect(judged(scored(groups), { "a/1": ok, "z/1": ok })).toMatchObject({ score: 200, groups: { a: "PASSED 100" } });
  });

  it("are told as they become final, with the points so far", () => {
    const scorer = createScorer(scored([group("a", { requires: ["z"] }), group("z")]), named("a/1", "z/1", "z/2"));
    const told = () => scorer.state()!.groups.map(({ status, score, testsSkipped }) => `${status} ${score} ${testsSkipped}`);
    expect(told()).toEqual(["PENDING null 0", "PENDING null 0"]);
    scorer.add(0, ok);
    expect(told()).toEqual(["PENDING null 0", "PENDING null 0"]);
    scorer.add(1, ok);
    scorer.add(2, ok);
    expect(told()).toEqual(["PASSED 100 0", "PASSED 100 0"]);
    expect(scorer.state()).toMatchObject({ score: 200, maxScore: 200 });
  });

  it("decide quickly about many that require each other", () => {
    const names = Array.from({ length: 100 }, (_, index) => `g${index}`);
    const groups = names.map((name, index) => group(name, { requires: names.slice(0, index), maxScore: 1 }));
    expect(judged(scored(groups), Object.fromEntries(names.map((name) => [`${name}/1`, ok])))).toMatchObject({ score: 100 });
  });
});

describe("a scored submission", () => {
  const two = [group("a", { maxScore: 30 }), group("b", { maxScore: 70 })];

  it("is ACCEPTED with the full score only, unless less is enough", () => {
    const tests = { "sample/1": wrong, "a/1": wrong, "b/1": ok };
    expect(judged(scored(two), { ...tests, "a/1": ok })).toMatchObject({ verdict: "ACCEPTED", detail: null, score: 100 });
    expect(judged(scored(two), tests)).toMatchObject({ verdict: "WRONG_ANSWER", score: 70 });
    expect(judged(scored(two, { passingScore: 70 }), tests)).toMatchObject({ verdict: "ACCEPTED", score: 70 });
    expect(judged(scored(two, { passingScore: 70.5 }), tests)).toMatchObject({ verdict: "WRONG_ANSWER", score: 70 });
  });

  it("has the verdict of the first failed test with a score", () => {
    expect(judged(scored(two), { "sample/1": wrong, "a/1": late, "b/1": wrong })).toMatchObject({
      ...{ verdict: "TIME_LIMIT_EXCEEDED", detail: "CPU" },
    });
    expect(judged(scored(two), { "a/1": points(29), "b/1": ok })).toMatchObject({ verdict: "WRONG_ANSWER", detail: "PARTIAL", score: 99 });
  });

  it("ends at the first failed test of a group if the problem says so", () => {
    const stops = scored([...two, group("c")], { stopOnFirstFailure: true });
    const tests = { "sample/1": wrong, "a/1": ok, "b/1": ok, "b/2": wrong, "b/3": ok, "c/1": ok };
    expect(judged(stops, tests)).toMatchObject({
      ran: ["sample/1", "a/1", "b/1", "b/2"],
      score: 53.3333,
      groups: { a: "PASSED 30", b: "FAILED 23.3333", c: "SKIPPED 0" },
    });
  });

  it("has no points if nothing ran", () => {
    const { state } = createScorer(scored(two), named("a/1", "b/1")).end();
    expect(state).toMatchObject({ score: 0, maxScore: 100, groups: [{ status: "SKIPPED", testsSkipped: 1 }, { status: "SKIPPED" }] });
  });
});
