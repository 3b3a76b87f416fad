/** Function problems in the real sandbox: every language and type, own prints, failures, and code that tries to pass without a result. */
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { values } from "../../src/judge/checkers/values.js";
import { functionPartner } from "../../src/judge/functions/function-partner.js";
import { functionProgram, starterOf } from "../../src/judge/functions/function-program.js";
import { canonicalResult } from "../../src/judge/functions/function-tests.js";
import { typed, type FunctionSignature } from "../../src/judge/functions/signature.js";
import { createContainerEngine } from "../../src/judge/engines/container-engine.js";
import { findLanguage } from "../../src/judge/languages/index.js";
import { runOnce, type RunOnceResult, type RunOutput } from "../../src/judge/run-once.js";
import { createLocalSandbox } from "../../src/judge/sandbox/local-sandbox.js";
import type { BoxFile, Sandbox } from "../../src/judge/sandbox/sandbox.js";
import { startLauncher } from "../support/launcher.js";
import { FUNCTION_CASES } from "./functions/programs.js";

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

const SIX = ["python", "javascript", "typescript", "cpp17", "java17", "go"];
const LIMITS = { timeLimitMs: 2000, memoryLimitKb: 262_144 };

interface Given {
  language: string;
  signature: FunctionSignature;
  source: string;
  files?: BoxFile[];
  drivers?: Record<string, string>;
}

async function runAll(
  { language: id, signature, source, files, drivers = {} }: Given,
  tests: { input: string; output?: string }[],
): Promise<RunOnceResult> {
  const language = findLanguage(id)!;
  const program = functionProgram(language, { signature, drivers }, source);
  const inputs = tests.map(({ input, output }) => ({
    input: Buffer.from(input),
    ...(output !== undefined && { expected: Buffer.from(canonicalResult(typed(signature), output)) }),
  }));
  const engine = createContainerEngine("sandbox", sandbox);
  const request = { engine, language, source: program.source, entry: program.entry, files, limits: LIMITS, checker: values };
  return runOnce({ ...request, inputs, partner: functionPartner(program) });
}

const DOUBLED: FunctionSignature = { name: "doubleIt", parameters: [{ name: "value", type: "int" }], result: "int", mayFail: false };

async function run(language: string, source: string, signature = DOUBLED): Promise<RunOutput> {
  const { compiled, compilerOutput, runs } = await runAll({ language, signature, source }, [{ input: "21", output: "42" }]);
  if (!compiled) throw new Error(`did not compile: ${compilerOutput}`);
  return runs[0]!;
}

async function compilerOutput(language: string, source: string): Promise<string> {
  const result = await runAll({ language, signature: DOUBLED, source }, [{ input: "21" }]);
  expect(result.compiled).toBe(false);
  return result.compilerOutput;
}

describe.each(SIX)("in %s", (language) => {
  it.each(FUNCTION_CASES.map((one) => [one.signature.name, one] as const))(
    "%s passes its tests",
    async (name, { signature, tests, sources }) => {
      const result = await runAll({ language, signature, source: sources[language]! }, tests);
      expect(result.compilerOutput).toBe("");
      expect(result.runs.map(({ verdict, message, stderr }) => ({ verdict, message, stderr: signature.mayFail ? "" : stderr }))).toEqual(
        tests.map(() => ({ verdict: "ACCEPTED", message: null, stderr: "" })),
      );
      expect(new Set(result.runs[0]!.stdout.split("\n").filter(Boolean))).toEqual(new Set(name === "mirrorTree" ? ["visiting"] : []));
    },
  );

  it("a starter compiles once it returns something", async () => {
    for (const { signature } of FUNCTION_CASES.slice(0, 2)) {
      const starter = starterOf(language, signature)!;
      const source = language === "cpp17" ? starter.replace(/\}\s*$/, "    return {};\n}\n") : starter;
      const { compiled, compilerOutput } = await runAll({ language, signature, source }, []);
      expect({ compiled, compilerOutput }).toEqual({ compiled: true, compilerOutput: "" });
    }
  });
});

const WRONG_LINE_3: Record<string, string> = {
  python: "\ndef double_it(value):\n    return [][value]\n",
  javascript: "\nfunction doubleIt(value) {\n  return null.x;\n}\n",
  typescript: "\nfunction doubleIt(value: number): number {\n  throw new Error('boom');\n}\n",
  java17: "\nclass Solution { int doubleIt(int value) {\n  return value / (value - value); } }\n",
  go: "package main\nfunc doubleIt(value int) int {\n\treturn []int{}[value]\n}\n",
};

it.each(Object.entries(WRONG_LINE_3))("a failure in %s names the learner's line and no driver", async (language, source) => {
  const { verdict, stderr } = await run(language, source);
  expect(verdict).toBe("RUNTIME_ERROR");
  expect(stderr).toMatch(language === "python" ? /File "main.py", line 3/ : /[mM]ain\.\w+:3/);
  expect(stderr).not.toMatch(/driver/i);
});

