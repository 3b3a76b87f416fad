import { describe, expect, it } from "@jest/globals";
import type { CheckerParameters } from "./parameters.js";
import { values } from "./values.js";

const check = (expected: string, actual: string, parameters: CheckerParameters = {}) =>
  values.check({ input: Buffer.alloc(0), expected: Buffer.from(expected), actual: Buffer.from(actual) }, parameters);

describe("values", () => {
  it.each<[string, string, CheckerParameters?]>([
    ["[1,2]\n", "[1,2]"],
    ["5.0", "5"],
    ["0.3", "0.30000000000000004"],
    ["9007199254740993", "9007199254740993"],
    ["[1,2,2]", "[2,1,2]", { unorderedLevels: 1 }],
    ["[[1,2],[3]]", "[[3],[2,1]]", { unorderedLevels: 2 }],
    ["[0.1,0.2]", "[0.2000000001,0.1]", { unorderedLevels: 1 }],
    ["100", "101", { relativeTolerance: 0.01 }],
    ['{"error":true}', '{"error":true}'],
    ['"NaN"', '"NaN"'],
  ])("%s is %s %j", (expected, actual, parameters = {}) => {
    expect(check(expected, actual, parameters)).toMatchObject({ ok: true });
  });

  it.each<[string, string, string, CheckerParameters?]>([
    ["[1,2]", "[2,1]", "At [0]: 1 was expected, not 2."],
    ["9007199254740993", "9007199254740992", "9007199254740993 was expected, not 9007199254740992."],
    ["1000000000", "1000000001", "1000000000 was expected, not 1000000001."],
    ["[1]", "[1,1]", "1 elements were expected, not 2."],
    ["[[1,2],[3]]", "[[3],[2,1]]", "in some order, [1,2] was expected, not [2,1].", { unorderedLevels: 1 }],
    ['"1"', "1", '"1" was expected, not 1.'],
    ["5", '{"error":true}', '5 was expected, not {"error":true}.'],
    ["true", "1", "true was expected, not 1."],
    ["1", "1 2", "The output is no JSON value."],
    ["1", "", "The output is no JSON value."],
  ])("%s is not %s", (expected, actual, message, parameters = {}) => {
    expect(check(expected, actual, parameters)).toEqual({ ok: false, message });
  });

  it("takes deep and long outputs, and names a broken expected one", () => {
    const deep = (depth: number) => `${"[".repeat(depth)}${"]".repeat(depth)}`;
    expect(check(deep(100_000), deep(100_001)).ok).toBe(false);
    const long = Array.from({ length: 100_000 }, (_, n) => (n * 7919) % 100_003);
    expect(check(JSON.stringify(long), JSON.stringify([...long].reverse()), { unorderedLevels: 1 }).ok).toBe(true);
    expect(check("[1", "[1]").failure).toContain("no JSON value");
  });
});
