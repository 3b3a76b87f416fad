/** The engine against a sandbox that plays back outcomes: order, overlap, aggregation, failure and abort. */
import { describe, expect, it } from "@jest/globals";
import { createContainerEngine } from "../../src/judge/engines/container-engine.js";
import type { Checker } from "../../src/judge/checkers/checker.js";
import { tokens } from "../../src/judge/checkers/tokens.js";
import { findLanguage } from "../../src/judge/languages/index.js";
import { judge, type JudgeProgress, type JudgeRequest } from "../../src/judge/pipeline.js";
import { createScorer } from "../../src/judge/scoring/scorer.js";
import { PASS_FAIL, type TestGroup } from "../../src/judge/scoring/scoring.js";
import { runOnce } from "../../src/judge/run-once.js";
import {
  type BoxFile,
  type Container,
  type ExecOutcome,
  type ExecRequest,
  type Sandbox,
  SandboxError,
} from "../../src/judge/sandbox/sandbox.js";
import type { TestSource } from "../../src/judge/test-set.js";

type Answer = Partial<ExecOutcome> | Error | "hang";

function outcome(partial: Partial<ExecOutcome>): ExecOutcome {
  return {
    exitCode: 0,
    signal: null,
    stopped: null,
    oomKilled: false,
    fileAtLimit: false,
    cpuMs: 5.4,
    wallMs: 7.5,
    peakMemoryBytes: 1024 * 1024 + 1,
    stdout: Buffer.alloc(0),
    stderr: Buffer.alloc(0),
    ...partial,
  };
}

/** Answers compilations with `compiled`, and runs by their standard input. */
class FakeSandbox implements Sandbox {
  readonly slots = 1;
  readonly log: string[] = [];
  opened = 0;
  open_ = 0;
  mostOpen = 0;

  constructor(
    private readonly answer: (input: string) => Answer,
    private readonly compiled: Answer = {},
    private readonly built: BoxFile[] = [{ path: "main", content: Buffer.from("ELF"), executable: true }],
  ) {}

  open(): Promise<Container> {
    const number = ++this.opened;
    this.mostOpen = Math.max(this.mostOpen, ++this.open_);
    let execs = 0;
    let closed = false;
    let fail = (_error: Error): void => undefined;
    return Promise.resolve({
      put: (files) => {
        this.log.push(`${number} put ${files.map(({ path }) => path).join(" ")}`);
        return Promise.resolve();
      },
      exec: (request: ExecRequest) => {
        const isCompilation = number === 1 && execs++ === 0;
        const input = request.stdin.toString();
        this.log.push(`${number} ${isCompilation ? "compile" : `run ${input}`}`);
        const answer = isCompilation ? this.compiled : this.answer(input);
        return new Promise((resolve, reject) => {
          fail = reject;
          if (answer === "hang") return;
          setTimeout(() => (answer instanceof Error ? reject(answer) : resolve(outcome(answer))), 1);
        });
      },
      collect: () => Promise.resolve(this.built),
      companion: () => Promise.reject(new Error("no interactor here")),
      interact: () => Promise.reject(new Error("no interactor here")),
      close: () => {
        if (!closed) {
          closed = true;
          this.open_--;
          this.log.push(`${number} close`);
          fail(new SandboxError("closed"));
        }
        return Promise.resolve();
      },
    });
  }

  lend(): Promise<null> {
    return Promise.resolve(null);
  }

  probe(): never {
    throw new Error("not asked for here");
  }

  close(): Promise<void> {
    return Promise.resolve();
  }
}

const HIDDEN = "canary-5f2a";

/** Test i has input `i` and expects `i`; the first is a sample. */
function testsOf(count: number): TestSource & { reads: number[] } {
  const reads: number[] = [];
  return {
    count,
    reads,
    read: (index) => {
      reads.push(index);
      return Promise.resolve({
        sample: index === 0,
        input: Buffer.from(String(index)),
        output: Buffer.from(index === 0 ? "0" : `${index} ${HIDDEN}`),
      });
    },
  };
}

const right = (input: string): Partial<ExecOutcome> => ({ stdout: Buffer.from(input === "0" ? "0\n" : `${input} ${HIDDEN}\n`) });

function run(sandbox: Sandbox, overrides: Partial<JudgeRequest> = {}) {
  const progress: JudgeProgress[] = [];
  const result = judge({
    engine: createContainerEngine("sandbox", sandbox),
    language: findLanguage("cpp17")!,
    source: "int main() {}",
    tests: testsOf(3),
    limits: { timeLimitMs: 1000, memoryLimitKb: 65_536 },
    checker: tokens,
    scorer: createScorer(PASS_FAIL, []),
    onProgress: (event) => progress.push(event),
    ...overrides,
  });
  return { result, progress };
}

