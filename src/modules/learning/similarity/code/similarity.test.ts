import { describe, expect, it } from "@jest/globals";
import { regionsOf, sharedCount, similarityOf } from "./compare.js";
import { nestingOf, tokensOf, Unreadable } from "./parse.js";
import { sizeOf, withoutStarter } from "./parts.js";
import { decodeTokens, encodeTokens } from "./stored-tokens.js";
import { matchesOf } from "./tiling.js";
import { fingerprintsOf } from "./winnow.js";

const read = async (language: string, source: string) => {
  const tokens = await tokensOf(language, source);
  const fingerprints = fingerprintsOf(tokens.hashes);
  return { tokens, fingerprints, fingerprintCount: fingerprints.length };
};
const scoreOf = async (a: [string, string], b: [string, string]) => {
  const [first, second] = [await read(...a), await read(...b)];
  return similarityOf(first, second, sharedCount(first.fingerprints, second.fingerprints)).score;
};

/** In each language a program, its copy with other names, comments and layout, and another program for the same problem. */
const PROGRAMS: Readonly<Record<string, readonly [string, string, string]>> = {
  python: [
    "import sys\ndef best(values, size):\n    total = sum(values[:size])\n    top = total\n    for i in range(size, len(values)):\n        total += values[i] - values[i - size]\n        top = max(top, total)\n    return top\nprint(best([int(x) for x in input().split()], 3))\n",
    '# mine\ndef solve(xs, k):\n    """Window."""\n    acc = sum(xs[:k])\n\n    res = acc\n    for j in range(k, len(xs)):\n        acc += xs[j] - xs[j - k]\n        res = max(res, acc)\n    return res\nprint(solve([int(w) for w in input().split()], 3))\n',
    "values = list(map(int, input().split()))\nprefix = [0]\nfor value in values:\n    prefix.append(prefix[-1] + value)\nprint(max(prefix[i + 3] - prefix[i] for i in range(len(prefix) - 3)))\n",
  ],
  javascript: [
    'const lines = require("fs").readFileSync(0, "utf8").split("\\n");\nlet total = 0;\nfor (const line of lines) { const [a, b] = line.split(" ").map(Number); if (a > b) total += a * b; else total -= b; }\nconsole.log(total);\n',
    "const rows = require('fs').readFileSync(0, 'utf8').split('\\n')\nvar sum = 0 // sum\nfor (const row of rows) {\n  const [x, y] = row.split(\" \").map(Number)\n  if (x > y) sum += x * y\n  else sum -= y\n}\nconsole.log(sum)\n",
    'const data = require("fs").readFileSync(0).toString().trim();\nconst pairs = data.split("\\n").map((one) => one.split(" ").map((n) => parseInt(n, 10)));\nconsole.log(pairs.reduce((sum, pair) => sum + (pair[0] > pair[1] ? pair[0] * pair[1] : -pair[1]), 0));\n',
  ],
  cpp20: [
    "#include <iostream>\n#include <vector>\nint main() { int n; std::cin >> n; std::vector<int> values(n); for (auto& value : values) std::cin >> value; long long total = 0; for (int i = 1; i < n; ++i) if (values[i] > values[i - 1]) total += values[i] - values[i - 1]; std::cout << total << '\\n'; }\n",
    "#include <bits/stdc++.h>\nusing namespace std;\n/* profit */\nint main() {\n  int k;\n  cin >> k;\n  vector<int> a(k);\n  for (auto& x : a) cin >> x;\n  long long best = 0;\n  for (int j = 1; j < k; ++j) {\n    if (a[j] > a[j - 1]) best += a[j] - a[j - 1];\n  }\n  cout << best << '\\n';\n}\n",
    '#include <cstdio>\nint main() { int n, last, now; long long sum = 0; scanf("%d %d", &n, &last); while (--n) { scanf("%d", &now); sum += now > last ? now - last : 0; last = now; } printf("%lld", sum); }\n',
  ],
  java17: [
    "import java.util.*;\npublic class Main { static int gcd(int a, int b) { return b == 0 ? a : gcd(b, a % b); } public static void main(String[] args) { Scanner in = new Scanner(System.in); int n = in.nextInt(); int all = 0; for (int i = 0; i < n; i++) { all = gcd(all, in.nextInt()); } System.out.println(all); } }\n",
    "import java.util.Scanner;\nclass Solution {\n  // Euclid\n  private static int f(int x, int y) { return y == 0 ? x : f(y, x % y); }\n  public static void main(String[] a) {\n    Scanner sc = new Scanner(System.in);\n    int count = sc.nextInt();\n    int g = 0;\n    for (int k = 0; k < count; k++) g = f(g, sc.nextInt());\n    System.out.println(g);\n  }\n}\n",
    'import java.io.*;\nimport java.util.stream.*;\npublic class Main { public static void main(String[] args) throws IOException { BufferedReader r = new BufferedReader(new InputStreamReader(System.in)); r.readLine(); System.out.println(Stream.of(r.readLine().split(" ")).mapToLong(Long::parseLong).reduce(0, (p, q) -> { while (q != 0) { long t = p % q; p = q; q = t; } return p; })); } }\n',
  ],
  go: [
    'package main\nimport "fmt"\nfunc main() { var n int; fmt.Scan(&n); seen := map[int]bool{}; count := 0; for i := 0; i < n; i++ { var x int; fmt.Scan(&x); if !seen[x] { seen[x] = true; count++ } }; fmt.Println(count) }\n',
    'package main\n\nimport "fmt"\n\n// distinct\nfunc main() {\n\tvar k int\n\tfmt.Scan(&k)\n\tknown := map[int]bool{}\n\ttotal := 0\n\tfor j := 0; j < k; j++ {\n\t\tvar v int\n\t\tfmt.Scan(&v)\n\t\tif !known[v] {\n\t\t\tknown[v] = true\n\t\t\ttotal++\n\t\t}\n\t}\n\tfmt.Println(total)\n}\n',
    'package main\nimport ("bufio"; "fmt"; "os"; "sort")\nfunc main() { in := bufio.NewReader(os.Stdin); var n int; fmt.Fscan(in, &n); all := make([]int, n); for i := range all { fmt.Fscan(in, &all[i]) }; sort.Ints(all); distinct := 0; for i, x := range all { if i == 0 || x != all[i-1] { distinct += 1 } }; fmt.Println(distinct) }\n',
  ],
};