const TYPO_LINE_3: Record<string, string> = {
  python: "\ndef double_it(value):\n    return )\n",
  javascript: "\nfunction doubleIt(value) {\n  return );\n}\n",
  typescript: "\nfunction doubleIt(value: number): number {\n  return text;\n}\n",
  cpp17: "\nint doubleIt(int value) {\n    return text;\n}\n",
  java17: "\nclass Solution { int doubleIt(int value) {\n  return text; } }\n",
  go: "package main\nfunc doubleIt(value int) int {\n\treturn text\n}\n",
};
const OTHER_TYPE_LINE_2: Record<string, string> = {
  typescript: "\nfunction doubleIt(value: string): string {\n  return value;\n}\n",
  cpp17: "\nstd::string doubleIt(std::string value) {\n    return value;\n}\n",
  java17: "\nclass Solution { String doubleIt(String value) { return value; } }\n",
  go: "package main\nfunc doubleIt(value string) string { return value }\n",
};

it.each(Object.entries(TYPO_LINE_3))("the compiler's messages in %s are about the learner's line", async (language, source) => {
  const output = await compilerOutput(language, source);
  expect(findLanguage(language)!.diagnose(output)[0]).toMatchObject({ line: 3, severity: "ERROR" });
  expect(output).not.toMatch(/driver/i);
});

it.each(Object.entries(OTHER_TYPE_LINE_2))("another signature in %s is an error at the function", async (language, source) => {
  const output = await compilerOutput(language, source);
  expect(findLanguage(language)!.diagnose(output)[0]).toMatchObject({ line: 2, severity: "ERROR" });
  expect(output).not.toMatch(/driver\.|Driver\.java/);
});

it.each([
  ["python", "def other(value): return 1\n", "main.py defines no function double_it"],
  ["javascript", "function other() {}\n", "main.js defines no function doubleIt"],
])("a missing function in %s is named", async (language, source, message) => {
  expect(await run(language, source)).toMatchObject({ verdict: "RUNTIME_ERROR", stderr: expect.stringContaining(message) as unknown });
});

describe("no result", () => {
  const NO_RESULT = { verdict: "RUNTIME_ERROR", detail: "NO_RESULT", result: null };

  it.each([
    ["python", "import sys\nprint(42)\nsys.exit(0)\n"],
    ["python", "import os\ndef double_it(value):\n    print('=42', flush=True)\n    os._exit(0)\n"],
    ["javascript", "console.log('=42');\nprocess.exit(0);\n"],
    ["cpp17", 'struct Early { Early() { puts("=42"); exit(0); } } early;\nint doubleIt(int value) { return 0; }\n'],
    ["java17", "class Solution { int doubleIt(int value) { System.out.println(42); System.exit(0); return 42; } }"],
    ["go", 'package main\nimport ("fmt"; "os")\nfunc init() { fmt.Println(42); os.Exit(0) }\nfunc doubleIt(value int) int { return 42 }\n'],
  ])("%s: printing and an early end with 0 are none", async (language, source) => {
    const { stdout, ...others } = await run(language, source);
    expect(others).toMatchObject(NO_RESULT);
    expect(stdout).toContain("42");
  });

  it("standard input has been read before the learner's code starts", async () => {
    expect(
      await run("python", "import sys\ntext = sys.stdin.read()\ndef double_it(value):\n    print(repr(text))\n    return value * 2\n"),
    ).toMatchObject({ verdict: "ACCEPTED", stdout: "''\n" });
    const cpp =
      "std::string text((std::istreambuf_iterator<char>(std::cin)), {});\nint doubleIt(int value) { std::cout << text.size(); return 2 * value; }\n";
    expect(await run("cpp17", cpp)).toMatchObject({ verdict: "ACCEPTED", stdout: "0" });
  });

  it("what the learner redefines does not change the driver", async () => {
    const python =
      "import builtins, os, sys\nbuiltins.len = builtins.str = lambda x: 'no'\nsys.stdout = None\nlen = None\ndef double_it(value): return value * 2\n";
    expect((await run("python", python)).verdict).toBe("ACCEPTED");
    const javascript =
      "JSON.stringify = () => '0'; process.exit = () => {}; process.reallyExit = () => {};\nsetInterval(() => {}, 1000);\nfunction doubleIt(value) { return 2 * value; }\n";
    expect((await run("javascript", javascript)).verdict).toBe("ACCEPTED");
    const cpp = "#define int long long\n#define write read\nlong long doubleIt(int value) { return 2 * value; }\n";
    expect((await run("cpp17", cpp)).verdict).toBe("ACCEPTED");
  });

  it("functions of the learner with names of the driver are not called by it", async () => {
    const signature = { ...DOUBLED, parameters: [{ name: "list", type: "linked_list<int>" }], result: "linked_list<int>" };
    const source =
      "void read(ListNode<int>*&) { abort(); }\nvoid write(ListNode<int>*) { abort(); }\nListNode<int>* doubleIt(ListNode<int>* list) { return list; }\n";
    const { runs } = await runAll({ language: "cpp17", signature, source }, [{ input: "[1, 2]", output: "[1, 2]" }]);
    expect(runs[0]).toMatchObject({ verdict: "ACCEPTED" });
  });

  it("a solution in Python is the module main of main.py", async () => {
    const source = `# -*- coding: latin-1 -*-
import sys
from dataclasses import dataclass
assert __name__ == "main" and sys.modules["main"].__dict__ is globals() and __file__ == "/box/main.py"
assert sys.getprofile() is None
@dataclass
class Pair:
    value: "int"
def double_it(value):
    assert double_it.__code__.co_filename == __file__
    import helper
    return helper.twice(Pair(value))
`;
    const helper = "import main\ndef twice(pair):\n    assert isinstance(pair, main.Pair)\n    return 2 * pair.value\n";
    const files = [{ path: "helper.py", content: Buffer.from(helper) }];
    const { runs } = await runAll({ language: "python", signature: DOUBLED, source, files }, [{ input: "21", output: "42" }]);
    expect(runs[0]).toMatchObject({ verdict: "ACCEPTED", stderr: "" });
  });
});

