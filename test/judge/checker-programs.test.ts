/** Checker programs in the real sandbox: every exit code and message, what they get, and what submissions can't reach. */
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { createContainerEngine } from "../../src/judge/engines/container-engine.js";
import type { CheckerProgram } from "../../src/judge/checker-programs/checker-program.js";
import { CHECKER_LIMITS, compileChecker, createProgramChecker } from "../../src/judge/checker-programs/program-checker.js";
import { tokens } from "../../src/judge/checkers/tokens.js";
import type { CheckResult } from "../../src/judge/checkers/checker.js";
import { withContainers } from "../../src/judge/containers.js";
import type { JudgeLimits } from "../../src/judge/execution.js";
import { findLanguage, LANGUAGES } from "../../src/judge/languages/index.js";
import { judge } from "../../src/judge/pipeline.js";
import { createScorer } from "../../src/judge/scoring/scorer.js";
import { PASS_FAIL } from "../../src/judge/scoring/scoring.js";
import { runOnce } from "../../src/judge/run-once.js";
import { createLocalSandbox } from "../../src/judge/sandbox/local-sandbox.js";
import type { Sandbox } from "../../src/judge/sandbox/sandbox.js";
import { startLauncher, type TestLauncher } from "../support/launcher.js";

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

const REQUEST = { input: Buffer.from("the input\n"), expected: Buffer.from("the answer\n"), actual: Buffer.from("the output\n") };

type Given = Partial<CheckerProgram> & Pick<CheckerProgram, "source">;
const programOf = (kind: CheckerProgram["kind"], given: Given | string): CheckerProgram => ({
  ...{ kind, language: "python", files: [], arguments: [] },
  ...(typeof given === "string" ? { source: given } : given),
});
const testlib = (given: Given | string) => programOf("TESTLIB", given);
const kattis = (given: Given | string) => programOf("KATTIS", given);

function check(program: CheckerProgram, request = REQUEST, limits?: JudgeLimits): Promise<CheckResult> {
  return withContainers(checkers, undefined, async (open) => createProgramChecker({ program, open, limits }).check(request));
}

const ending = (exitCode: number, stderr = "") =>
  testlib(`import sys\nsys.stderr.write(${JSON.stringify(stderr)})\nsys.exit(${exitCode})\n`);

