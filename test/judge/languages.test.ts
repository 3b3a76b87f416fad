/** Every language in the real sandbox: what each verdict looks like in it, and what a program may rely on. */
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { createContainerEngine } from "../../src/judge/engines/container-engine.js";
import { tokens } from "../../src/judge/checkers/tokens.js";
import { findLanguage, LANGUAGES } from "../../src/judge/languages/index.js";
import { HELLO, type Language } from "../../src/judge/languages/language.js";
import { runOnce, type RunOnceResult, type RunOutput } from "../../src/judge/run-once.js";
import { createLocalSandbox } from "../../src/judge/sandbox/local-sandbox.js";
import type { Sandbox } from "../../src/judge/sandbox/sandbox.js";
import { startLauncher } from "../support/launcher.js";
import { proven } from "../support/proofs.js";

let launcher: Awaited<ReturnType<typeof startLauncher>>;
let sandbox: Sandbox;
beforeAll(async () => {
  launcher = await startLauncher();
  sandbox = createLocalSandbox({ socketPath: launcher.socketPath, slots: 1 });
});
afterAll(async () => {
  await sandbox.close();
  await launcher.close();
});

const LIMITS = { timeLimitMs: 1000, memoryLimitKb: 131_072 };

function runAll(language: string, source: string, inputs: (string | Buffer)[], limits = LIMITS): Promise<RunOnceResult> {
  const request = { engine: createContainerEngine("sandbox", sandbox), language: findLanguage(language)!, source, limits, checker: tokens };
  return runOnce({ ...request, inputs: inputs.map((input) => ({ input: Buffer.from(input) })) });
}

async function run(language: string, source: string, input: string | Buffer = "", limits = LIMITS): Promise<RunOutput> {
  const { compiled, compilerOutput, runs } = await runAll(language, source, [input], limits);
  if (!compiled) throw new Error(`did not compile: ${compilerOutput}`);
  return runs[0]!;
}

const java = (body: string, imports = ""): string =>
  `${imports}\npublic class Main { static long depth(int n) { return n == 0 ? 0 : 1 + depth(n - 1); } public static void main(String[] a) throws Exception { ${body} } }`;
const goMain = (imports: string, body: string, before = ""): string =>
  `package main\nimport (${imports})\n${before}\nfunc main() {\n${body}\n}\n`;

type PerLanguage = Record<string, string>;
/** The standards of C++ share their programs. */
const programOf = (programs: PerLanguage, id: string): string => programs[id.startsWith("cpp") ? "cpp17" : id]!;

