export interface Program {
  what: string;
  language: string;
  source: string;
  prints?: string;
  /** Null, the default: it ends well. */
  verdict?: string;
  input?: string;
  memoryLimitMb?: number;
}

const BOM = "\uFEFF";

const javaMain = (prints: string) => `{ public static void main(String[] args) { System.out.println("${prints}"); } }`;
const java = (body: string, imports = "import java.util.*; import java.io.*;") =>
  `${imports}\npublic class Main {\n  public static void main(String[] args) throws Exception {\n${body}\n  }\n}\n`;
const cppMain = (body: string, before = "#include <bits/stdc++.h>\nusing namespace std;") => `${before}\nint main() {\n${body}\n}\n`;

const THREADS = 64;

/** By topic. */
export const PROGRAMS: Readonly<Record<string, readonly Program[]>> = {
  "memory up to the limit": [
    ["an array of 191 MiB at 256 MiB", 256, "int[] a = new int[50_000_000]; a[49_999_999] = 7; System.out.println(a[49_999_999]);"],
    ["an array of 48 MiB at 64 MiB", 64, "int[] a = new int[12_582_912]; a[5] = 7; System.out.println(a[5]);"],
    ["an array of 252 MiB at 256 MiB", 256, "byte[] a = new byte[252 << 20]; a[5] = 7; System.out.println(a[5]);"],
    [
      "small objects of 230 MiB at 256 MiB",
      256,
      "List<byte[]> all = new ArrayList<>(); for (int i = 0; i < 230 * 1024; i++) all.add(new byte[1000]); System.out.println(all.size() > 0 ? 7 : 0);",
    ],
  ]
    .map(([what, memoryLimitMb, body]): Program => {
      return {
        what: what as string,
        language: "java17",
        memoryLimitMb: memoryLimitMb as number,
        source: java(body as string),
        prints: "7\n",
      };
    })
    .concat([
      {
        what: "an array above the limit is not",
        language: "java17",
        memoryLimitMb: 64,
        source: java("int[] a = new int[18_000_000]; System.out.println(a[5]);"),
        verdict: "MEMORY_LIMIT_EXCEEDED",
      },
      {
        what: "small objects above the limit are not",
        language: "java17",
        memoryLimitMb: 64,
        source: java(
          "List<byte[]> all = new ArrayList<>(); for (int i = 0; i < 80 * 1024; i++) all.add(new byte[1000]); System.out.println(all.size());",
        ),
        verdict: "MEMORY_LIMIT_EXCEEDED",
      },
    ]),

  "the class that Java starts": [
    {
      what: "the public one",
      language: "java17",
      source: `class Checks ${javaMain("checks")}\npublic class Solution ${javaMain("solution")}\n`,
      prints: "solution\n",
    },
    {
      what: "else the first in the source",
      language: "java17",
      source: `class Zebra ${javaMain("zebra")}\nclass Ant ${javaMain("ant")}\nclass Main { }\n`,
      prints: "zebra\n",
    },
    {
      what: "a public interface, and main with variable arguments",
      language: "java17",
      source: 'public interface Start { static void main(String... args) { System.out.println("interface"); } }\n',
      prints: "interface\n",
    },
    {
      what: "a record, an enum beside it",
      language: "java17",
      source:
        'enum Kind { A { int f() { return 1; } }; abstract int f(); }\nrecord Run(int x) { public static void main(String[] args) { System.out.println(new Run(3) + " " + Kind.A.f()); } }\n',
      prints: "Run[x=3] 1\n",
    },
    {
      what: "an inherited main",
      language: "java17",
      source: `class Base ${javaMain("base")}\npublic class Main extends Base { }\n`,
      prints: "base\n",
    },
    {
      what: "a nested class, where no other has main",
      language: "java17",
      source: `class Outer { static class Inner ${javaMain("inner")} }\n`,
      prints: "inner\n",
    },
    {
      what: "an import after a helper class's comment, and a package",
      language: "java17",
      source: `package org.example.deep;\n/* class No { public static void main } */\nimport java.util.*;\nclass Node { int x; }\npublic class Packed { public static void main(String[] a) { System.out.println(List.of(1, 2)); } }\n`,
      prints: "[1, 2]\n",
    },
    {
      what: "a name that is not ASCII",
      language: "java17",
      source: `public class Lösung ${javaMain("gelöst")}\n`,
      prints: "gelöst\n",
    },
    {
      what: "a text block with an escaped quotation mark before it",
      language: "java17",
      source: `class Texts { static final String T = """\n  a \\"""{ b\n  """; }\npublic class Blocks { public static void main(String[] a) { System.out.print(Texts.T); } }\n`,
      prints: 'a """{ b\n',
    },
    {
      what: "sealed interfaces, switches and patterns",
      language: "java17",
      source: `sealed interface Shape permits Circle, Square { }\nrecord Circle(double r) implements Shape { }\nrecord Square(double a) implements Shape { }\npublic class Shapes { static double area(Shape s) { if (s instanceof Circle c) return c.r(); return switch ("x") { case "x" -> ((Square) s).a(); default -> 0; }; }\n public static void main(String[] a) { System.out.println(area(new Circle(2)) + area(new Square(3))); } }\n`,
      prints: "5.0\n",
    },
  ],

  "the source as a file": [
    ...(
      [
        ["python", "print('ok')\n"],
        ["javascript", "console.log('ok');\n"],
        ["typescript", "console.log('ok');\n"],
        ["cpp17", '#include <cstdio>\nint main() { puts("ok"); }\n'],
        ["java17", `public class Main ${javaMain("ok")}\n`],
        ["go", 'package main\n\nimport "fmt"\n\nfunc main() { fmt.Println("ok") }\n'],
      ] as const
    ).map(([language, source]) => ({
      what: "a byte order mark, CRLF and no newline at the end",
      language,
      source: BOM + source.trimEnd().replaceAll("\n", "\r\n"),
      prints: "ok\n",
    })),
    {
      what: "an encoding line, tabs and a form feed",
      language: "python",
      source: "# -*- coding: utf-8 -*-\n\f\nif True:\n\tprint('żółw')\n",
      prints: "żółw\n",
    },
    { what: "a line of #!", language: "javascript", source: "#!/usr/bin/env node\nconsole.log('ok');\n", prints: "ok\n" },
    {
      what: "a build constraint",
      language: "go",
      source: '//go:build ignore\n// +build ignore\n\npackage main\n\nfunc main() { println2() }\n\nfunc println2() { print("") }\n',
      prints: "",
    },
    {
      what: "a string continued over a CRLF line",
      language: "cpp17",
      source: '#include <cstdio>\r\n#define TWO(a) \\\r\n  puts(a)\r\nint main() { TWO("ok"); }\r\n',
      prints: "ok\n",
    },
  ],

  "headers of C++": (["cpp17", "cpp20", "cpp23"] as const).flatMap((language) =>
    (
      [
        ["bits/stdc++.h twice", '#include <bits/stdc++.h>\n#include <bits/stdc++.h>\n#include "bits/stdc++.h"'],
        ["another header and a pragma before it", '#pragma GCC optimize("O3,unroll-loops")\n#include <iostream>\n#include <bits/stdc++.h>'],
        ["bits/extc++.h after it", "#include <bits/stdc++.h>\n#include <bits/extc++.h>"],
        ["a macro of the library's before it", "#define _GLIBCXX_DEBUG\n#include <bits/stdc++.h>"],
      ] as const
    ).map(([what, before]) => ({
      what,
      language,
      source: cppMain("std::vector<int> v{3, 1, 2}; std::sort(v.begin(), v.end()); std::cout << v[0] << std::endl;", before),
      prints: "1\n",
    })),
  ),

  "standards and libraries": [
    {
      what: "an ordered set of the policy-based library, and __int128",
      language: "cpp17",
      source: cppMain(
        "tree<int, null_type, less<int>, rb_tree_tag, tree_order_statistics_node_update> t; t.insert(5); t.insert(2); __int128 big = 1; big <<= 100; cout << t.order_of_key(5) << ' ' << (long)(big >> 98) << endl;",
        "#include <bits/stdc++.h>\n#include <ext/pb_ds/assoc_container.hpp>\n#include <ext/pb_ds/tree_policy.hpp>\nusing namespace std;\nusing namespace __gnu_pbds;",
      ),
      prints: "1 4\n",
    },
    {
      what: "ranges, concepts and <=>",
      language: "cpp20",
      source: cppMain(
        "vector<int> v{1, 2, 3, 4}; for (int x : v | views::filter([](int x) { return x % 2 == 0; })) cout << twice(x) << ' '; cout << (P{1} < P{2}) << endl;",
        "#include <bits/stdc++.h>\nusing namespace std;\ntemplate <integral T> T twice(T x) { return 2 * x; }\nstruct P { int x; auto operator<=>(const P&) const = default; };",
      ),
      prints: "4 8 1\n",
    },
    {
      what: "if consteval and a multidimensional subscript",
      language: "cpp23",
      source: cppMain(
        "G g; if consteval { cout << 0; } else { cout << g[1, 2] << endl; }",
        "#include <bits/stdc++.h>\nusing namespace std;\nstruct G { int operator[](int a, int b) { return 10 * a + b; } };",
      ),
      prints: "12\n",
    },
    {
      what: "numpy and sortedcontainers",
      language: "python",
      source:
        "import numpy as np\nfrom sortedcontainers import SortedList\nprint(int((np.arange(5) @ np.ones(5))), SortedList([3, 1, 2])[0])\n",
      prints: "10 1\n",
    },
    ...["javascript", "typescript"].map((language) => ({
      what: "set algebra, Promise.try, iterator helpers and what else this Node has",
      language,
      source: `const both = new Set([1]).union(new Set([2]));
const doubled = both.values().map((x) => 2 * x).toArray();
const tried = await Promise.try(() => 3);
const gathered = await Array.fromAsync([4, 5]);
console.log([...both], doubled, tried, gathered, RegExp.escape("-"), Error.isError(new Error()), Iterator.from([6]).toArray());
const grouped = Object.groupBy([1, 2, 3], (x) => (x % 2 ? "odd" : "even"));
console.log(JSON.stringify(grouped), Math.f16round(1.5), [1, 2].toReversed(), [1, 2].at(-1), structuredClone([7]));
{ using resource = { [Symbol.dispose]() { console.log("disposed"); } }; }
`,
      prints: '[ 1, 2 ] [ 2, 4 ] 3 [ 4, 5 ] \\x2d true [ 6 ]\n{"odd":[1,3],"even":[2]} 1.5 [ 2, 1 ] 2 [ 7 ]\ndisposed\n',
    })),
    {
      what: "enums, namespaces, decorators, parameter properties",
      language: "typescript",
      source: `enum Color { Red = 1, Green }
namespace Geometry { export const two = 2; }
function logged<T extends (...args: any[]) => any>(method: T, _context: ClassMethodDecoratorContext) { return function (this: unknown, ...args: any[]) { return method.apply(this, args) + 1; } as T; }
class Point { constructor(private readonly x: number) {} @logged get2(): number { return this.x; } }
console.log(Color[2], Geometry.two, new Point(4).get2(), "a".replaceAll("a", "b"));
`,
      prints: "Green 2 5 b\n",
    },
    {
      what: "readline over lines",
      language: "typescript",
      source: `import * as readline from "readline";
const lines: string[] = [];
readline.createInterface({ input: process.stdin }).on("line", (line: string) => lines.push(line)).on("close", () => console.log(lines.length));
`,
      input: "a\nb\nc",
      prints: "3\n",
    },
    {
      what: "require('fs') of /dev/stdin and BigInt",
      language: "javascript",
      source: "const n = BigInt(require('fs').readFileSync('/dev/stdin', 'utf8')); console.log(String(n ** 3n));",
      input: "100000000000\n",
      prints: `1${"0".repeat(33)}\n`,
    },
    {
      what: "generics, goroutines and a large buffer",
      language: "go",
      source: `package main

import (
	"bufio"
	"fmt"
	"os"
	"sync"
)

type Number interface{ ~int | ~float64 }
type Base[T Number] struct{ value T }
type Stack[T Number] struct {
	Base[T]
	all []T
}

func Sum[T Number](all ...T) (sum T) {
	for _, x := range all {
		sum += x
	}
	return
}

func main() {
	in := bufio.NewScanner(os.Stdin)
	in.Buffer(make([]byte, 1<<20), 1<<20)
	in.Scan()
	var wg sync.WaitGroup
	for i := 0; i < 1000; i++ {
		wg.Add(1)
		go func() { defer wg.Done() }()
	}
	wg.Wait()
	s := Stack[int]{Base[int]{4}, []int{1, 2}}
	fmt.Println(Sum(s.all...), s.value, in.Text())
}
`,
      input: "x".repeat(100),
      prints: `3 4 ${"x".repeat(100)}\n`,
    },
    {
      what: "input() at the end of input, match, walrus, decimal and fractions",
      language: "python",
      source: `import sys, decimal, fractions, functools, itertools, heapq, bisect, collections, zoneinfo
try:
    while line := input(): print(line)
except EOFError: print("end")
match [1, 2]:
    case [a, b]: print(a + b)
print(fractions.Fraction(1, 3) + 1, decimal.Decimal("0.1") * 3, 2**0.5 > 1)
`,
      input: "a",
      prints: "a\nend\n3\n4/3 0.3 True\n",
    },
  ],

  "deep recursion": [
    {
      what: "a million frames",
      language: "cpp17",
      source:
        "#include <iostream>\nlong d(int n) { volatile char pad[100]; pad[0] = 1; return n == 0 ? 0 : pad[0] + d(n - 1); }\nint main() { std::cout << d(1000000) << std::endl; }\n",
      prints: "1000000\n",
    },
    {
      what: "a million frames",
      language: "java17",
      source:
        "public class Main { static long d(int n) { return n == 0 ? 0 : 1 + d(n - 1); } public static void main(String[] a) { System.out.println(d(1000000)); } }\n",
      prints: "1000000\n",
    },
    {
      what: "two million frames of several values",
      language: "java17",
      source:
        "public class Main { static long d(int n, long a, long b) { long c = a ^ b; return n == 0 ? c & 0 : 1 + d(n - 1, b, c + 1) + (c & 0); } public static void main(String[] x) { System.out.println(d(1500000, 1, 2)); } }\n",
      prints: "1500000\n",
    },
    {
      what: "300,000 frames",
      language: "python",
      source: "import sys\nsys.setrecursionlimit(10**7)\ndef d(n): return 0 if n == 0 else 1 + d(n - 1)\nprint(d(300000))\n",
      prints: "300000\n",
    },
    {
      what: "frames through C, with a cache",
      language: "python",
      source:
        "import sys, functools\nsys.setrecursionlimit(10**7)\n@functools.lru_cache(None)\ndef d(n): return 0 if n == 0 else 1 + d(n - 1)\nprint(d(100000))\n",
      prints: "100000\n",
    },
    {
      what: "in a thread with a stack of its own",
      language: "python",
      source:
        "import sys, threading\nsys.setrecursionlimit(10**7)\nthreading.stack_size(128 * 1024 * 1024)\ndef d(n): return 0 if n == 0 else 1 + d(n - 1)\ndef main(): print(d(100000))\nt = threading.Thread(target=main)\nt.start()\nt.join()\n",
      prints: "100000\n",
    },
    {
      what: "100,000 frames",
      language: "javascript",
      source: "function d(n) { return n === 0 ? 0 : 1 + d(n - 1); }\nconsole.log(d(100000));\n",
      prints: "100000\n",
    },
  ],

  "64 threads": [
    {
      what: "asleep",
      language: "cpp17",
      source: cppMain(
        `vector<thread> all; atomic<int> n{0}; for (int i = 0; i < ${THREADS}; i++) all.emplace_back([&] { this_thread::sleep_for(chrono::milliseconds(500)); n++; }); for (auto& t : all) t.join(); cout << n << endl;`,
      ),
      prints: `${THREADS}\n`,
    },
    {
      what: "asleep",
      language: "python",
      source: `import threading, time\nall = [threading.Thread(target=time.sleep, args=(0.5,)) for _ in range(${THREADS})]\nfor t in all: t.start()\nprint(threading.active_count() - 1)\nfor t in all: t.join()\n`,
      prints: `${THREADS}\n`,
    },
    {
      what: "asleep",
      language: "java17",
      source: java(
        `Thread[] all = new Thread[${THREADS}]; for (int i = 0; i < ${THREADS}; i++) { all[i] = new Thread(() -> { try { Thread.sleep(500); } catch (InterruptedException e) { } }); all[i].start(); } for (Thread t : all) t.join(); System.out.println(all.length);`,
      ),
      prints: `${THREADS}\n`,
    },
  ],
};