describe("similarity of programs", () => {
  it.each(Object.entries(PROGRAMS))(
    "in %s: a renamed copy scores 1, another solution less than 0.7",
    async (language, [original, copy, other]) => {
      expect(await scoreOf([language, original], [language, copy])).toBe(1);
      expect(await scoreOf([language, original], [language, other])).toBeLessThan(0.7);
    },
  );

  it("finds JavaScript in TypeScript", async () => {
    const typed =
      'const lines: string[] = require("fs").readFileSync(0, "utf8").split("\\n");\ninterface Row { a: number }\nlet total: number = 0;\nfor (const line of lines) { const [a, b] = line.split(" ").map(Number); if (a > b) total += a * b; else total -= b; }\nconsole.log(total as number);\n';
    expect(await scoreOf(["javascript", PROGRAMS.javascript![0]], ["typescript", typed])).toBeGreaterThan(0.95);
  });

  it("is the same each time, and in both directions", async () => {
    const [a, , b] = PROGRAMS.go!;
    expect(await scoreOf(["go", a], ["go", b])).toBe(await scoreOf(["go", b], ["go", a]));
  });

  it("does not see what both took from the starter code, and nothing across the gap", async () => {
    const starter = "import sys\ndef read():\n    return [int(word) for word in sys.stdin.read().split() if word != '#']\n";
    const one = await tokensOf("python", `${starter}print(sum(read()) * 2)\n`);
    const given = await tokensOf("python", starter);
    const own = withoutStarter(one, [given]);
    expect(sizeOf(own.hashes)).toBeLessThan(one.hashes.length - given.hashes.length + 3);
    expect(matchesOf(own.hashes, given.hashes, 10)).toEqual([]);
    expect(sizeOf(withoutStarter(given, [given]).hashes)).toBe(0);
  });

  it("shows the lines that agree side by side", async () => {
    const [a, b] = PROGRAMS.python!;
    const [first, second] = [await tokensOf("python", a!), await tokensOf("python", b!)];
    expect(regionsOf(first, second)).toEqual([{ lineFrom: 2, lineTo: 9, otherLineFrom: 2, otherLineTo: 11, tokens: first.hashes.length }]);
  });
});

describe("bounds", () => {
  it("refuse what nests too deeply, and languages without a grammar", async () => {
    await expect(tokensOf("python", "(".repeat(200_000))).rejects.toThrow(Unreadable);
    await expect(tokensOf("java17", "a<".repeat(30_000))).rejects.toThrow(Unreadable);
    await expect(tokensOf("cobol", "x")).rejects.toThrow(Unreadable);
    expect(nestingOf("if (a < b) { c[0] = d < e; }")).toBe(2);
  });

  it("cut long programs and read broken ones", async () => {
    expect((await tokensOf("javascript", "a + ".repeat(60_000))).hashes.length).toBe(8000);
    expect((await tokensOf("go", '"'.repeat(1000))).hashes.length).toBeGreaterThan(0);
    expect((await tokensOf("java17", "\0\0")).hashes.length).toBeLessThan(10);
    expect((await tokensOf("python", "")).hashes.length).toBe(0);
  });

  it("compare hostile programs in part: one token many times", () => {
    const same = Int32Array.from({ length: 8000 }, () => 7);
    const matches = matchesOf(same, same, 4);
    expect(matches).toEqual([{ a: 0, b: 0, length: 8000 }]);
    const zigzag = Int32Array.from({ length: 8000 }, (_, index) => 1 + (index % 2));
    expect(matchesOf(zigzag, same, 4)).toEqual([]);
    expect(matchesOf(zigzag, Int32Array.from(zigzag).reverse(), 4).reduce((sum, { length }) => sum + length, 0)).toBeGreaterThan(0);
  });
});

describe("tiling", () => {
  it("takes the longest runs first, cuts others where they overlap, and never crosses a gap", () => {
    const a = Int32Array.from([1, 2, 3, 4, 5, 6, 0, 7, 8, 9]);
    const b = Int32Array.from([4, 5, 6, 9, 1, 2, 3, 4, 5, 0, 7, 8, 9]);
    expect(matchesOf(a, b, 3)).toEqual([
      { a: 0, b: 4, length: 5 },
      { a: 7, b: 10, length: 3 },
    ]);
  });
});

describe("storage", () => {
  it("keeps tokens and lines", () => {
    const tokens = { hashes: Int32Array.from([-5, 0, 2 ** 31 - 1]), lines: Uint16Array.from([1, 2, 65_535]) };
    expect(decodeTokens(encodeTokens(tokens))).toEqual(tokens);
  });

  it("has fingerprints that are distinct, ascending integers", () => {
    const found = fingerprintsOf(Int32Array.from({ length: 300 }, (_, index) => (index * 7919) % 101 || 5));
    expect(found.every((value, index) => Number.isSafeInteger(value) && value >= 0 && (index === 0 || value > found[index - 1]!))).toBe(
      true,
    );
  });
});