const COMPILE_ERROR: PerLanguage = {
  python: "def f(:\n  pass\n",
  javascript: "const x = ;\n",
  typescript: 'const x: number = "text";\nconsole.log(x);\n',
  cpp17: "int main() { return x; }\n",
  java17: 'public class Main { public static void main(String[] a) { int x = "text"; } }',
  go: goMain('"fmt"', "x := 1"),
};
const EXIT_3: PerLanguage = {
  python: "exit(3)",
  javascript: "process.exit(3)",
  typescript: "process.exit(3)",
  cpp17: "int main() { return 3; }",
  java17: java("System.exit(3);"),
  go: goMain('"os"', "os.Exit(3)"),
};
const UNCAUGHT: PerLanguage = {
  python: "print([][1])",
  javascript: "null.x",
  typescript: "throw new Error('boom');",
  cpp17: '#include <stdexcept>\nint main() { throw std::runtime_error("boom"); }',
  java17: java('int[] x = new int[1]; x[Integer.parseInt("5")] = 1;'),
  go: goMain('"os"', "_ = os.Args[7]"),
};
const ENDLESS: PerLanguage = {
  python: "while True: pass",
  javascript: "for (;;);",
  typescript: "for (;;);",
  cpp17: "int main() { volatile unsigned x = 0; for (;;) x++; }",
  java17: java("long x = 0; while (true) x++;"),
  go: goMain("", "for {}"),
};
const SLEEPING: PerLanguage = {
  python: "import time\ntime.sleep(60)",
  javascript: "setTimeout(() => {}, 60_000)",
  typescript: "await new Promise((resolve) => setTimeout(resolve, 60_000));",
  cpp17: "#include <unistd.h>\nint main() { sleep(60); }",
  java17: java("Thread.sleep(60000);"),
  go: goMain('"time"', "time.Sleep(time.Minute)"),
};
const HUNGRY: PerLanguage = {
  python: "x = []\nwhile True: x.append(bytearray(1 << 20))",
  javascript: "const x = []; for (;;) x.push(new Array(1000).fill(x.length));",
  typescript: "const x: number[][] = []; for (;;) x.push(new Array<number>(1000).fill(x.length));",
  cpp17: "#include <vector>\n#include <cstring>\nint main() { for (;;) memset(new char[1 << 20], 1, 1 << 20); }",
  java17: java("List<int[]> x = new ArrayList<>(); while (true) x.add(new int[100000]);", "import java.util.*;"),
  go: goMain("", "for { b := make([]byte, 1<<20); for i := range b { b[i] = 1 }; x = append(x, b) }", "var x [][]byte"),
};
/** Refused at once by the system, or thrown by the runtime. */
const ONE_HUGE_BLOCK: PerLanguage = {
  python: "x = bytearray(1 << 46)",
  javascript: "const x = []; for (;;) x.push(Buffer.alloc(16 << 20, 1));",
  typescript: "const x: Buffer[] = []; for (;;) x.push(Buffer.alloc(16 << 20, 1));",
  cpp17: "#include <vector>\nint main() { std::vector<char> x(1ull << 46); return x[5]; }",
  java17: java("long[] x = new long[1 << 30]; System.out.println(x[5]);"),
  go: goMain("", "x = make([]byte, n)\nx[5] = 1", "var n = 1 << 46\nvar x []byte"),
};
const TALKATIVE: PerLanguage = {
  python: "while True: print('x' * 1000)",
  javascript: "const { writeSync } = require('fs'); for (;;) writeSync(1, 'x'.repeat(100_000));",
  typescript: "import { writeSync } from 'fs'; for (;;) writeSync(1, 'x'.repeat(100_000));",
  cpp17: '#include <cstdio>\nint main() { for (;;) puts("xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"); }',
  java17: java("byte[] x = new byte[100000]; while (true) System.out.write(x);"),
  go: goMain('"os"', "x := make([]byte, 100000)\nfor { os.Stdout.Write(x) }"),
};
const STDERR: PerLanguage = {
  python: "import sys\nprint('note', file=sys.stderr)\nprint('out')",
  javascript: "console.error('note'); console.log('out')",
  typescript: "console.error('note'); console.log('out')",
  cpp17: '#include <iostream>\nint main() { std::cerr << "note\\n"; std::cout << "out\\n"; }',
  java17: java('System.err.println("note"); System.out.println("out");'),
  go: goMain('"fmt"; "os"', 'fmt.Fprintln(os.Stderr, "note"); fmt.Println("out")'),
};
/** 200,000 calls deep, as a depth-first search on a path is. */
const DEEP: PerLanguage = {
  python: "import sys\nsys.setrecursionlimit(10**6)\ndef d(n): return 0 if n == 0 else 1 + d(n - 1)\nprint(d(200000))",
  javascript: "const d = (n) => (n === 0 ? 0 : 1 + d(n - 1)); console.log(d(200000))",
  typescript: "const d = (n: number): number => (n === 0 ? 0 : 1 + d(n - 1)); console.log(d(200000))",
  cpp17:
    "#include <iostream>\nlong d(int n) { volatile char pad[200]; pad[0] = 1; return n == 0 ? 0 : pad[0] + d(n - 1); }\nint main() { std::cout << d(200000); }",
  java17: java("System.out.println(depth(200000));"),
  go: goMain('"fmt"', "fmt.Println(d(200000))", "func d(n int) int { if n == 0 { return 0 }; return 1 + d(n-1) }"),
};

const ALL = LANGUAGES.map(({ id }) => id);
/** Whose runs are limited in the same way whatever the language is; one is interpreted, one compiled. */
const LIMITED = proven(ALL, ["python", "cpp17"]);
/** The standards of C++ differ in compiling only. */
const RUNTIMES = proven(
  ALL,
  ALL.filter((id) => !id.startsWith("cpp") || id === "cpp17"),
);

describe.each(ALL)("%s", (id) => {
  const language = findLanguage(id)!;

  it("says hello", async () => {
    expect(await run(id, language.hello)).toMatchObject({ verdict: null, stdout: HELLO, stderr: "" });
  });

  it("adds numbers with what an editor shows first", async () => {
    expect(await run(id, language.starter, "1 2\n39")).toMatchObject({ verdict: null, stdout: "42\n", stderr: "" });
  });

  it("refuses what does not compile, and names the line without a path of ours", async () => {
    const { compiled, compilerOutput } = await runAll(id, programOf(COMPILE_ERROR, id), [""]);
    expect(compiled).toBe(false);
    expect(compilerOutput).toMatch(new RegExp(`${language.fileName}.{1,10}\\d`));
    expect(compilerOutput).not.toMatch(/\/box|\/out|\/opt|node:internal/);
  });
});

describe.each(RUNTIMES)("%s", (id) => {
  it("reports what nobody caught", async () => {
    const result = await run(id, programOf(UNCAUGHT, id));
    expect(result.verdict).toBe("RUNTIME_ERROR");
    expect(result.stderr).not.toBe("");
  });

  it("tells the end of memory from a crash", async () => {
    const limits = { ...LIMITS, timeLimitMs: 5000 };
    const { verdict, detail } = await run(id, programOf(HUNGRY, id), "", limits);
    expect({ verdict, detail }).toEqual({ verdict: "MEMORY_LIMIT_EXCEEDED", detail: null });
    expect((await run(id, programOf(ONE_HUGE_BLOCK, id), "", limits)).verdict).toBe("MEMORY_LIMIT_EXCEEDED");
  });

  it("lets a recursion go 200,000 calls deep", async () => {
    expect((await run(id, programOf(DEEP, id), "", { ...LIMITS, memoryLimitKb: 262_144 })).stdout.trim()).toBe("200000");
  });
});

