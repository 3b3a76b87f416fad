/** Submission and interactor in the real sandbox: who is charged, who decides, and what neither can reach. */
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { createContainerEngine } from "../../src/judge/engines/container-engine.js";
import type { CheckerKind, CheckerProgram } from "../../src/judge/checker-programs/checker-program.js";
import { checkerWith } from "../../src/judge/checkers/index.js";
import { createInteractor, type InteractorOptions } from "../../src/judge/interaction/interactor.js";
import { findLanguage } from "../../src/judge/languages/index.js";
import { createScorer } from "../../src/judge/scoring/scorer.js";
import { PASS_FAIL } from "../../src/judge/scoring/scoring.js";
import { judge, type JudgeResult } from "../../src/judge/pipeline.js";
import { runOnce } from "../../src/judge/run-once.js";
import { createLocalSandbox } from "../../src/judge/sandbox/local-sandbox.js";
import { type Container, type Sandbox, SandboxError } from "../../src/judge/sandbox/sandbox.js";
import type { TestCase } from "../../src/judge/test-set.js";
import { startLauncher, type TestLauncher } from "../support/launcher.js";
import { proven, PROVES_ALL } from "../support/proofs.js";

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

const LIMITS = { timeLimitMs: 1000, memoryLimitKb: 262_144 };

interface Play extends Partial<Omit<InteractorOptions, "program" | "open">> {
  kind?: CheckerKind;
  interactor: string;
  /** In Python, unless they include a header. */
  submission: string;
  tests?: readonly Partial<TestCase>[];
  checker?: string;
  timeLimitMs?: number;
  arguments?: string[];
}

const languageOf = (source: string): string => (source.includes("#include") ? "cpp17" : "python");
const testOf = ({ input = Buffer.from("7\n"), output = Buffer.from("\n"), sample = true }: Partial<TestCase>): TestCase => ({
  input,
  output,
  sample,
});

function interactorOf({ kind = "KATTIS", interactor, arguments: words = [], checksOutput = false, ...others }: Play) {
  const program: CheckerProgram = { kind, language: languageOf(interactor), source: interactor, files: [], arguments: words };
  return createInteractor({ program, checksOutput, open: () => checkers.open(), ...others });
}

async function play(given: Play): Promise<JudgeResult> {
  const { submission, tests = [{}], checker = "tokens", timeLimitMs = LIMITS.timeLimitMs } = given;
  const cases = tests.map(testOf);
  return judge({
    engine: createContainerEngine("sandbox", sandbox),
    language: findLanguage(languageOf(submission))!,
    source: submission,
    tests: { count: cases.length, read: (index) => Promise.resolve(cases[index]!) },
    limits: { ...LIMITS, timeLimitMs },
    checker: checkerWith(checker, {}),
    partner: interactorOf(given),
    scorer: createScorer(PASS_FAIL, []),
  });
}

/** Verdict, detail and the message for authors of the first test. */
async function ruling(given: Play): Promise<[verdict: string, detail: string | null, message: string | null]> {
  const { tests } = await play(given);
  const { verdict, detail, judgeMessage } = tests[0]!;
  return [verdict, detail, judgeMessage ?? null];
}

