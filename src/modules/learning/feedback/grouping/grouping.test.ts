/** Which wrong answers share a group. */
import { describe, expect, it } from "@jest/globals";
import { answerKey, factsOf, type JudgedAnswer } from "./answer-key.js";
import { differenceKind } from "./difference-kind.js";
import { mostAlike, signatureOf, similarity, SIGNATURE_LENGTH } from "./shape.js";
import { normalizedTokens } from "./tokens.js";

const shapeOf = (language: string, source: string) => signatureOf(normalizedTokens(language, source));
const alike = (language: string, a: string, b: string) => similarity(shapeOf(language, a), shapeOf(language, b));

const LOOP = `n = int(input())
total = 0
for i in range(n):
    if i % 3 == 0 or i % 5 == 0:
        total += i
print(total)
`;
const OTHER = `def solve(values):
    best = max(values)
    while best > 0:
        best -= 1
        values.append(best)
    return sorted(values)[0]
print(solve(list(map(int, input().split()))))
`;

describe("tokens", () => {
  it("drop comments and layout, and replace names and literals", () => {
    expect(normalizedTokens("python", `x1 = "a#b" + r'\\'' # c\n  return x1 ** 2`).join(" ")).toBe("i = s + s return i * * n");
    expect(normalizedTokens("cpp20", `#include <cstdio>\nint a = 0x1F; /* if */ // while\nif (a) 'c'`).join(" ")).toBe(
      "i i = n ; if ( i ) s",
    );
    expect(normalizedTokens("javascript", "const größe = `a\n${b}`").join(" ")).toBe("i i = s");
    expect(normalizedTokens("cpp20", "/* if (a)\n * while (b)\n */ return /* open\nif")).toEqual(["return"]);
    expect(normalizedTokens("python", `"""open`)).toEqual(["s"]);
  });

  it("are bounded, in linear time, for any text", () => {
    for (const text of [
      "/*".repeat(50_000),
      '"'.repeat(100_000),
      "\\".repeat(100_000),
      "é".repeat(100_000),
      "'''\n".repeat(30_000),
      "\0",
    ]) {
      expect(normalizedTokens("python", text).length).toBeLessThanOrEqual(8000);
      expect(normalizedTokens("cpp17", text).length).toBeLessThanOrEqual(8000);
    }
  });
});

describe("shapes", () => {
  it("are the same for renamed and reformatted programs, near for small changes, and far for other programs", () => {
    const renamed = LOOP.replaceAll("total", "summe").replaceAll("i", "k").replace("range", "range # up to n\n");
    expect(alike("python", LOOP, LOOP.replaceAll("total", "summe").replace("int(input())", "int( input() )  # read"))).toBe(1);
    expect(alike("python", LOOP, renamed)).toBeGreaterThan(0.5);
    expect(alike("python", LOOP, LOOP.replace("range(n)", "range(1, n + 1)"))).toBeGreaterThan(0.5);
    expect(alike("python", LOOP, OTHER)).toBeLessThan(0.4);
    expect(shapeOf("python", "")).toHaveLength(SIGNATURE_LENGTH);
    expect(alike("python", "", "")).toBe(1);
  });

  it("find the most similar group", () => {
    const [loop, other] = [shapeOf("python", LOOP), shapeOf("python", OTHER)];
    expect(mostAlike(shapeOf("python", LOOP.replace("3", "4")), [other, loop])).toBe(1);
    expect(mostAlike(loop, [other])).toBeNull();
    expect(mostAlike(loop, [])).toBeNull();
  });
});

describe("differences", () => {
  it.each([
    ["1\n2\n3", "1\n2\n", "MISSING"],
    ["1\n2", "1\n2\n3", "EXTRA"],
    ["Yes\n", "yes\n", "FORMAT"],
    ["1 2 3", "1\n2\n3", "FORMAT"],
    ["…12 100\n", "…12 99\n", "OFF_BY_ONE"],
    ["5\n", "7\n", "VALUE"],
    ["1.5", "2.5", "VALUE"],
    [null, null, "VALUE"],
    ["4", null, "MISSING"],
    [null, "4", "EXTRA"],
  ])("%j, but %j: %s", (expected, actual, kind) => {
    expect(differenceKind({ expected, actual })).toBe(kind);
  });
});

describe("keys", () => {
  const answer: JudgedAnswer = {
    ...{ problemId: "p", verdict: "WRONG_ANSWER", family: "PYTHON", feedback: "EVERYTHING" },
    tests: [
      { index: 0, verdict: "ACCEPTED" },
      { index: 1, verdict: "WRONG_ANSWER" },
    ],
    failedTest: { difference: { message: "m", expected: "2", actual: "3" } },
  };
  const keyOf = (change: Partial<JudgedAnswer>) => answerKey({ ...answer, ...change }, factsOf({ ...answer, ...change }));

  it("tell apart by verdict, failed tests, difference and language family", () => {
    expect(factsOf(answer)).toEqual({ verdict: "WRONG_ANSWER", failedTests: [1], difference: "OFF_BY_ONE" });
    const others = [
      keyOf({ verdict: "RUNTIME_ERROR" }),
      keyOf({ tests: [{ index: 2, verdict: "WRONG_ANSWER" }] }),
      keyOf({ failedTest: null }),
      keyOf({ family: "C_LIKE" }),
      keyOf({ problemId: "q" }),
    ];
    expect(new Set([keyOf({}), ...others]).size).toBe(6);
  });

  it("have nothing that the problem hides from learners", () => {
    const differently = { tests: [{ index: 5, verdict: "TIME_LIMIT_EXCEEDED" as const }], failedTest: null };
    expect(factsOf({ ...answer, feedback: "NOTHING" })).toEqual({ verdict: "REJECTED", failedTests: [], difference: null });
    expect(keyOf({ feedback: "NOTHING" })).toBe(keyOf({ feedback: "NOTHING", verdict: "TIME_LIMIT_EXCEEDED", ...differently }));
    expect(keyOf({ feedback: "VERDICT" })).toBe(keyOf({ feedback: "VERDICT", failedTest: null }));
    expect(factsOf({ ...answer, feedback: "NOTHING", verdict: "COMPILATION_ERROR" }).verdict).toBe("COMPILATION_ERROR");
  });
});