describe("a testlib checker", () => {
  it.each<[exitCode: number, stderr: string, result: CheckResult]>([
    [0, "ok 5 tokens\n", { ok: true, message: "ok 5 tokens" }],
    [0, "", { ok: true }],
    [1, "wrong answer 1st numbers differ\n", { ok: false, message: "wrong answer 1st numbers differ" }],
    [2, "wrong output format Expected EOLN\n", { ok: false, message: "wrong output format Expected EOLN" }],
    [4, "wrong output format Extra information\n", { ok: false, message: "wrong output format Extra information" }],
    [8, "unexpected eof\n", { ok: false, message: "unexpected eof" }],
    [7, "points 0.5 half of it\n", { ok: true, points: 0.5, message: "points 0.5 half of it" }],
    [7, "points 100\n", { ok: true, points: 100, message: "points 100" }],
    [7, "points 0 nothing\n", { ok: false, points: 0, message: "points 0 nothing" }],
    [
      7,
      `points ${"9".repeat(400)}\n`,
      { ok: false, failure: expect.stringMatching(/^The checker gave more points than there are numbers/) as never },
    ],
    [7, "points points_info=a\n", { ok: true, message: "points points_info=a" }],
    [13, "partially correct (13) some\n", { ok: false, points: 13, share: 0.13, message: "partially correct (13) some" }],
    // Only the text tells these from a plain `ok` and from a wrong answer.
    [0, "partially correct (0)\n", { ok: false, points: 0, share: 0, message: "partially correct (0)" }],
    [1, "partially correct (1)\n", { ok: false, points: 1, share: 0.01, message: "partially correct (1)" }],
    [60, "partially correct (10)\n", { ok: false, points: 10, share: 0.1, message: "partially correct (10)" }],
    // What the output says, quoted by the checker, gives no points.
    [1, 'wrong answer found "\npartially correct (1)"\n', { ok: false, message: 'wrong answer found "\npartially correct (1)"' }],
    [3, "FAIL the jury is wrong\n", { ok: false, failure: "The checker reported a failure. It said: FAIL the jury is wrong" }],
    [5, "", { ok: false, failure: "The checker ended with the unknown exit code 5." }],
    [6, "", { ok: false, failure: "The checker ended with the unknown exit code 6." }],
    [42, "hm\n", { ok: false, failure: "The checker ended with the unknown exit code 42. It said: hm" }],
  ])("that exits with %d and %j", async (exitCode, stderr, result) => {
    expect(await check(ending(exitCode, stderr))).toEqual(result);
  });

  it("gets input, output and answer as arguments, and may read each as often as it likes", async () => {
    const source = `import sys
for path in sys.argv[1:] * 2: sys.stderr.write(open(path).read())
sys.stderr.write(str(len(sys.argv)) + sys.stdin.read())
`;
    const once = "the input\nthe output\nthe answer\n";
    expect(await check(testlib(source))).toEqual({ ok: true, message: `${once}${once}4` });
  });

  it("can't change them, nor leave anything for the next test", async () => {
    const source = `import os, sys
try: open(sys.argv[3], "w")
except OSError: pass
else: sys.exit(1)
for folder in "/work", "/tmp", "/out":
    if os.listdir(folder): sys.exit(2)
    open(folder + "/left", "w").close()
`;
    await withContainers(checkers, undefined, async (open) => {
      const checker = createProgramChecker({ program: testlib(source), open });
      for (let i = 0; i < 3; i++) expect(await checker.check(REQUEST)).toEqual({ ok: true });
    });
  });

  it("is told about large data", async () => {
    const megabytes = (count: number) => Buffer.alloc(count * 2 ** 20, "x");
    const source = "import os, sys\nsys.stderr.write(' '.join(str(len(open(path).read())) for path in sys.argv[1:]))\n";
    const request = { input: megabytes(32), actual: megabytes(16), expected: Buffer.alloc(0) };
    expect(await check(testlib(source), request)).toEqual({ ok: true, message: "33554432 16777216 0" });
  });

  it("has a message of at most a kilobyte, of any bytes", async () => {
    const { message } = await check(testlib(`import sys\nsys.stderr.buffer.write(b"\\0\\xff" + b"x" * 100_000)\n`));
    expect(message).toMatch(/^\ufffd\ufffdx+\n… \d+ more bytes$/);
    expect(message!.length).toBeLessThan(1100);
  });
});