const GUESS_KATTIS = `import sys
secret = int(open(sys.argv[1]).read())
def end(code, text):
    open(sys.argv[3] + "judgemessage.txt", "w").write(text)
    sys.exit(code)
for turn in range(10):
    try: guess = int(input())
    except (EOFError, ValueError): end(43, "no number")
    if guess == secret:
        print("correct", flush=True)
        end(42, f"{turn + 1} guesses")
    print("higher" if guess < secret else "lower", flush=True)
end(43, "too many guesses")
`;
const GUESS_TESTLIB = String.raw`#include <cstdio>
int main(int argc, char** argv) {
  int secret, guess;
  FILE* input = fopen(argv[1], "r");
  FILE* output = fopen(argv[2], "w");
  if (argc != 4 || !output || fscanf(input, "%d", &secret) != 1) return 3;
  for (int turn = 1; turn <= 10; turn++) {
    if (scanf("%d", &guess) != 1) { fputs("wrong output format no number\n", stderr); return 2; }
    puts(guess == secret ? "correct" : guess < secret ? "higher" : "lower");
    fflush(stdout);
    if (guess == secret) { fprintf(output, "%d\n", turn); fprintf(stderr, "ok %d guesses\n", turn); return 0; }
  }
  fputs("wrong answer too many guesses\n", stderr);
  return 1;
}
`;
const BISECT = `low, high = 0, 100
while True:
    middle = (low + high) // 2
    print(middle, flush=True)
    answer = input()
    if answer == "correct": break
    if answer == "higher": low = middle + 1
    else: high = middle - 1
`;
const BISECT_CPP = String.raw`#include <iostream>
#include <string>
int main() {
  int low = 0, high = 100;
  std::string answer;
  while (answer != "correct") {
    int middle = (low + high) / 2;
    std::cout << middle << std::endl;
    if (!(std::cin >> answer)) return 1;
    (answer == "higher" ? low : high) = middle + (answer == "higher" ? 1 : -1);
  }
}
`;

const secrets = [7, 0, 100, 50].map((secret, index) => ({ input: Buffer.from(`${secret}\n`), sample: index === 0 }));

describe("guess the number", () => {
  it.each<[kind: CheckerKind, interactor: string, submission: string]>([
    ["KATTIS", GUESS_KATTIS, BISECT],
    ["KATTIS", GUESS_KATTIS, BISECT_CPP],
    ["TESTLIB", GUESS_TESTLIB, BISECT],
    ["TESTLIB", GUESS_TESTLIB, BISECT_CPP],
  ])("%s accepts who finds it, on every test", async (kind, interactor, submission) => {
    const result = await play({ kind, interactor, submission, tests: secrets });
    expect(result).toMatchObject({
      verdict: "ACCEPTED",
      testsPassed: 4,
      tests: [{ judgeMessage: expect.stringMatching(/\d guesses$/) as unknown as string }, {}, {}, {}],
    });
  });

  it.each<[kind: CheckerKind, interactor: string, message: string]>([
    ["KATTIS", GUESS_KATTIS, "too many guesses"],
    ["TESTLIB", GUESS_TESTLIB, "wrong answer too many guesses"],
  ])("%s rejects who does not", async (kind, interactor, message) => {
    const submission = "while True:\n    print(1, flush=True)\n    input()\n";
    expect(await ruling({ kind, interactor, submission })).toEqual(["WRONG_ANSWER", null, message]);
  });

  it("has a transcript of samples, of nothing else", async () => {
    const { tests } = await play({ interactor: GUESS_KATTIS, submission: BISECT, tests: [{}, { sample: false }] });
    const said = (from: string, ...texts: string[]) => texts.map((text) => ({ from, text: `${text}\n`, pass: 1 }));
    const mine = said("SUBMISSION", "50", "24", "11", "5", "8", "6", "7");
    const its = said("INTERACTOR", "lower", "lower", "lower", "higher", "lower", "higher", "correct");
    expect(tests[0]!.sample).toMatchObject({
      transcript: { truncated: false, entries: mine.flatMap((entry, index) => [entry, its[index]]) },
      actual: "50\n24\n11\n5\n8\n6\n7\n",
    });
    expect(tests[1]!.sample).toBeNull();
  });

  it("lets code run on samples too, and without an interactor on own input", async () => {
    const inputs = [{ input: Buffer.from("7"), expected: Buffer.from("\n") }, { input: Buffer.from("correct\n") }];
    const given = {
      engine: createContainerEngine("sandbox", sandbox),
      language: findLanguage("python")!,
      source: BISECT,
      limits: LIMITS,
      checker: checkerWith("tokens", {}),
    };
    const { runs } = await runOnce({ ...given, inputs, partner: interactorOf({ interactor: GUESS_KATTIS, submission: "" }) });
    expect(runs).toMatchObject([
      {
        verdict: "ACCEPTED",
        transcript: { entries: expect.arrayContaining([{ from: "INTERACTOR", text: "correct\n", pass: 1 }]) as unknown },
      },
      { verdict: null, stdout: "50\n", transcript: null },
    ]);
  });
});