const reported = (progress: JudgeProgress[]): (number | string)[] =>
  progress.map((event) => (event.status === "RUNNING" && event.test ? event.test.index : event.status));

describe("judge", () => {
  it("sends the next test on its way before it checks one", async () => {
    const sandbox = new FakeSandbox(right);
    const checker: Checker = {
      ...tokens,
      check: (run) => {
        sandbox.log.push(`check ${run.input.toString()}`);
        return tokens.check(run);
      },
    };
    await run(sandbox, { checker }).result;
    const runs = sandbox.log.map((line) => line.replace("2 ", "")).filter((line) => /^(run|check)/.test(line));
    expect(runs).toEqual(["run 0", "run 1", "check 0", "run 2", "check 1", "check 2"]);
  });

  it("compiles in one container, runs in another, never holds both, and closes both", async () => {
    const sandbox = new FakeSandbox(right);
    const { result } = run(sandbox);
    expect(await result).toMatchObject({
      verdict: "ACCEPTED",
      detail: null,
      testsPassed: 3,
      testsTotal: 3,
      maxCpuMs: 5,
      maxWallMs: 8,
      maxMemoryKb: 1025,
    });
    expect(sandbox.log).toEqual(["1 put main.cpp", "1 compile", "1 close", "2 put main", "2 run 0", "2 run 1", "2 run 2", "2 close"]);
    expect(sandbox.mostOpen).toBe(1);
  });

  it("keeps the container of a language that is only checked", async () => {
    const sandbox = new FakeSandbox(right);
    await run(sandbox, { language: findLanguage("python")! }).result;
    expect(sandbox.log).toEqual(["1 put main.py", "1 compile", "1 run 0", "1 run 1", "1 run 2", "1 close"]);
  });

  it("reports compiling, running and then each test once, in order", async () => {
    const { result, progress } = run(new FakeSandbox(right));
    await result;
    expect(reported(progress)).toEqual(["COMPILING", "RUNNING", 0, 1, 2]);
    expect(progress[1]).toEqual({ status: "RUNNING", testsTotal: 3, test: null, score: null });
  });

  it("starts the next test before the checker has decided, and drops it when the checker says no", async () => {
    const sandbox = new FakeSandbox((input) => (input === "0" ? { stdout: Buffer.from("wrong") } : "hang"));
    const { result, progress } = run(sandbox);
    expect(await result).toMatchObject({ verdict: "WRONG_ANSWER", testsPassed: 0, testsTotal: 3, tests: [{ index: 0 }] });
    expect(reported(progress)).toEqual(["COMPILING", "RUNNING", 0]);
    expect(sandbox.log.slice(-3)).toEqual(["2 run 0", "2 run 1", "2 close"]);
  });

  it("does not start the next test after a verdict that needs no checker", async () => {
    const sandbox = new FakeSandbox(() => ({ exitCode: 1 }));
    expect(await run(sandbox).result).toMatchObject({ verdict: "RUNTIME_ERROR", detail: "exit code 1" });
    expect(sandbox.log.slice(-2)).toEqual(["2 run 0", "2 close"]);
  });

  it("goes on after a failure when asked to, and keeps the first failure's verdict", async () => {
    const sandbox = new FakeSandbox((input) =>
      input === "1" ? { exitCode: null, signal: 11 } : input === "2" ? { stdout: Buffer.from("x") } : right(input),
    );
    const { result, progress } = run(sandbox, { scorer: createScorer({ ...PASS_FAIL, stopOnFirstFailure: false }, []), tests: testsOf(4) });
    expect(await result).toMatchObject({ verdict: "RUNTIME_ERROR", detail: "SIGSEGV", testsPassed: 2, testsTotal: 4 });
    expect(reported(progress)).toEqual(["COMPILING", "RUNNING", 0, 1, 2, 3]);
  });

  describe("with test groups", () => {
    const group = (name: string, requires: string[] = []): TestGroup => ({
      ...{ name, maxScore: 10, aggregation: "MIN", rejectedScore: 0, requires, stopOnFirstFailure: true, testPoints: [] },
    });
    const scorer = () => {
      const names = ["sample", "a/1", "a/2", "a/3", "b/1", "c/1"].map((name) => ({ name, sample: name === "sample" }));
      return createScorer(
        { ...PASS_FAIL, mode: "SCORED", stopOnFirstFailure: false, groups: [group("a"), group("b", ["a"]), group("c")] },
        names,
      );
    };

    it("leaves out what can't give points any more, and does not count a test that ran while the checker decided", async () => {
      const sandbox = new FakeSandbox((input) => (input === "1" ? { stdout: Buffer.from("x") } : right(input)));
      const tests = testsOf(6);
      const { result, progress } = run(sandbox, { scorer: scorer(), tests });
      expect(await result).toMatchObject({
        ...{ verdict: "WRONG_ANSWER", testsPassed: 2, testsTotal: 6, score: { score: 10, maxScore: 30 } },
        tests: [{ index: 0 }, { index: 1, group: "a", score: 0, maxScore: 10 }, { index: 5, group: "c", score: 10 }],
      });
      expect(reported(progress)).toEqual(["COMPILING", "RUNNING", 0, 1, 5]);
      expect(sandbox.log.filter((line) => line.includes("run"))).toEqual([0, 1, 2, 5].map((index) => `2 run ${index}`));
      expect(tests.reads).not.toContain(4);
    });

    it("starts no needless test after a verdict that needs no checker", async () => {
      const sandbox = new FakeSandbox((input) => (input === "1" ? { exitCode: 1 } : right(input)));
      const { result } = run(sandbox, { scorer: scorer(), tests: testsOf(6) });
      expect(await result).toMatchObject({ verdict: "RUNTIME_ERROR", detail: "exit code 1" });
      expect(sandbox.log.filter((line) => line.includes("run"))).toEqual([0, 1, 5].map((index) => `2 run ${index}`));
    });

    it("tells the groups with each test", async () => {
      const { result, progress } = run(new FakeSandbox(right), { scorer: scorer(), tests: testsOf(6) });
      expect(await result).toMatchObject({ verdict: "ACCEPTED", score: { score: 30 } });
      const told = progress.flatMap((step) => (step.status === "RUNNING" ? [step.score!.groups.map(({ score }) => score)] : []));
      expect(told).toEqual([...Array<null[]>(4).fill([null, null, null]), [10, null, null], [10, 10, null], [10, 10, 10]]);
    });
  });

  it("shows the texts of samples, and nothing of hidden tests", async () => {
    const { result, progress } = run(
      new FakeSandbox((input) => ({ ...right(input), stderr: Buffer.from(`debug ${HIDDEN}`.slice(0, input === "0" ? 5 : 99)) })),
    );
    const { tests } = await result;
    expect(tests[0]!.sample).toEqual({ input: "0", expected: "0", actual: "0\n", stderr: "debug", message: null, transcript: null });
    expect(tests.slice(1).map(({ sample }) => sample)).toEqual([null, null]);
    expect(JSON.stringify([tests, progress])).not.toContain(HIDDEN);
  });

  it("says nothing of a hidden test's difference", async () => {
    const { result, progress } = run(new FakeSandbox((input) => (input === "0" ? right(input) : { stdout: Buffer.from("nope") })));
    const { failedTest, ...others } = await result;
    expect(others).toMatchObject({ verdict: "WRONG_ANSWER", detail: null });
    expect(JSON.stringify([others, progress])).not.toContain(HIDDEN);
    expect(failedTest).toEqual({
      ...{ index: 1, input: "1", expected: `1 ${HIDDEN}`, actual: "nope", stderr: "" },
      difference: { message: 'token 1: expected "1", found "nope"', expected: `1 ${HIDDEN}`, actual: "nope" },
    });
  });

  it("cuts sample texts at 4 KB and removes NUL", async () => {
    const { result } = run(new FakeSandbox(() => ({ stdout: Buffer.from(`\0${"x".repeat(10_000)}`) })));
    const { actual, message } = (await result).tests[0]!.sample!;
    expect(actual).toMatch(/^\ufffdx{4095}\n… 5905 more bytes$/);
    expect(message).not.toContain("\0");
  });

  it("turns a failed compilation into its verdict, with the compiler's words and without our folders", async () => {
    const sandbox = new FakeSandbox(right, { exitCode: 1, stderr: Buffer.from("/box/main.cpp:1:2: error: no\n../box/main.cpp:3: x\n") });
    const { result, progress } = run(sandbox);
    expect(await result).toEqual({
      verdict: "COMPILATION_ERROR",
      detail: null,
      score: null,
      compilerOutput: "main.cpp:1:2: error: no\nmain.cpp:3: x",
      testsPassed: 0,
      testsTotal: 3,
      tests: [],
      failedTest: null,
      maxCpuMs: 0,
      maxWallMs: 0,
      maxMemoryKb: 0,
    });
    expect(reported(progress)).toEqual(["COMPILING"]);
    expect(sandbox.log).toEqual(["1 put main.cpp", "1 compile", "1 close"]);
  });

  it.each<[Partial<ExecOutcome>, string]>([
    [{ exitCode: null, signal: 9, stopped: "cpu" }, "The compiler took longer than 10 s."],
    [{ exitCode: null, signal: 9, stopped: "wall" }, "The compiler took longer than 30 s."],
    [{ exitCode: 1, oomKilled: true }, "The compiler needed more than 1024 MB of memory."],
    [{ exitCode: null, signal: 9, stopped: "output" }, "The compiler's output is too large."],
    [{ exitCode: null, signal: 11 }, "The compiler was ended by SIGSEGV."],
  ])("blames the source for a compiler that did not end well: %j", async (compiled, output) => {
    expect(await run(new FakeSandbox(right, compiled)).result).toMatchObject({ verdict: "COMPILATION_ERROR", compilerOutput: output });
  });

  it.each<[string, Answer, Answer]>([
    ["the sandbox fails while compiling", {}, new SandboxError("boom")],
    ["the sandbox fails while running", new SandboxError("boom"), {}],
    ["a compiler has no exit status", {}, { exitCode: null }],
    ["a program has no exit status", { exitCode: null }, {}],
  ])("rejects when %s, whoever's code it was, and closes its containers", async (_name, answer, compiled) => {
    const sandbox = new FakeSandbox(() => answer, compiled);
    await expect(run(sandbox).result).rejects.toThrow(SandboxError);
    expect(sandbox.open_).toBe(0);
  });

  it("rejects when a test cannot be read", async () => {
    const sandbox = new FakeSandbox(right);
    const tests = testsOf(3);
    const read = (index: number) => (index === 1 ? Promise.reject(new Error("disk")) : tests.read(index));
    await expect(run(sandbox, { tests: { count: 3, read } }).result).rejects.toThrow("disk");
    expect(sandbox.open_).toBe(0);
  });

  describe("a run at most a tenth above the time limit", () => {
    /** Outcomes of the runs of test 1, in order. */
    const runsOf = (...outcomes: Partial<ExecOutcome>[]) => {
      const left = [...outcomes];
      const sandbox = new FakeSandbox((input) => (input === "1" ? { ...right(input), ...left.shift() } : right(input)));
      return { sandbox, left, ...run(sandbox) };
    };
    const started = ({ log }: FakeSandbox) => log.flatMap((line) => /run (\d)/.exec(line)?.[1] ?? []);

    it("is repeated before the next test starts, and the better run counts", async () => {
      const { sandbox, result, progress } = runsOf({ cpuMs: 1080 }, { cpuMs: 990 });
      expect(await result).toMatchObject({ verdict: "ACCEPTED", testsPassed: 3, maxCpuMs: 990 });
      expect((await result).tests.map(({ repeated }) => repeated)).toEqual([false, true, false]);
      expect(started(sandbox)).toEqual(["0", "1", "1", "2"]);
      expect(reported(progress)).toEqual(["COMPILING", "RUNNING", 0, 1, 2]);
    });

    it("exceeds the limit if the repeat does", async () => {
      const { sandbox, result } = runsOf({ cpuMs: 1080 }, { cpuMs: 1040 });
      expect(await result).toMatchObject({ verdict: "TIME_LIMIT_EXCEEDED", detail: "CPU", maxCpuMs: 1040 });
      expect((await result).tests.at(-1)).toMatchObject({ index: 1, repeated: true, cpuMs: 1040 });
      expect(started(sandbox)).toEqual(["0", "1", "1"]);
    });

    it("is not excused by a repeat that fails in another way", async () => {
      const { result } = runsOf({ cpuMs: 1080 }, { cpuMs: 10, exitCode: 1 });
      expect(await result).toMatchObject({ verdict: "TIME_LIMIT_EXCEEDED", detail: "CPU", maxCpuMs: 1080 });
    });

    it.each<[string, Partial<ExecOutcome>, string]>([
      ["within the limit", { cpuMs: 1000 }, "ACCEPTED"],
      ["far above it", { cpuMs: 1101 }, "TIME_LIMIT_EXCEEDED"],
      ["stopped, as a loop is", { cpuMs: 1100, exitCode: null, signal: 9, stopped: "cpu" }, "TIME_LIMIT_EXCEEDED"],
      ["asleep", { cpuMs: 1050, exitCode: null, signal: 9, stopped: "wall" }, "TIME_LIMIT_EXCEEDED"],
      ["failed", { cpuMs: 1050, exitCode: 1 }, "TIME_LIMIT_EXCEEDED"],
      ["out of memory", { cpuMs: 1050, oomKilled: true }, "MEMORY_LIMIT_EXCEEDED"],
    ])("is not repeated if it was %s", async (_what, outcome, verdict) => {
      const { sandbox, result } = runsOf(outcome);
      expect(await result).toMatchObject({ verdict });
      expect(started(sandbox).filter((input) => input === "1")).toHaveLength(1);
    });
  });

  it("reads one test ahead and no further", async () => {
    const tests = testsOf(5);
    await run(new FakeSandbox(() => ({ exitCode: 1 })), { tests }).result;
    expect(tests.reads).toEqual([0, 1]);
  });

  it.each([
    ["while compiling", "hang", {}],
    ["while running", {}, "hang"],
  ] as const)("ends at once when aborted %s", async (_when, compiled, answer) => {
    const sandbox = new FakeSandbox(() => answer, compiled);
    const abort = new AbortController();
    const { result } = run(sandbox, { signal: abort.signal });
    setTimeout(() => abort.abort(new Error("stopping")), 20);
    await expect(result).rejects.toThrow("stopping");
    expect(sandbox.open_).toBe(0);
  });

  it("does not wait for a slot once aborted, and closes the container that comes late", async () => {
    const sandbox = new FakeSandbox(right);
    let arrive = (): void => undefined;
    const slow: Sandbox = {
      slots: 1,
      open: () => new Promise((resolve) => (arrive = () => resolve(sandbox.open()))),
      lend: () => sandbox.lend(),
      probe: () => sandbox.probe(),
      close: () => sandbox.close(),
    };
    const { result } = run(slow, { signal: AbortSignal.timeout(10) });
    await expect(result).rejects.toThrow("timeout");
    arrive();
    await new Promise((resolve) => setTimeout(resolve, 5));
    expect(sandbox.opened).toBe(1);
    expect(sandbox.open_).toBe(0);
  });
});