describe.each(LIMITED)("%s", (id) => {
  const language = findLanguage(id)!;

  it("reports an exit code", async () => {
    expect(await run(id, programOf(EXIT_3, id))).toMatchObject({ verdict: "RUNTIME_ERROR", detail: "exit code 3" });
  });

  it("stops a loop by its CPU time", async () => {
    expect(await run(id, programOf(ENDLESS, id))).toMatchObject({ verdict: "TIME_LIMIT_EXCEEDED", detail: "CPU" });
  });

  it("stops a sleeper by the clock", async () => {
    const result = await run(id, programOf(SLEEPING, id), "", { ...LIMITS, timeLimitMs: 300 });
    expect(result).toMatchObject({ verdict: "TIME_LIMIT_EXCEEDED", detail: "WALL" });
    expect(result.cpuMs).toBeLessThan(300);
  });

  it("stops endless output", async () => {
    expect(await run(id, programOf(TALKATIVE, id), "", { ...LIMITS, timeLimitMs: 5000 })).toMatchObject({
      verdict: "OUTPUT_LIMIT_EXCEEDED",
    });
  });

  it("keeps standard error apart", async () => {
    expect(await run(id, programOf(STDERR, id))).toMatchObject({ verdict: null, stdout: "out\n", stderr: "note\n" });
  });

  it("reads five megabytes of input", async () => {
    const lines = Array.from({ length: 500_000 }, (_, i) => `${i % 9_999_999}\n`);
    const sum = lines.reduce((total, line) => total + Number(line), 0);
    const input = Buffer.from(lines.join(" ".repeat(4)));
    expect((await run(id, language.starter, input, { timeLimitMs: 10_000, memoryLimitKb: 262_144 })).stdout).toBe(`${sum}\n`);
  });

  it("starts afresh for each input", async () => {
    const { runs } = await runAll(id, language.starter, ["1", "2", "3"]);
    expect(runs.map(({ stdout }) => stdout)).toEqual(["1\n", "2\n", "3\n"]);
  });
});

describe("friendliness", () => {
  const accepted = async (language: Language["id"], source: string, stdout: string): Promise<void> => {
    expect(await run(language, source)).toMatchObject({ verdict: null, stdout, stderr: "" });
  };

  it("javascript and typescript mix import, require() and a top-level await", async () => {
    const source =
      'import { EOL } from "node:os";\nconst path = require("path");\nawait null;\nconsole.log(path.join("a", "b") + EOL.length);';
    await accepted("javascript", source, "a/b1\n");
    await accepted("typescript", source, "a/b1\n");
  });

  it("javascript has CommonJS without import", () => accepted("javascript", "console.log(require.main === module)", "true\n"), 120_000);

  it(
    "typescript may use names that a browser has taken",
    () => accepted("typescript", 'const name = "a"; const crypto = 3; const event = "b"; console.log(name, crypto, event);', "a 3 b\n"),
    300_000,
  );

  it("java finds main in any class, file name or package", async () => {
    const main = (name: string, modifiers = "") =>
      `${modifiers} class ${name} { public static void main(String[] a) { System.out.println("${name}"); } }`;
    await accepted("java17", main("Solution", "public"), "Solution\n");
    await accepted("java17", `class Helper { }\n${main("Start")}`, "Start\n");
    await accepted("java17", `package org.example;\n${main("Packed", "public")}`, "Packed\n");
  });

  it("java without main is a compilation error that says so", async () => {
    expect((await runAll("java17", "class A { }", [""])).compilerOutput).toContain("public static void main");
  });

  it("python has exit(), long numbers and one order of sets", async () => {
    await accepted("python", "print(len(str(10 ** 5000)))\nexit()", "5001\n");
    const source = 'print({"a", "b", "c", "d", "e"})';
    expect((await run("python", source)).stdout).toBe((await run("python", source)).stdout);
  });

  it("text is UTF-8 everywhere", async () => {
    await accepted("python", 'print("żółw €")', "żółw €\n");
    await accepted("java17", java('System.out.println("żółw €");'), "żółw €\n");
    await accepted("cpp17", '#include <cstdio>\nint main() { puts("żółw €"); }', "żółw €\n");
  });

  it("cpp17 names the signal", async () => {
    expect(await run("cpp17", "#include <csignal>\nint main() { raise(SIGSEGV); }")).toMatchObject({
      verdict: "RUNTIME_ERROR",
      detail: "SIGSEGV",
    });
    expect(await run("cpp17", "int main() { volatile int seven = 7, zero = 0; return seven / zero; }")).toMatchObject({ detail: "SIGFPE" });
    expect(await run("cpp17", "#include <cstdlib>\nint main() { abort(); }")).toMatchObject({ detail: "SIGABRT" });
  });
});