/** An interactor of the kind KATTIS. */
const python = (...lines: string[]) => ["import os, sys, time", ...lines].join("\n");
const ACCEPT = "sys.exit(42)";
const READ_ALL = "data = sys.stdin.read()";

describe("who decides", () => {
  const after = (line: string) => python("sys.stdin.readline()", line);
  const ENDED_EARLY = "The submission ended before the interaction was over.";
  it.each<[what: string, submission: string, interactor: string, expected: [string, string | null, string | RegExp | null]]>([
    [
      "a submission that crashes before the interactor rejects it",
      python("os._exit(3)"),
      python(READ_ALL, "sys.exit(43)"),
      ["RUNTIME_ERROR", "exit code 3", null],
    ],
    [
      "a submission that crashes before the interactor accepts",
      python("os._exit(3)"),
      python(READ_ALL, ACCEPT),
      ["RUNTIME_ERROR", "exit code 3", null],
    ],
    [
      "a submission that crashes before the interactor does",
      python("os.abort()"),
      python(READ_ALL, "os.abort()"),
      ["RUNTIME_ERROR", "SIGABRT", null],
    ],
    [
      "a submission that crashes because it was rejected",
      python("print(1, flush=True)", "input()", "os._exit(3)"),
      after("sys.exit(43)"),
      ["WRONG_ANSWER", null, null],
    ],
    [
      "a submission that gets SIGPIPE because it was rejected",
      `#include <cstdio>\nint main() { for (;;) { puts("1"); fflush(stdout); } }`,
      after("sys.exit(43)"),
      ["WRONG_ANSWER", null, null],
    ],
    [
      "a submission that computes on after it was rejected",
      python("print(1, flush=True)", "while True: pass"),
      after("sys.exit(43)"),
      ["WRONG_ANSWER", null, null],
    ],
    [
      "a submission that crashes after it was accepted",
      python("print(1, flush=True)", "sys.stdin.read()", "os._exit(3)"),
      after(ACCEPT),
      ["RUNTIME_ERROR", "exit code 3", null],
    ],
    [
      "a submission that computes on after it was accepted",
      python("print(1, flush=True)", "while True: pass"),
      after(ACCEPT),
      ["TIME_LIMIT_EXCEEDED", "CPU", null],
    ],
    ["a submission that ends early", "", python("while True: print('x' * 1000, flush=True)"), ["WRONG_ANSWER", null, ENDED_EARLY]],
    [
      "the same, and the interactor dies of SIGPIPE",
      "",
      `#include <cstdio>\nint main() { for (;;) { puts("12345678"); fflush(stdout); } }`,
      ["WRONG_ANSWER", null, ENDED_EARLY],
    ],
    ["the same, and the interactor expects input", "", python("input()", ACCEPT), ["WRONG_ANSWER", null, ENDED_EARLY]],
    [
      "an interactor that crashes",
      python("sys.stdin.read()"),
      python("os.abort()"),
      ["SYSTEM_ERROR", "CHECKER", "The interactor was ended by SIGABRT."],
    ],
    [
      "an interactor that crashes after the submission has ended",
      "",
      python(READ_ALL, "os.abort()"),
      ["SYSTEM_ERROR", "CHECKER", "The interactor was ended by SIGABRT."],
    ],
    [
      "an interactor that ends with an unknown code",
      python("sys.stdin.read()"),
      python("sys.exit(5)"),
      ["SYSTEM_ERROR", "CHECKER", /^The interactor ended with exit code 5/],
    ],
    ["an interactor with a bug", "", python(READ_ALL, "1 / 0"), ["SYSTEM_ERROR", "CHECKER", /ZeroDivisionError/]],
    [
      "an interactor that leaves too much",
      "",
      python(READ_ALL, "for i in range(101): open(sys.argv[3] + str(i), 'w').close()", ACCEPT),
      ["SYSTEM_ERROR", "CHECKER", /too much/],
    ],
    ["both waiting for each other", python("input()"), python("input()", ACCEPT), ["TIME_LIMIT_EXCEEDED", "IDLE", null]],
    [
      "a submission that forgets to flush",
      python("sys.stdout.write('1\\n')", "sys.stdin.readline()"),
      after(ACCEPT),
      ["TIME_LIMIT_EXCEEDED", "IDLE", null],
    ],
    [
      "a submission that never reads",
      python("time.sleep(60)"),
      python("print(1, flush=True)", "input()", ACCEPT),
      ["TIME_LIMIT_EXCEEDED", "WALL", null],
    ],
    [
      "a submission that floods an interactor without reading",
      python("while True: print('x' * 1000)"),
      python("while True: input(); print('y' * 1000, flush=True)"),
      ["TIME_LIMIT_EXCEEDED", /CPU|WALL/.source, null],
    ],
    [
      "an interactor that does nothing",
      python("print(1, flush=True)", "input()"),
      python("time.sleep(60)"),
      ["SYSTEM_ERROR", "CHECKER", /^The interactor neither read/],
    ],
    [
      "a submission that closes its output and waits",
      python("os.close(1)", "sys.stdin.read()"),
      python("sys.exit(43 if sys.stdin.read() == '' else 42)"),
      ["TIME_LIMIT_EXCEEDED", "IDLE", null],
    ],
    [
      "a submission that closes its output and fails later",
      python("os.close(1)", "time.sleep(0.2)", "os._exit(3)"),
      python("sys.exit(43 if sys.stdin.read() == '' else 42)"),
      ["RUNTIME_ERROR", "exit code 3", null],
    ],
    [
      "an interactor that closes its output and goes on",
      python("print(len(sys.stdin.read()))"),
      python("print('x' * 99999, end='', flush=True)", "os.close(1)", "sys.exit(42 if input() == '99999' else 43)"),
      ["ACCEPTED", null, null],
    ],
    [
      "the same, and the submission sleeps",
      python("sys.stdin.read()", "time.sleep(60)"),
      python("os.close(1)", "input()", ACCEPT),
      ["TIME_LIMIT_EXCEEDED", "WALL", null],
    ],
    [
      "a submission that closes its input and waits",
      python("os.close(0)", "time.sleep(60)"),
      python("while True: print('x' * 1000, flush=True)"),
      ["TIME_LIMIT_EXCEEDED", "WALL", null],
    ],
    [
      "a submission that closes its input before its last guess",
      python("os.close(0)", "print(1)"),
      python("input()", "print('correct', flush=True)", "sys.exit(42 if sys.stdin.read() == '' else 43)"),
      ["ACCEPTED", null, null],
    ],
    [
      "a submission that ends without reading the last answer",
      "print(1)",
      python(READ_ALL, "print('correct', flush=True)", ACCEPT),
      ["ACCEPTED", null, null],
    ],
    [
      "the same, and the interactor would not survive SIGPIPE",
      "print(1)",
      `#include <cstdio>\nint main() { while (getchar() != EOF); for (int n = 0; n < 1000; n++) { puts("correct"); fflush(stdout); } return 42; }`,
      ["ACCEPTED", null, null],
    ],
    ["the same with a long answer", "print(1)", python(READ_ALL, "print('x' * 900_000, flush=True)", ACCEPT), ["ACCEPTED", null, null]],
    [
      "a submission that goes on writing after it was accepted",
      python("print(1, flush=True)", "sys.stdin.read()", "print('x' * 900_000, flush=True)"),
      after(ACCEPT),
      ["ACCEPTED", null, null],
    ],
    [
      "a submission that writes for ever after it was accepted",
      `#include <cstdio>\nint main() { for (;;) { puts("12345678"); fflush(stdout); } }`,
      after(ACCEPT),
      ["RUNTIME_ERROR", "SIGPIPE", null],
    ],
    ["a submission over its time", python("while True: pass"), python(READ_ALL, ACCEPT), ["TIME_LIMIT_EXCEEDED", "CPU", null]],
    ["a submission that sends nothing more", "", python("sys.exit(42 if sys.stdin.read() == '' else 43)"), ["ACCEPTED", null, null]],
  ])("%s", async (what, submission, interactor, [verdict, detail, message]) => {
    // With a transcript and without; `npm test` has one of them for each case.
    for (const sample of proven([false, true], [what.length % 2 === 0])) {
      const got = await ruling({ submission, interactor, tests: [{ sample }], timeLimitMs: 500 });
      const detailMatches = detail === null ? null : (expect.stringMatching(new RegExp(`^(?:${detail})$`)) as unknown as string);
      const messageMatches = message instanceof RegExp ? (expect.stringMatching(message) as unknown as string) : message;
      expect([sample, ...got]).toEqual([sample, verdict, detailMatches, messageMatches]);
    }
  });

  it("a submission over its memory", async () => {
    const submission = python("b = []", "while True: b.append(bytearray(1 << 20))");
    const got = await ruling({ submission, interactor: python(READ_ALL, ACCEPT), timeLimitMs: 10_000 });
    expect(got).toEqual(["MEMORY_LIMIT_EXCEEDED", null, null]);
  });

  it("never depends on the scheduler: a crash is not mistaken for a wrong answer, nor the other way round", async () => {
    const tests = Array.from({ length: PROVES_ALL ? 60 : 12 }, () => ({ sample: false }));
    const crashes = await playAll({ submission: python("os._exit(3)"), interactor: python(READ_ALL, "os._exit(43)"), tests });
    expect(new Set(crashes)).toEqual(new Set(["RUNTIME_ERROR"]));
    const rejected = await playAll({ submission: python("sys.stdin.read()", "os._exit(3)"), interactor: python("os._exit(43)"), tests });
    expect(new Set(rejected)).toEqual(new Set(["WRONG_ANSWER"]));
  });

  async function playAll(given: Play & { tests: readonly Partial<TestCase>[] }): Promise<string[]> {
    const verdicts: string[] = [];
    const cases = given.tests.map(testOf);
    await judge({
      engine: createContainerEngine("sandbox", sandbox),
      language: findLanguage("python")!,
      source: given.submission,
      tests: { count: cases.length, read: (index) => Promise.resolve(cases[index]!) },
      limits: LIMITS,
      checker: checkerWith("tokens", {}),
      partner: interactorOf(given),
      scorer: createScorer({ ...PASS_FAIL, stopOnFirstFailure: false }, []),
      onProgress: (progress) => progress.status === "RUNNING" && progress.test && verdicts.push(progress.test.verdict),
    });
    return verdicts;
  }
});