describe("a Kattis output validator", () => {
  const writing = (exitCode: number, files: Record<string, string> = {}) =>
    kattis(
      `import sys\nfor name, text in ${JSON.stringify(files)}.items(): open(sys.argv[3] + name, "w").write(text)\nsys.exit(${exitCode})\n`,
    );

  it.each<[exitCode: number, files: Record<string, string>, result: CheckResult]>([
    [42, {}, { ok: true }],
    [43, {}, { ok: false }],
    [42, { "judgemessage.txt": "fine\n" }, { ok: true, message: "fine" }],
    [43, { "judgemessage.txt": "no\n", "teammessage.txt": "try n = 0\n" }, { ok: false, message: "no", submitterMessage: "try n = 0" }],
    [42, { "score.txt": "12.5\n" }, { ok: true, points: 12.5 }],
    [43, { "score.txt": "0" }, { ok: false, points: 0 }],
    [42, { "score.txt": "many" }, { ok: false, failure: "`score.txt` has no number that is 0 or more. It said: many" }],
    [42, { "score.txt": "inf" }, { ok: false, failure: "`score.txt` has no number that is 0 or more. It said: inf" }],
    [42, { "score.txt": "-1" }, { ok: false, failure: "`score.txt` has no number that is 0 or more. It said: -1" }],
    [42, { "score_multiplier.txt": "0.25\n" }, { ok: true, share: 0.25 }],
    [43, { "score_multiplier.txt": "0.25\n" }, { ok: false }],
    [42, { "score_multiplier.txt": "1.5" }, { ok: false, failure: "`score_multiplier.txt` has no number from 0 to 1. It said: 1.5" }],
    [0, {}, { ok: false, failure: "The checker ended with exit code 0, not 42 or 43." }],
    [1, { "judgemessage.txt": "oh" }, { ok: false, failure: "The checker ended with exit code 1, not 42 or 43. It said: oh" }],
  ])("that exits with %d and leaves %j", async (exitCode, files, result) => {
    expect(await check(writing(exitCode, files))).toEqual(result);
  });

  it("gets input, answer, feedback folder and its arguments, and the output as standard input", async () => {
    const source = `import sys
_, given, answer, feedback, *words = sys.argv
text = open(given).read() + open(answer).read() + sys.stdin.read() + " ".join(words)
open(feedback + "judgemessage.txt", "w").write(text)
sys.exit(42)
`;
    const program = kattis({ source, arguments: ["float_tolerance", "1e-6", "a b"] });
    expect(await check(program)).toEqual({ ok: true, message: "the input\nthe answer\nthe output\nfloat_tolerance 1e-6 a b" });
  });

  it.each([0, 0o400])("is read although it leaves its folder with the mode %d", async (mode) => {
    const source = `import os, sys\nopen(sys.argv[3] + "judgemessage.txt", "w").write("fine")\nos.chmod(sys.argv[3], ${mode})\nsys.exit(42)\n`;
    expect(await check(kattis(source))).toEqual({ ok: true, message: "fine" });
  });

  it("is not believed files behind links, nor too many", async () => {
    const link = `import os, sys\nos.symlink("/etc/passwd", sys.argv[3] + "judgemessage.txt")\nsys.exit(42)\n`;
    expect(await check(kattis(link))).toEqual({ ok: true });
    const many = `import sys\nfor number in range(200): open(f"{sys.argv[3]}{number}", "w").close()\nsys.exit(42)\n`;
    expect(await check(kattis(many))).toEqual({ ok: false, failure: "The checker left too much in its feedback folder." });
  });
});

describe("a checker that fails", () => {
  const limits = { ...CHECKER_LIMITS, memoryLimitKb: 65_536, outputLimitBytes: 1000 };

  it("takes too long", async () => {
    const result = await check(testlib("while True: pass\n"), REQUEST, { ...limits, timeLimitMs: 300 });
    expect(result).toEqual({ ok: false, failure: "The checker took longer than 0.3 s." });
  });

  it.each([
    ["needs too much memory", "x = bytearray(2**30)\n", "The checker needed more than 64 MB of memory."],
    ["writes too much", "print('x' * 2000)\n", "The checker's output is too large."],
    ["crashes", "import os\nos.kill(os.getpid(), 11)\n", "The checker was ended by SIGSEGV."],
    ["does not compile", "if\n", /^The checker does not compile any more. It said: .*SyntaxError/s],
  ])("%s", async (_, source, failure) => {
    const result = await check(testlib(source), REQUEST, limits);
    expect(result).toEqual({ ok: false, failure: expect.stringMatching(failure) });
  });
});

/** Compares output and answer, and accepts as its kind does. */
const COMPARERS: Record<string, string> = {
  cpp: `#include <fstream>
#include <iterator>
#include <string>
#include "slurp.h"
int main(int argc, char **argv) { return argc == 4 && slurp(argv[2]) == slurp(argv[3]) ? 0 : 1; }
`,
  python: "import sys\nfrom slurp import slurp\nsys.exit(slurp(sys.argv[2]) != slurp(sys.argv[3]))\n",
  javascript: `const { readFileSync } = require("fs");
process.exit(readFileSync(process.argv[3]).equals(readFileSync(process.argv[4])) ? 0 : 1);
`,
  typescript: `import { readFileSync } from "node:fs";
process.exit(readFileSync(process.argv[3]!).equals(readFileSync(process.argv[4]!)) ? 0 : 1);
`,
  java: `import java.nio.file.*;
import java.util.Arrays;
public class Check {
    public static void main(String[] a) throws Exception {
        System.exit(Arrays.equals(Files.readAllBytes(Path.of(a[1])), Files.readAllBytes(Path.of(a[2]))) ? 0 : 1);
    }
}
`,
  go: `package main
import ("bytes"; "os")
func main() {
	actual, _ := os.ReadFile(os.Args[2])
	expected, _ := os.ReadFile(os.Args[3])
	if !bytes.Equal(actual, expected) { os.Exit(1) }
}
`,
};

