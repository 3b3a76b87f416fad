import { describe, expect, it } from "@jest/globals";
import { SHOWN_FROM, TOKEN_RUNS } from "./code-measure.js";

const LOOP = `def solve(values):
    total = 0
    for value in values:
        if value % 2 == 0:
            total += value * value
    return total

print(solve([int(word) for word in input().split()]))
`;
const RENAMED = `# my own idea
def f(xs):
    s = 7
    for x in xs:
        if x % 3 == 1:   # odd
            s += x * x
    return s


print(f([int(w) for w in input().split()]))
`;
const OTHER = `import sys
data = sys.stdin.read().split()
n = int(data[0])
best = [[0] * (n + 1) for _ in range(n + 1)]
while n > 0:
    n -= 1
    best[n][0] = max(best[n + 1][0], best[n][1]) if n else -1
print(sum(map(max, best)) // 2, file=sys.stderr)
`;
const share = (a: string, b: string) =>
  TOKEN_RUNS.compare(TOKEN_RUNS.fingerprint("python", a)!, TOKEN_RUNS.fingerprint("python", b)!).share;

describe("TOKEN_RUNS", () => {
  it("sees through names, values, comments and layout", () => {
    expect(share(LOOP, LOOP)).toBe(1);
    expect(share(LOOP, RENAMED)).toBe(1);
  });

  it("tells different programs apart, in both directions alike", () => {
    expect(share(LOOP, OTHER)).toBeLessThan(SHOWN_FROM);
    expect(share(LOOP, OTHER)).toBe(share(OTHER, LOOP));
  });

  it("says nothing about short programs", () => {
    expect(TOKEN_RUNS.fingerprint("python", "print(sum(map(int, input().split())))")).toBeNull();
  });
});