describe("limits of the interactor", () => {
  it("do not delay a verdict: it is ended with a submission that exceeds a limit", async () => {
    const container = await sandbox.open();
    try {
      await container.companion();
      const limits = {
        cpuMs: 60_000,
        wallMs: 60_000,
        memoryBytes: 2 ** 27,
        processes: 8,
        stdoutBytes: 1,
        stderrBytes: 1024,
        fileBytes: 1024,
      };
      const asleep = { argv: ["/bin/sleep", "3600"], env: {}, limits };
      const submission = { ...asleep, limits: { ...limits, wallMs: 100 } };
      const played = await container.interact({ submission, interactor: asleep, transcriptBytes: 0 });
      expect(played).toMatchObject({ endedFirst: "SUBMISSION", submission: { stopped: "wall" }, interactor: { stopped: "wall" } });
      expect(played.interactor.wallMs).toBeLessThan(60_000);
    } finally {
      await container.close();
    }
  });

  it.each<[what: string, interactor: string, message: RegExp]>([
    ["its own CPU time", python("while True: pass"), /^The interactor took longer than 0\.3 s/],
    ["its own memory", python("b = []", "while True: b.append(bytearray(1 << 20))"), /^The interactor needed more than 64 MB of memory/],
  ])("has %s", async (_what, interactor, message) => {
    const timeLimitMs = message.source.includes("memory") ? 10_000 : 300;
    const got = await ruling({ interactor, submission: python("sys.stdin.read()"), limits: { timeLimitMs, memoryLimitKb: 65_536 } });
    expect(got).toEqual(["SYSTEM_ERROR", "CHECKER", expect.stringMatching(message)]);
  });

  it("are not the submission's: neither CPU time nor the time spent waiting for it", async () => {
    const busy = python(
      "end = time.process_time() + 0.5",
      "while time.process_time() < end: pass",
      "print(1, flush=True)",
      "input()",
      ACCEPT,
    );
    const { verdict, tests } = await play({ interactor: busy, submission: "input()\nprint(1)\n", timeLimitMs: 100 });
    expect(verdict).toBe("ACCEPTED");
    expect(tests[0]!.cpuMs).toBeLessThan(100);
  });
});