describe("runOnce", () => {
  const request = (sandbox: Sandbox) => ({
    engine: createContainerEngine("sandbox", sandbox),
    language: findLanguage("python")!,
    source: "",
    inputs: [
      { input: Buffer.from("a") },
      { input: Buffer.from("b"), expected: Buffer.from("B") },
      { input: Buffer.from("c"), expected: Buffer.from("C") },
    ],
    limits: { timeLimitMs: 1000, memoryLimitKb: 65_536 },
    checker: tokens,
  });

  it("gives no verdict where there is nothing to compare, and runs all inputs", async () => {
    const sandbox = new FakeSandbox((input) => ({
      stdout: Buffer.from(input.toUpperCase().replace("C", "no")),
      stderr: Buffer.from("log"),
    }));
    const { compiled, runs } = await runOnce(request(sandbox));
    expect(compiled).toBe(true);
    expect(runs.map(({ verdict, stdout }) => [verdict, stdout])).toEqual([
      [null, "A"],
      ["ACCEPTED", "B"],
      ["WRONG_ANSWER", "no"],
    ]);
    expect(runs[0]).toMatchObject({ stderr: "log", cpuMs: 5, peakMemoryKb: 1025, message: null });
    expect(sandbox.open_).toBe(0);
  });

  it("says what a run died of", async () => {
    const { runs } = await runOnce(
      request(new FakeSandbox((input) => (input === "b" ? right("0") : { exitCode: 1, stderr: Buffer.from("Traceback") }))),
    );
    expect(runs[0]).toMatchObject({ verdict: "RUNTIME_ERROR", detail: "exit code 1", stderr: "Traceback" });
  });

  it("bounds the outputs, and runs nothing when it did not compile", async () => {
    const { runs } = await runOnce({ ...request(new FakeSandbox(() => ({ stdout: Buffer.alloc(100, "x") }))), textBytes: 10 });
    expect(runs[0]!.stdout).toBe("xxxxxxxxxx\n… 90 more bytes");
    const failed = await runOnce(request(new FakeSandbox(right, { exitCode: 1, stderr: Buffer.from("SyntaxError") })));
    expect(failed).toEqual({ compiled: false, compilerOutput: "SyntaxError", runs: [] });
  });
});
