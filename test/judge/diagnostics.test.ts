/** What compilers and runtimes say in the real sandbox: places in the sender's own file, as text and as data. Runs near the limit. */
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { createContainerEngine } from "../../src/judge/engines/container-engine.js";
import { tokens } from "../../src/judge/checkers/tokens.js";
import { findLanguage } from "../../src/judge/languages/index.js";
import { createScorer } from "../../src/judge/scoring/scorer.js";
import { PASS_FAIL } from "../../src/judge/scoring/scoring.js";
import { judge } from "../../src/judge/pipeline.js";
import { runOnce } from "../../src/judge/run-once.js";
import { createLocalSandbox } from "../../src/judge/sandbox/local-sandbox.js";
import type { Container, ExecOutcome, Sandbox } from "../../src/judge/sandbox/sandbox.js";
import { startLauncher } from "../support/launcher.js";

let launcher: Awaited<ReturnType<typeof startLauncher>>;
let sandbox: Sandbox;
beforeAll(async () => {
  launcher = await startLauncher();
  sandbox = createLocalSandbox({ socketPath: launcher.socketPath, slots: 1 });
}, 600_000);
afterAll(async () => {
  await sandbox.close();
  await launcher.close();
});

const LIMITS = { timeLimitMs: 10_000, memoryLimitKb: 262_144 };

async function run(id: string, source: string) {
  const language = findLanguage(id)!;
  const inputs = [{ input: Buffer.alloc(0) }];
  const { compiled, compilerOutput, runs } = await runOnce({
    engine: createContainerEngine("sandbox", sandbox),
    language,
    source,
    inputs,
    limits: LIMITS,
    checker: tokens,
  });
  return { compiled, compilerOutput, diagnostics: language.diagnose(compilerOutput), stderr: runs[0]?.stderr ?? "" };
}

describe("messages of compilers", () => {
  it.each<[language: string, source: string, expected: object[]]>([
    [
      "cpp17",
      "#include <bits/stdc++.h>\nint main() {\n\treturn x;\n}\n",
      [{ line: 3, column: 9, severity: "ERROR", message: expect.stringContaining("‘x’ was not declared in this scope") }],
    ],
    ["cpp20", '#include "none.h"\n', [{ line: 1, column: 10, severity: "ERROR", message: expect.stringContaining("none.h") }]],
    ["go", 'package main\n\nimport "os"\n\nfunc main() {\n\tx := 1\n}\n', [{ line: 3 }, { line: 6, column: 2, severity: "ERROR" }]],
    [
      "java17",
      'public class Solution {\n  public static void main(String[] a) {\n    int x = "text";\n    foo();\n  }\n}\n',
      [
        { line: 3, column: 13, severity: "ERROR", message: "incompatible types: java.lang.String cannot be converted to int" },
        { line: 4, column: 5, severity: "ERROR", message: "cannot find symbol" },
      ],
    ],
    ["java17", "class A {}\n", [{ line: 1, column: null, message: expect.stringContaining("main") }]],
    [
      "python",
      "def f():\n    if True:\n        x = = 3\n",
      [{ line: 3, column: 13, severity: "ERROR", message: "SyntaxError: invalid syntax" }],
    ],
    [
      "python",
      "def f():\nx = 1\n",
      [{ line: 2, column: 1, message: expect.stringContaining("IndentationError: expected an indented block") }],
    ],
    [
      "javascript",
      "let a = 1;\n\tconst x = ;\n",
      [{ line: 2, column: 12, severity: "ERROR", message: "SyntaxError: Unexpected token ';'" }],
    ],
    [
      "javascript",
      'import { readFileSync } from "node:fs";\nconst x = ;\n',
      [{ line: 2, column: 11, message: expect.stringContaining("SyntaxError") }],
    ],
    [
      "typescript",
      'interface A { b: number }\nconst x: number = "text";\n',
      [{ line: 2, column: 7, severity: "ERROR", message: "TS2322: Type 'string' is not assignable to type 'number'." }],
    ],
  ])("%s: %j", async (language, source, expected) => {
    const { compiled, compilerOutput, diagnostics } = await run(language, source);
    expect(compiled).toBe(false);
    expect({ compilerOutput, diagnostics }).toMatchObject({ diagnostics: expected.map((each) => expect.objectContaining(each)) });
    expect(diagnostics).toHaveLength(expected.length);
    expect(compilerOutput).not.toMatch(/\/box|\/out|file:/);
  });

  it("warnings of a source that compiles are there too", async () => {
    const { compiled, diagnostics } = await run("cpp17", "int main() { }\nint f() {\n  #warning look\n  return 0;\n}\n");
    expect(compiled).toBe(true);
    expect(diagnostics).toEqual([{ line: 3, column: 4, severity: "WARNING", message: expect.stringContaining("look") }]);
  });

  it("are at most fifty, however many there are", () => {
    const output = Array.from({ length: 3000 }, (_, i) => `main.cpp:${i + 1}:1: error: no`).join("\n");
    expect(findLanguage("cpp17")!.diagnose(output)).toHaveLength(50);
  });
});