describe("the output of a TESTLIB interactor", () => {
  const of = (output: string, checksOutput = true) => {
    const test = { input: Buffer.from("7\n"), output: Buffer.from(output) };
    return ruling({ kind: "TESTLIB", interactor: GUESS_TESTLIB, submission: BISECT, checksOutput, tests: [test] });
  };
  it("is checked against the answer if the problem says so", async () => {
    expect(await of("7\n")).toEqual(["ACCEPTED", null, null]);
    expect(await of("6\n")).toEqual(["WRONG_ANSWER", null, expect.stringContaining("7")]);
    expect(await of("6\n", false)).toEqual(["ACCEPTED", null, "ok 7 guesses"]);
  });

  it("is not looked at if the interactor rejects", async () => {
    const test = { input: Buffer.from("7\n"), output: Buffer.from("") };
    const given = { kind: "TESTLIB" as const, interactor: GUESS_TESTLIB, submission: "print('x')", checksOutput: true, tests: [test] };
    expect(await ruling(given)).toEqual(["WRONG_ANSWER", null, "wrong output format no number"]);
  });
});

describe("a Kattis interactor", () => {
  it("gets its arguments, and may give a score and a message", async () => {
    const source = python(
      "w = lambda name, text: open(sys.argv[3] + name, 'w').write(text)",
      "w('score.txt', '12.5')",
      "w('teammessage.txt', ' '.join(sys.argv[4:]))",
      READ_ALL,
      ACCEPT,
    );
    const { tests } = await play({ interactor: source, submission: "", arguments: ["fast", "7"] });
    expect(tests[0]).toMatchObject({ verdict: "ACCEPTED", points: 12.5, message: "fast 7" });
  });
});

