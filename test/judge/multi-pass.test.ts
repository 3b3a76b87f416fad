/** Multi-pass problems in the real sandbox: what lasts from pass to pass, when passes end, and validators that misbehave. */
import { afterAll, beforeAll, describe, expect, it, jest } from "@jest/globals";
import { setImmediate } from "node:timers/promises";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { createContainerEngine } from "../../src/judge/engines/container-engine.js";
import type { ArtifactCache } from "../../src/judge/artifact-cache.js";
import type { CheckerProgram } from "../../src/judge/checker-programs/checker-program.js";
import { checkerWith } from "../../src/judge/checkers/index.js";
import { createInteractor } from "../../src/judge/interaction/interactor.js";
import { findLanguage } from "../../src/judge/languages/index.js";
import { createMultiPass } from "../../src/judge/passes/multi-pass.js";
import { runPasses } from "../../src/judge/passes/run-passes.js";
import { judge, type JudgeResult } from "../../src/judge/pipeline.js";
import { createLocalSandbox } from "../../src/judge/sandbox/local-sandbox.js";
import type { Sandbox } from "../../src/judge/sandbox/sandbox.js";
import { createScorer } from "../../src/judge/scoring/scorer.js";
import { PASS_FAIL } from "../../src/judge/scoring/scoring.js";
import { runCodeCases } from "../../src/modules/practice/submissions/run-code/running.js";
import { startLauncher, type TestLauncher } from "../support/launcher.js";
import { itLong } from "../support/proofs.js";

let launcher: TestLauncher;
let sandbox: Sandbox;
let checkers: Sandbox;

beforeAll(async () => {
  launcher = await startLauncher();
  [sandbox, checkers] = [1, 2].map(() => createLocalSandbox({ socketPath: launcher.socketPath, slots: 1 })) as [Sandbox, Sandbox];
});

afterAll(async () => {
  await Promise.all([sandbox?.close(), checkers?.close()]);
  await launcher?.close();
});

const python = (...lines: string[]) => ["import os, sys", "folder = sys.argv[3] if len(sys.argv) > 3 else ''", ...lines, ""].join("\n");
const next = (text: string) => `open(folder + 'nextpass.in', 'w').write(${text})`;
const say = (text: string) => `open(folder + 'judgemessage.txt', 'a').write(${text})`;
const ACCEPT = "sys.exit(42)";
const REJECT = "sys.exit(43)";

/** Doubles what it reads. */
const DOUBLE = python("print(2 * int(input()))");
/** Lets a submission double its own output until it has 56, and notes each pass in a file of its own. */
const UNTIL_56 = python(
  "n = int(sys.stdin.read())",
  "given = int(open(sys.argv[1]).read())",
  `if n != 2 * given: ${say("f'{n} is not twice {given}'")}; ${REJECT}`,
  "open(folder + 'seen', 'a').write(f'{n} ')",
  say("f'{n}, '"),
  `if n < 56: ${next("str(n)")}`,
  `elif open(folder + 'seen').read() != '14 28 56 ': ${REJECT}`,
  ACCEPT,
);

interface Given {
  validator: string;
  submission?: string;
  passes?: number;
  interactive?: boolean;
  tests?: number;
  timeLimitMs?: number;
}

async function play({
  validator,
  submission = DOUBLE,
  passes = 5,
  interactive = false,
  tests = 1,
  timeLimitMs = 2000,
}: Given): Promise<JudgeResult> {
  const program: CheckerProgram = { kind: "KATTIS", language: "python", source: validator, files: [], arguments: [] };
  const options = { program, passes, open: () => checkers.open() };
  const test = { input: Buffer.from("7\n"), output: Buffer.from("answer\n"), sample: true };
  return judge({
    engine: createContainerEngine("sandbox", sandbox),
    language: findLanguage("python")!,
    source: submission,
    tests: { count: tests, read: () => Promise.resolve(test) },
    limits: { timeLimitMs, memoryLimitKb: 262_144 },
    checker: checkerWith("exact", {}),
    partner: interactive ? createInteractor({ ...options, checksOutput: false }) : createMultiPass(options),
    scorer: createScorer(PASS_FAIL, []),
  });
}

/** Verdict, detail and the message for authors of the first test. */
async function ruling(given: Given) {
  const { tests } = await play(given);
  const { verdict, detail, judgeMessage } = tests[0]!;
  return [verdict, detail, judgeMessage ?? null];
}