const HELPERS: Record<string, CheckerProgram["files"]> = {
  cpp: [
    {
      name: "slurp.h",
      content: "inline std::string slurp(const char *path) { std::ifstream in(path); return {std::istreambuf_iterator<char>(in), {}}; }\n",
    },
  ],
  python: [{ name: "slurp.py", content: "def slurp(path):\n    return open(path).read()\n" }],
};

describe("a checker may be written in", () => {
  it.each(LANGUAGES.map(({ id }) => id))("%s", async (language) => {
    const base = Object.keys(COMPARERS).find((name) => language.startsWith(name))!;
    const program = testlib({ language, source: COMPARERS[base]!, files: HELPERS[base] ?? [] });
    expect((await check(program, { ...REQUEST, actual: REQUEST.expected })).ok).toBe(true);
    expect(await check(program)).toEqual({ ok: false });
  });

  it("compiles once for all outputs", async () => {
    let opened = 0;
    await withContainers(checkers, undefined, async (open) => {
      const program = testlib({ language: "cpp17", source: "int main() {}" });
      const counting = () => (opened++, open());
      const checker = createProgramChecker({ program, open: counting });
      for (let i = 0; i < 5; i++) expect(await checker.check(REQUEST)).toEqual({ ok: true });
    });
    // One to compile, one to run.
    expect(opened).toBe(2);
  });

  it("says why it does not compile", async () => {
    const program = testlib({ language: "cpp17", source: '#include "nothing.h"\n' });
    const compiled = await withContainers(checkers, undefined, (open) => compileChecker({ program, open }));
    expect(compiled).toMatchObject({ ok: false, output: expect.stringContaining("nothing.h: No such file") });
  });
});

/** Each prints 42 with what lies in its other files. */
const SEVERAL_FILES: Record<string, { source: string; files: Record<string, string> }> = {
  cpp20: {
    source: '#include <iostream>\n#include "graph/edge.h"\n#include "part.cpp"\nint main() { std::cout << edge() + part() << "\\n"; }\n',
    files: {
      "graph/edge.h": "int edge();\n",
      "graph/edge.cc": '#include "edge.h"\nint edge() { return 40; }\n',
      // Compiled once: the source includes it.
      "part.cpp": "int part() { return 2; }\n",
    },
  },
  // The class that starts is in another file, and in a package.
  java17: {
    source: "public class Edge { public static int edge() { return 42; } }\n",
    files: {
      "app/Start.java":
        "package app;\npublic class Start { public static void main(String[] a) { System.out.println(new Other().value()); } }\n",
      "app/Other.java": "package app;\nclass Other { int value() { return 42; } }\n",
    },
  },
  python: {
    source: "import part\nfrom graph.edge import edge\nprint(edge() + part.PART)\n",
    files: { "graph/edge.py": "def edge():\n    return 40\n", "part.py": "PART = 2\n" },
  },
  go: {
    source: 'package main\n\nimport "fmt"\n\nfunc main() { fmt.Println(edge()) }\n',
    files: { "edge.go": "package main\n\nfunc edge() int { return 42 }\n", "edge_test.go": "package other\n" },
  },
  javascript: {
    source: 'const { edge } = require("./graph/edge.js");\nconsole.log(edge());\n',
    files: { "graph/edge.js": "exports.edge = () => 42;\n" },
  },
  typescript: {
    source: 'import { edge } from "./graph/edge.js";\nconsole.log(edge());\n',
    files: { "graph/edge.ts": "export const edge = (): number => 42;\n" },
  },
};