describe("a transcript", () => {
  it("is bounded, and does not stop what is said", async () => {
    const interactor = python(
      "count = len(sys.stdin.read(500_000))",
      "print('x' * 50_000, flush=True)",
      "sys.exit(42 if count == 500_000 else 43)",
    );
    const { tests } = await play({
      interactor,
      submission: python(
        "print('y' * 9, end='\\n' * 1)",
        "print('\\n'.join('y' * 9 for _ in range(49_999)), flush=True)",
        "sys.exit(0 if len(input()) == 50_000 else 1)",
      ),
    });
    const { transcript } = tests[0]!.sample!;
    expect(tests[0]!.verdict).toBe("ACCEPTED");
    expect(transcript!.truncated).toBe(true);
    expect(transcript!.entries.reduce((sum, { text }) => sum + text.length, 0)).toBeLessThanOrEqual(16 * 1024);
  });
});

describe("walls", () => {
  const REPORT = "print(repr(result), flush=True)";
  const KEEP = python("open(sys.argv[3] + 'judgemessage.txt', 'w').write(sys.stdin.readline())", ACCEPT);
  const seen = async (...lines: string[]) => {
    const given = { interactor: KEEP, submission: python(...lines, REPORT), tests: [{ sample: false }] };
    const [verdict, , message] = await ruling(given);
    expect(verdict).toBe("ACCEPTED");
    return message;
  };

  it("keep files, processes and descriptors of the interactor from the submission", async () => {
    expect(await seen("result = sorted(map(int, os.listdir('/proc/self/fd')))[:-1]")).toBe("[0, 1, 2]");
    expect(await seen("result = [len([n for n in os.listdir('/proc') if n.isdigit()]), os.listdir('/out'), os.listdir('/box')]")).toBe(
      "[2, [], ['main.py']]",
    );
    expect(await seen("result = [os.path.exists(f'/dev/fd/{n}') for n in range(3, 20) if n != 3]")).toMatch(/^\[(False(, )?)+\]$/);
  });

  it("let it open its streams again, each in its own direction", async () => {
    const lines = (path: string, flag: string) => [
      `try: os.close(os.open('${path}', os.${flag})); result = 'opened'`,
      "except OSError as error: result = error.errno",
    ];
    expect(await seen(...lines("/dev/stdin", "O_RDONLY"))).toBe("'opened'");
    expect(await seen(...lines("/dev/stdout", "O_WRONLY"))).toBe("'opened'");
    expect(await seen(...lines("/dev/stdin", "O_WRONLY"))).toBe("13");
    expect(await seen(...lines("/dev/stdout", "O_RDONLY"))).toBe("13");
    expect(await seen(...lines("/dev/stdin", "O_RDWR"))).toBe("13");
    expect(await seen("try: os.fchmod(0, 0o777); result = 'changed'", "except OSError as error: result = error.errno")).toBe("1");
  });

  it("do not keep the interactor from its files, and leave nothing for the next test", async () => {
    const interactor = python(
      "assert open(sys.argv[1]).read() + open(sys.argv[2]).read() == '7\\n\\n'",
      "assert os.listdir('/out') == [] and os.listdir('/tmp') == []",
      "for folder in '/out', '/tmp': open(folder + '/left', 'w').close()",
      READ_ALL,
      ACCEPT,
    );
    const submission = python("assert os.listdir('/tmp') == []", "open('/tmp/left', 'w').close()");
    expect(await play({ interactor, submission, tests: [{}, {}, {}] })).toMatchObject({ verdict: "ACCEPTED", testsPassed: 3 });
  });

  it("end what a submission leaves running, so that the interactor reads its end", async () => {
    const submission = python("if os.fork() == 0:", "    os.setsid()", "    time.sleep(60)");
    expect(await ruling({ interactor: python(READ_ALL, ACCEPT), submission })).toEqual(["ACCEPTED", null, null]);
  });
});