describe("traces of runtimes name the sender's file and line", () => {
  it.each<[language: string, source: string, place: RegExp]>([
    ["cpp17", "#include <cassert>\n\nint main() {\n  assert(1 == 2);\n}\n", /main\.cpp:4: /],
    ["python", "def f():\n    return [][1]\n\nf()\n", /File "main\.py", line 2, in f/],
    [
      "java17",
      "public class Solution {\n  public static void main(String[] a) {\n    int[] x = {};\n    x[1] = 1;\n  }\n}\n",
      /\(Main\.java:4\)/,
    ],
    ["javascript", "\n\nfunction f() {\n  null.x;\n}\nf();\n", /main\.js:4\b/],
    [
      "typescript",
      "interface A {\n  b: number;\n}\n\nfunction f(a: A): number {\n  throw new Error(`${a.b}`);\n}\nf({ b: 1 });\n",
      /main\.ts:6\b/,
    ],
    ["go", 'package main\n\nimport "os"\n\nfunc main() {\n\t_ = os.Args[7]\n}\n', /\bmain\.go:6\b/],
  ])("%s", async (language, source, place) => {
    const { stderr } = await run(language, source);
    expect(stderr).toMatch(place);
    expect(stderr).not.toMatch(/\/box\/main\.|\/out\//i);
  });
});

describe("a run near the time limit", () => {
  /** Uses the CPU time that its input says, in milliseconds; after the first run, what its second number says. */
  const BURN = `import time
def burn(ms):
    end = time.process_time() + ms / 1000
    while time.process_time() < end: pass
burn(int(input()))
print("done")
`;

  /** The real sandbox, which reports for the runs of the program the CPU times given, if it was not stopped. */
  const reporting = (...cpuMs: number[]): Sandbox & { runs: ExecOutcome[] } => {
    const runs: ExecOutcome[] = [];
    const counting = (container: Container): Container => ({
      put: (files) => container.put(files),
      collect: (limits) => container.collect(limits),
      companion: () => container.companion(),
      interact: (request) => container.interact(request),
      close: () => container.close(),
      async exec(request) {
        const outcome = await container.exec(request);
        if (request.argv.includes("-c")) return outcome;
        const reported = outcome.stopped === null ? { ...outcome, cpuMs: cpuMs[runs.length] ?? outcome.cpuMs } : outcome;
        runs.push(reported);
        return reported;
      },
    });
    return Object.assign(Object.create(sandbox) as Sandbox, { runs, open: async () => counting(await sandbox.open()) });
  };

  const judged = async (source: string, input: string, on: ReturnType<typeof reporting>) => {
    const tests = { count: 1, read: () => Promise.resolve({ sample: false, input: Buffer.from(input), output: Buffer.from("done") }) };
    const language = findLanguage("python")!;
    const limits = { timeLimitMs: 1000, memoryLimitKb: 262_144 };
    return judge({
      engine: createContainerEngine("sandbox", on),
      language,
      source,
      tests,
      limits,
      checker: tokens,
      scorer: createScorer(PASS_FAIL, []),
    });
  };

  it("goes on to a tenth above the limit, and is repeated in the same container", async () => {
    const on = reporting(1050, 980);
    expect(await judged(BURN, "1", on)).toMatchObject({ verdict: "ACCEPTED", maxCpuMs: 980, tests: [{ repeated: true }] });
    expect(on.runs).toHaveLength(2);
  });

  it("a loop is stopped once, at a tenth above the limit", async () => {
    const on = reporting();
    expect(await judged("while True: pass\n", "1", on)).toMatchObject({ verdict: "TIME_LIMIT_EXCEEDED", tests: [{ repeated: false }] });
    expect(on.runs).toHaveLength(1);
    expect(on.runs[0]!.stopped).toBe("cpu");
    expect(on.runs[0]!.cpuMs).toBeGreaterThan(1050);
  });
});