describe("a program of several files", () => {
  const test = { sample: true, input: Buffer.alloc(0), output: Buffer.from("42\n") };

  it.each(Object.keys(SEVERAL_FILES))("in %s", async (id) => {
    const { source, files } = SEVERAL_FILES[id]!;
    const result = await judge({
      ...{
        engine: createContainerEngine("sandbox", sandbox),
        language: findLanguage(id)!,
        source,
        checker: tokens,
        scorer: createScorer(PASS_FAIL, []),
      },
      files: Object.entries(files).map(([path, content]) => ({ path, content: Buffer.from(content) })),
      tests: { count: 1, read: () => Promise.resolve(test) },
      limits: { timeLimitMs: 5000, memoryLimitKb: 262_144 },
    });
    expect(result).toMatchObject({ compilerOutput: "", verdict: "ACCEPTED" });
  });

  it("may be a checker", async () => {
    const { source, files } = SEVERAL_FILES.cpp20!;
    const named = Object.entries(files).map(([name, content]) => ({ name, content }));
    const program = testlib({ language: "cpp20", source: source.replace("std::cout << ", "return 42 != "), files: named });
    expect(await check({ ...program, source: program.source.replace(' << "\\n"', "") })).toEqual({ ok: true });
  });
});

describe("judging with a checker program", () => {
  const test = { sample: true, input: Buffer.from("1\n"), output: Buffer.from("s3cret-answer\n") };
  const tests = { count: 3, read: () => Promise.resolve(test) };
  const limits = { timeLimitMs: 2000, memoryLimitKb: 65_536 };
  const language = findLanguage("python")!;

  const judgeWith = (program: CheckerProgram, source: string, stopOnFirstFailure = true) =>
    withContainers(checkers, undefined, (open) =>
      judge({
        engine: createContainerEngine("sandbox", sandbox),
        language,
        source,
        tests,
        limits,
        scorer: createScorer({ ...PASS_FAIL, stopOnFirstFailure }, []),
        checker: createProgramChecker({ program, open }),
      }),
    );

  it("records verdict, points and messages of each test", async () => {
    const { verdict, tests: results } = await judgeWith(ending(7, "points 0.25 a quarter\n"), "print(1)\n");
    expect(verdict).toBe("ACCEPTED");
    expect(results).toHaveLength(3);
    expect(results[2]).toMatchObject({ verdict: "ACCEPTED", points: 0.25, message: null, judgeMessage: "points 0.25 a quarter" });
  });

  it("ends with the checker's own failure as a system error, whatever the mode", async () => {
    const result = await judgeWith(ending(3, "FAIL\n"), "print(1)\n", false);
    expect(result).toMatchObject({ verdict: "SYSTEM_ERROR", detail: "CHECKER", testsPassed: 0 });
    expect(result.tests).toEqual([
      expect.objectContaining({
        verdict: "SYSTEM_ERROR",
        detail: "CHECKER",
        judgeMessage: "The checker reported a failure. It said: FAIL",
      }),
    ]);
  });

  it("does not start it if the program fails", async () => {
    const result = await judgeWith(ending(3), "raise SystemExit(1)\n");
    expect(result).toMatchObject({ verdict: "RUNTIME_ERROR", detail: "exit code 1" });
  });

  it("shows neither checker nor answer to the submission", async () => {
    const search = `import os, sys
seen = ""
for folder in "/box", "/work", "/tmp", "/out", "/dev/shm", "/proc/self/fd":
    for name in os.listdir(folder):
        path = folder + "/" + name
        if folder == "/proc/self/fd" and int(name) < 3: continue
        seen += name + " "
        try: seen += open(path).read()
        except OSError: pass
print("s3cret" in seen.replace("'s3cret'", "").replace('"s3cret"', ""), sorted(os.listdir("/box")))
`;
    const { runs } = await withContainers(checkers, undefined, (open) =>
      runOnce({
        ...{ engine: createContainerEngine("sandbox", sandbox), language, source: search, limits, inputs: [test, test] },
        checker: createProgramChecker({ program: ending(0, "s3cret message"), open }),
      }),
    );
    expect(runs.map(({ stdout }) => stdout)).toEqual(["False ['main.py']\n", "False ['main.py']\n"]);
  });
});