describe("a multi-pass problem", () => {
  it("runs the submission with what the validator wrote, as long as it writes something", async () => {
    const { verdict, tests } = await play({ validator: UNTIL_56, tests: 2 });
    expect(verdict).toBe("ACCEPTED");
    // Its files last for one test: the second one would have six numbers in `seen`.
    expect(tests.map(({ judgeMessage }) => judgeMessage)).toEqual(["14, 28, 56,", "14, 28, 56,"]);
    expect(tests[0]!.sample!.transcript).toEqual({
      truncated: false,
      entries: [
        { from: "INTERACTOR", text: "7\n", pass: 1 },
        { from: "SUBMISSION", text: "14\n", pass: 1 },
        { from: "INTERACTOR", text: "14", pass: 2 },
        { from: "SUBMISSION", text: "28\n", pass: 2 },
        { from: "INTERACTOR", text: "28", pass: 3 },
        { from: "SUBMISSION", text: "56\n", pass: 3 },
      ],
    });
  });

  it.each<[what: string, submission: string, expected: [string, string | null]]>([
    ["is wrong in a later pass", python("n = int(input())", "print(2 * n if n < 20 else 0)"), ["WRONG_ANSWER", null]],
    ["crashes in a later pass", python("n = int(input())", "print(2 * n)", "sys.exit(n > 7)"), ["RUNTIME_ERROR", "exit code 1"]],
    ["is too slow in a later pass", python("n = int(input())", "print(2 * n)", "while n > 7: pass"), ["TIME_LIMIT_EXCEEDED", "CPU"]],
    [
      "tries to remember what it read",
      python(
        "n = int(input())",
        "print(2 * n + os.path.exists('/tmp/x') + os.path.exists('/out/x'))",
        "for p in ('/tmp/x', '/out/x'): open(p, 'w').close()",
      ),
      ["ACCEPTED", null],
    ],
  ])("judges a submission that %s", async (_what, submission, expected) => {
    expect((await ruling({ validator: UNTIL_56, submission })).slice(0, 2)).toEqual(expected);
  });

  it("has time for each pass", async () => {
    const submission = python("import time", "while time.process_time() < 0.8: pass", "print(2 * int(input()))");
    const { verdict, tests } = await play({ validator: UNTIL_56, submission });
    expect(verdict).toBe("ACCEPTED");
    expect(tests[0]!.cpuMs).toBeGreaterThan(700);
    expect(tests[0]!.cpuMs).toBeLessThan(2000);
  });

  it.each<[what: string, validator: string, message: RegExp]>([
    ["never ends", python(next("'1'"), ACCEPT), /asks for another pass after pass 5, the last one/],
    ["wants a next pass without accepting", python(next("'1'"), say("'no'"), REJECT), /wrote `nextpass\.in`, but did not accept.*no/],
    ["writes a huge input", python(next("'1' * (9 << 20)"), ACCEPT), /ended by SIGXFSZ|ended with exit code 1/],
    [
      "fills its folder",
      python("for n in range(3): open(folder + str(n), 'w').write('1' * (4 << 20))", next("'1'"), ACCEPT),
      /left too much in its feedback folder/,
    ],
    ["fills it with files", python("for n in range(200): open(folder + str(n), 'w')", next("'1'"), ACCEPT), /left too much/],
    ["crashes with a next pass", python(next("'1'"), "sys.exit(1)"), /ended with exit code 1, not 42 or 43/],
    ["runs for ever", python("while True: pass"), /took longer than/],
    ["does not compile", "this is no Python", /does not compile any more/],
  ])("blames a validator that %s", async (_what, validator, message) => {
    expect(await ruling({ validator })).toEqual(["SYSTEM_ERROR", "CHECKER", expect.stringMatching(message)]);
  });

  it.each([
    ["a folder", "os.mkdir(folder + 'nextpass.in'); open(folder + 'nextpass.in/x', 'w')"],
    ["a link", "os.symlink('/etc/passwd', folder + 'nextpass.in')"],
  ])("sees no next pass in %s of that name", async (_what, line) => {
    expect(await ruling({ validator: python(line, ACCEPT) })).toEqual(["ACCEPTED", null, null]);
  });

  it("keeps files also if their folder was locked, and removes the input of the last pass", async () => {
    const validator = python(
      "passes = int(open(folder + 'n').read()) if os.path.exists(folder + 'n') else 0",
      `if os.path.exists(folder + 'nextpass.in'): ${REJECT}`,
      "open(folder + 'n', 'w').write(str(passes + 1))",
      `if passes < 3: ${next("'1'")}`,
      "os.chmod(folder, 0)",
      ACCEPT,
    );
    expect(await ruling({ validator })).toEqual(["ACCEPTED", null, null]);
  });

  it("may be interactive too", async () => {
    const validator = python(
      "first = not os.path.exists(folder + 'word')",
      "if first:",
      "    print('encode', int(open(sys.argv[1]).read()), flush=True)",
      "    open(folder + 'word', 'w').write(input())",
      `    ${next("'any'")}`,
      `    ${ACCEPT}`,
      "print('decode', open(folder + 'word').read(), flush=True)",
      "sys.exit(42 if input() == '7' and open(sys.argv[1]).read() == 'any' else 43)",
    );
    const submission = python("what, word = input().split()", "print(int(word) + 1 if what == 'encode' else int(word) - 1)");
    const { verdict, tests } = await play({ validator, submission, interactive: true });
    expect(verdict).toBe("ACCEPTED");
    expect(tests[0]!.sample!.transcript!.entries).toEqual([
      { from: "INTERACTOR", text: "encode 7\n", pass: 1 },
      { from: "SUBMISSION", text: "8\n", pass: 1 },
      { from: "INTERACTOR", text: "decode 8\n", pass: 2 },
      { from: "SUBMISSION", text: "7\n", pass: 2 },
    ]);
    expect((await play({ validator, submission: python("print(0)"), interactive: true })).verdict).toBe("WRONG_ANSWER");
  });

  it("that is interactive does not blame a validator that the submission left after it had written the next input", async () => {
    const validator = python(next("'1'"), "for n in range(100_000): print('x' * 1000, flush=True)", ACCEPT);
    const got = await ruling({ validator, submission: python("os._exit(0)"), interactive: true });
    expect(got.slice(0, 2)).toEqual(["WRONG_ANSWER", null]);
  });

  itLong("that is interactive does not blame a validator for what the submission left behind", async () => {
    const validator = python(
      "first = not os.path.exists(folder + 'word')",
      "print('first' if first else 'second', flush=True)",
      "open(folder + 'word', 'w').write(input())",
      `if first: ${next("'any'")}`,
      ACCEPT,
    );
    // More than the sandbox removes.
    const submission = python(
      "if input() == 'first':",
      "    for d in range(5):",
      "        os.mkdir(f'/out/{d}')",
      "        open(f'/out/{d}/x', 'w').close()",
      "        for n in range(50_000): os.link(f'/out/{d}/x', f'/out/{d}/{n}')",
      "print(os.listdir('/out'))",
    );
    const got = await play({ validator, submission, interactive: true, timeLimitMs: 20_000 });
    expect([got.verdict, got.tests[0]!.judgeMessage ?? null]).toEqual(["ACCEPTED", null]);
    expect(got.tests[0]!.sample!.transcript!.entries.at(-1)).toEqual({ from: "SUBMISSION", text: "[]\n", pass: 2 });
  });

  it("keeps the output of the last pass only", async () => {
    setFlagsFromString("--expose-gc");
    const collectGarbage = runInNewContext("gc") as () => void;
    const outputs: WeakRef<Buffer>[] = [];
    const runTest = runPasses(async (_test, { pass }) => {
      // References are held until the end of the running task.
      await setImmediate();
      if (pass === 20) collectGarbage();
      const held = outputs.filter((output) => output.deref()).length;
      const actual = Buffer.from(`${pass} ${held}`);
      outputs.push(new WeakRef(actual));
      const figures = { exitCode: 0, signal: null, stopped: null, oomKilled: false, fileAtLimit: false, wallMs: 1, peakMemoryBytes: 1 };
      const outcome = { ...figures, cpuMs: pass === 3 ? 7 : 1, stdout: actual, stderr: Buffer.alloc(0) };
      const ended = { outcome, ruling: null, check: { ok: true }, actual, repeated: false, transcript: null };
      return { ended, nextInput: pass < 20 ? Buffer.from("next") : null };
    }, 20);
    const { actual, outcome } = await runTest({ sample: false, input: Buffer.alloc(0), output: Buffer.alloc(0) });
    expect([actual, outcome.stdout].map(String)).toEqual([expect.stringMatching(/^20 [01]$/), expect.stringMatching(/^20 [01]$/)]);
    expect(outcome.cpuMs).toBe(7);
  });

  it("gives its slots back when the caller of a run no longer waits", async () => {
    const program: CheckerProgram = { kind: "KATTIS", language: "python", source: python(next("'1'"), ACCEPT), files: [], arguments: [] };
    const noArtifacts = { keyOf: () => Promise.resolve(null) } as Partial<ArtifactCache> as ArtifactCache;
    const timeout = AbortSignal.timeout.bind(AbortSignal);
    const patience = jest.spyOn(AbortSignal, "timeout").mockImplementation(() => timeout(300));
    const running = runCodeCases(
      { engine: createContainerEngine("sandbox", sandbox), checkers, artifacts: noArtifacts, readProgram: () => Promise.resolve(program) },
      {
        ...{ language: "python", source: DOUBLE, limits: { timeLimitMs: 1000, memoryLimitKb: 262_144 } },
        ...{ checkerId: "custom", checkerProgram: "1", passes: 100, cases: [{ name: "1", input: "7\n", expected: "1" }] },
      },
    );
    await expect(running).rejects.toMatchObject({ name: "TimeoutError" });
    expect(patience).toHaveBeenCalledWith(63_000);
    patience.mockRestore();
    await Promise.all([sandbox, checkers].map(async (pool) => (await pool.open()).close()));
  });

  it("that is interactive blames an endless one", async () => {
    const validator = python("print(1, flush=True)", "input()", next("'1'"), ACCEPT);
    const got = await ruling({ validator, submission: python("print(input())"), interactive: true, passes: 2 });
    expect(got).toEqual(["SYSTEM_ERROR", "CHECKER", expect.stringMatching(/asks for another pass after pass 2/)]);
  });
});
