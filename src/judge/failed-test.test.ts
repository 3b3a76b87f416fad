import { describe, expect, it } from "@jest/globals";
import { checkerWith } from "./checkers/index.js";
import { failedTestOf } from "./failed-test.js";

async function failed(checker: string, expected: string, actual: string) {
  const texts = { input: Buffer.from("in"), expected: Buffer.from(expected), actual: Buffer.from(actual) };
  const check = await checkerWith(checker, {}).check(texts);
  return failedTestOf({ index: 3, ...texts, stderr: "log", check });
}

describe("the first failed test", () => {
  it("says where the outputs differ as the checker sees it", async () => {
    const test = await failed("tokens", "1   2\n3\n", "1 2\n4\n");
    expect(test).toEqual({
      ...{ index: 3, input: "in", expected: "1   2\n3\n", actual: "1 2\n4\n", stderr: "log" },
      difference: { message: 'token 3: expected "3", found "4"', expected: "1   2\n3\n", actual: "1 2\n4\n" },
    });
  });

  it("quotes at most 64 bytes on each side of the difference, also within a long line", async () => {
    const before = "a".repeat(10_000);
    const { difference, expected } = await failed("lines", `${before}b${"c".repeat(5000)}`, `${before}x`);
    expect(difference!.expected).toBe(`…${"a".repeat(64)}b${"c".repeat(63)}…`);
    expect(difference!.actual).toBe(`…${"a".repeat(64)}x`);
    expect(Buffer.byteLength(expected)).toBeLessThan(4200);
  });

  it("does not cut characters", async () => {
    const { difference } = await failed("exact", `${"é".repeat(100)}1`, `${"é".repeat(100)}2${"é".repeat(100)}`);
    expect(difference!.actual).toBe(`…${"é".repeat(32)}2${"é".repeat(31)}…`);
  });

  it("has no place in the expected output where order does not matter", async () => {
    expect((await failed("unordered-tokens", "1 2", "1 3")).difference).toEqual({
      ...{ message: 'token 2: "3" is not expected', expected: null, actual: "1 3" },
    });
    expect((await failed("unordered-tokens", "1 2", "1")).difference).toMatchObject({ expected: null, actual: null });
  });

  it("has no difference if nothing was compared, or a program compared it", () => {
    const texts = { index: 0, input: Buffer.alloc(0), expected: Buffer.from("1"), actual: Buffer.from("2"), stderr: "" };
    expect(failedTestOf({ ...texts, check: null }).difference).toBeNull();
    expect(failedTestOf({ ...texts, check: { ok: false, message: "for editors" } })).toEqual({
      ...{ index: 0, difference: null, input: "", expected: "1", actual: "2", stderr: "" },
    });
  });
});
