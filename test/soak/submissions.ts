/** What a soak submits: solutions and mistakes in every language, and hostile programs, each with the verdicts it may get. */
import { extname } from "node:path";
import { hostileSource } from "../judge/hostile/source.js";
import type { Code } from "../support/scenario.js";

export interface Sample extends Code {
  name: string;
  verdicts: readonly string[];
}

const LANGUAGES: Record<string, string> = {
  ".py": "python",
  ".js": "javascript",
  ".ts": "typescript",
  ".cpp": "cpp17",
  ".java": "java17",
  ".go": "go",
};

/** Each prints the sum of the first two numbers of its input. */
const SOLUTIONS: Record<string, string> = {
  python: "a, b = input().split()[:2]\nprint(int(a) + int(b))\n",
  javascript: 'const [a, b] = require("node:fs").readFileSync(0, "utf8").split(/\\s+/);\nconsole.log(Number(a) + Number(b));\n',
  typescript:
    'import { readFileSync } from "node:fs";\nconst [a, b]: string[] = readFileSync(0, "utf8").split(/\\s+/);\nconsole.log(Number(a) + Number(b));\n',
  cpp17: "#include <bits/stdc++.h>\nint main() {\n  long a, b;\n  std::cin >> a >> b;\n  std::cout << a + b << std::endl;\n}\n",
  java17:
    "import java.util.Scanner;\npublic class Main {\n  public static void main(String[] args) {\n    Scanner in = new Scanner(System.in);\n    System.out.println(in.nextInt() + in.nextInt());\n  }\n}\n",
  go: 'package main\n\nimport "fmt"\n\nfunc main() {\n\tvar a, b int\n\tfmt.Scan(&a, &b)\n\tfmt.Println(a + b)\n}\n',
};

const MISTAKES: readonly [language: string, verdict: string, source: string][] = [
  ["python", "WRONG_ANSWER", "print(1)"],
  ["python", "RUNTIME_ERROR", "print([][1])"],
  ["python", "COMPILATION_ERROR", "def f(:"],
  ["python", "TIME_LIMIT_EXCEEDED", "import time\ntime.sleep(10**6)"],
  ["javascript", "RUNTIME_ERROR", "null.x"],
  ["typescript", "COMPILATION_ERROR", 'const x: number = "text";'],
  ["cpp17", "RUNTIME_ERROR", "int main() { __builtin_trap(); }"],
  ["cpp17", "COMPILATION_ERROR", "int main() { return x; }"],
  ["java17", "COMPILATION_ERROR", "class Main {"],
  ["go", "WRONG_ANSWER", "package main\n\nfunc main() {}\n"],
  ["go", "RUNTIME_ERROR", "package main\n\nfunc main() { panic(1) }\n"],
];

const MEMORY = ["MEMORY_LIMIT_EXCEEDED"];
const TIME = ["TIME_LIMIT_EXCEEDED"];
const OUTPUT = ["OUTPUT_LIMIT_EXCEEDED"];
const NOT_COMPILED = ["COMPILATION_ERROR"];
/** It gives up or goes on, as it likes: what counts is that it gets a verdict, and gained nothing. */
const FAILED = ["WRONG_ANSWER", "RUNTIME_ERROR"];

const HOSTILE: Record<string, readonly string[]> = {
  "fork-bomb.cpp": [...FAILED, ...TIME],
  "thread-bomb.cpp": FAILED,
  "thread-bomb.go": [...FAILED, ...MEMORY],
  "spawn-bomb.ts": [...FAILED, ...TIME],
  "zombies.py": FAILED,
  "memory-heap.py": MEMORY,
  "memory-mapped.cpp": MEMORY,
  "memory-memfd.py": MEMORY,
  "memory-pipes.py": [...FAILED, ...MEMORY],
  "memory-inodes.py": [...FAILED, ...MEMORY],
  "memory-out.go": MEMORY,
  "memory-heap.go": MEMORY,
  "memory-buffers.js": MEMORY,
  "memory-wasm.js": MEMORY,
  "MemoryOffHeap.java": MEMORY,
  "memory-in-children.py": MEMORY,
  "output-stdout.cpp": [...OUTPUT, ...FAILED],
  "output-sendfile.py": [...OUTPUT, ...FAILED],
  "OutputFlood.java": [...OUTPUT, ...FAILED, ...TIME],
  "sleeper.py": [...FAILED, ...TIME],
  "busy-loop.cpp": TIME,
  "busy-children.py": TIME,
  "busy-daemon.py": TIME,
  "descriptors.py": FAILED,
  "raise-limit.py": [...FAILED, ...OUTPUT],
  "out-special.py": FAILED,
  "out-symlink.py": FAILED,
  "out-sparse.py": FAILED,
  "kill-everything.py": FAILED,
  "kill-everything.go": FAILED,
  "KillProcesses.java": FAILED,
  "forged-result.cpp": FAILED,
  "exit-of-another.py": FAILED,
  "read-files.ts": FAILED,
  "read-environment.py": FAILED,
  "read-init-memory.py": FAILED,
  "new-namespaces.cpp": FAILED,
  "network-inspector.js": FAILED,
  "stdin-overwrite.py": FAILED,
  "devices.py": FAILED,
  "clock-namespace.py": FAILED,
  "compile-includes.cpp": NOT_COMPILED,
  "compile-reference.ts": NOT_COMPILED,
  "compile-size.cpp": FAILED,
  "include-file.cpp": NOT_COMPILED,
  "CompileConstants.java": NOT_COMPILED,
};

const ORDINARY: readonly Sample[] = [
  ...Object.entries(SOLUTIONS).map(([language, source]) => ({ name: `${language} solution`, language, source, verdicts: ["ACCEPTED"] })),
  ...MISTAKES.map(([language, verdict, source]) => ({ name: `${language} ${verdict}`, language, source, verdicts: [verdict] })),
];
const ATTACKS: readonly Sample[] = Object.entries(HOSTILE).map(([program, verdicts]) => ({
  name: program,
  language: LANGUAGES[extname(program)]!,
  source: hostileSource(program),
  verdicts,
}));

/** Whether it is about the limit of time. Any other has room for a machine that is slow or busy. */
export const runsOutOfTime = ({ verdicts }: Sample) => verdicts.includes("TIME_LIMIT_EXCEEDED");

/** By turns an ordinary and a hostile one; no source is sent twice, so that each is really compiled. */
export function sampleNumber(index: number): Sample {
  const list = index % 2 === 0 ? ORDINARY : ATTACKS;
  const sample = list[(index >> 1) % list.length]!;
  return { ...sample, source: `${sample.source}\n${sample.language === "python" ? "#" : "//"} ${index}\n` };
}

/** A program that ends well. */
export const CALM: Sample = ORDINARY[0]!;

/** One of each. */
export const KINDS = 2 * Math.max(ORDINARY.length, ATTACKS.length);