describe("a failing sandbox", () => {
  it("gives no verdict", async () => {
    const own = await startLauncher();
    const doomed = createLocalSandbox({ socketPath: own.socketPath, slots: 1 });
    try {
      const container: Container = await doomed.open();
      const companion = await container.companion();
      await companion.put([]);
      const limits = {
        cpuMs: 20_000,
        wallMs: 60_000,
        memoryBytes: 2 ** 27,
        processes: 8,
        stdoutBytes: 1,
        stderrBytes: 1024,
        fileBytes: 1024,
      };
      const program = { argv: ["/bin/cat"], env: {}, limits };
      const playing = container.interact({ submission: program, interactor: program, transcriptBytes: 0 });
      await own.kill();
      await expect(playing).rejects.toThrow(SandboxError);
    } finally {
      await doomed.close();
      await own.close();
    }
  });

  it("refuses an interaction without a companion, or of a program that is not there", async () => {
    const container = await sandbox.open();
    try {
      const limits = { cpuMs: 1000, wallMs: 2000, memoryBytes: 2 ** 27, processes: 8, stdoutBytes: 1, stderrBytes: 1024, fileBytes: 1024 };
      const cat = { argv: ["/bin/cat"], env: {}, limits };
      await expect(container.interact({ submission: cat, interactor: cat, transcriptBytes: 0 })).rejects.toThrow("companion");
      await container.companion();
      const missing = { ...cat, argv: ["/nowhere"] };
      for (const pair of [
        { submission: missing, interactor: cat },
        { submission: cat, interactor: missing },
      ]) {
        await expect(container.interact({ ...pair, transcriptBytes: 0 })).rejects.toThrow("/nowhere: No such file");
      }
      const { submission, interactor } = await container.interact({
        submission: { ...cat, argv: ["/bin/true"] },
        interactor: cat,
        transcriptBytes: 0,
      });
      expect([submission.exitCode, interactor.exitCode]).toEqual([0, 0]);
    } finally {
      await container.close();
    }
  });
});