describe("what is no value of the type", () => {
  it.each([
    ["python", "def double_it(value): return str(value)\n", "int was expected, but the function returned a value of the type str."],
    ["python", "def double_it(value): pass\n", "int was expected, but the function returned a value of the type NoneType."],
    [
      "javascript",
      "function doubleIt(value) { return value / 2; }\n",
      "int was expected, but the function returned a value of the type number.",
    ],
  ])("%s: %s", async (language, source, message) => {
    expect(await run(language, source)).toMatchObject({ verdict: "WRONG_ANSWER", message });
  });

  it("a list with a cycle", async () => {
    const signature = { ...DOUBLED, result: "linked_list<int>" };
    const sources = {
      python: "def double_it(value):\n    node = ListNode(1)\n    node.next = node\n    return node\n",
      cpp17: "ListNode<int>* doubleIt(int value) { auto node = new ListNode<int>(1); node->next = node; return node; }\n",
      java17: "class Solution { ListNode<Integer> doubleIt(int value) { var node = new ListNode<>(1); node.next = node; return node; } }\n",
      go: "package main\nfunc doubleIt(value int) *ListNode[int] { node := &ListNode[int]{Value: 1}; node.Next = node; return node }\n",
    };
    for (const [language, source] of Object.entries(sources)) {
      const { runs } = await runAll({ language, signature, source }, [{ input: "1", output: "[1]" }]);
      expect({ language, ...runs[0] }).toMatchObject({ language, verdict: "WRONG_ANSWER", message: "The linked list has a cycle." });
    }
  });
});

it("several files, and a driver of the author", async () => {
  const file = (path: string, text: string): BoxFile => ({ path, content: Buffer.from(text) });
  const given: Given[] = [
    {
      language: "python",
      signature: DOUBLED,
      source: "from helper import twice as double_it\n",
      files: [file("helper.py", "def twice(x): return 2 * x\n")],
    },
    {
      ...{ language: "cpp17", signature: DOUBLED, source: '#include "helper.h"\nint doubleIt(int value) { return twice(value); }\n' },
      files: [file("helper.h", "int twice(int);\n"), file("helper.cpp", '#include "helper.h"\nint twice(int x) { return 2 * x; }\n')],
    },
    {
      ...{
        language: "typescript",
        signature: DOUBLED,
        source: 'import { twice } from "./helper.js";\nfunction doubleIt(value: number) { return twice(value); }\n',
      },
      files: [file("helper.ts", "export const twice = (x: number): number => 2 * x;\n")],
    },
    {
      ...{ language: "python", signature: DOUBLED, source: "class Doubler:\n    def of(self, value): return 2 * value\n" },
      drivers: {
        python: 'token, value = input(), int(input())\nfrom main import Doubler\nprint(token + "=" + str(Doubler().of(value)))\n',
      },
    },
  ];
  for (const one of given) {
    const { runs, compilerOutput } = await runAll(one, [{ input: "21", output: "42" }]);
    expect({ compilerOutput, verdict: runs[0]?.verdict, stderr: runs[0]?.stderr }).toEqual({
      compilerOutput: "",
      verdict: "ACCEPTED",
      stderr: "",
    });
  }
});

it("a custom input has a result and no verdict", async () => {
  const { runs } = await runAll({ language: "python", signature: DOUBLED, source: "def double_it(value): return value * 2\n" }, [
    { input: "4" },
  ]);
  expect(runs[0]).toMatchObject({ verdict: null, result: "8", stdout: "" });
});
