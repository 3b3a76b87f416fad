import { describe, expect, it } from "@jest/globals";
import type { Checker, CheckResult } from "./checker.js";
import { exact } from "./exact.js";
import { CHECKERS, findChecker } from "./index.js";
import { tokens } from "./tokens.js";

function check(checker: Checker, expected: string, actual: string): CheckResult {
  return checker.check({ input: Buffer.alloc(0), expected: Buffer.from(expected), actual: Buffer.from(actual) }) as CheckResult;
}

describe("tokens", () => {
  it.each([
    ["1 2 3\n", "1 2 3\n"],
    ["1 2 3\n", "  1\t2\r\n3"],
    ["", " \n\n"],
    ["a", "a"],
    ["a\n", "a \v\f"],
  ])("%j and %j are the same", (expected, actual) => {
    expect(check(tokens, expected, actual)).toEqual({ ok: true });
    expect(check(tokens, actual, expected)).toEqual({ ok: true });
  });

  it.each([
    ["1 2", "1 3", 'token 2: expected "2", found "3"'],
    ["1 2", "12", 'token 1: expected "1", found "12"'],
    ["12", "1 2", 'token 1: expected "12", found "1"'],
    ["1 2", "1 ", 'token 2: expected "2", found the end of the output'],
    ["1", "1 2", 'token 2: expected the end of the output, found "2"'],
    ["abc", "ab", 'token 1: expected "abc", found "ab"'],
    ["", "x", 'token 1: expected the end of the output, found "x"'],
  ])("%j and %j differ", (expected, actual, message) => {
    expect(check(tokens, expected, actual)).toEqual({ ok: false, message });
  });

  it("does not take NUL for white space, nor quote it raw", () => {
    expect(check(tokens, "a b", "a\0b")).toEqual({ ok: false, message: 'token 1: expected "a", found "a\ufffdb"' });
  });

  it("compares many megabytes in a fraction of a second", () => {
    const line = Buffer.from("1234567 -42 0\n");
    const expected = Buffer.alloc(16 * 1024 * 1024, line);
    const actual = Buffer.concat([expected, Buffer.from("\n")]);
    const started = performance.now();
    expect(tokens.check({ input: line, expected, actual })).toEqual({ ok: true });
    expect(performance.now() - started).toBeLessThan(2000);
  });
});

describe("exact", () => {
  it("accepts the same bytes only, and says where they part", () => {
    expect(check(exact, "a\nb\n", "a\nb\n")).toEqual({ ok: true });
    expect(check(exact, "a\nb\n", "a\nb")).toEqual({ ok: false, message: "the first difference is in line 2, at byte 3 of the output" });
  });
});

describe("the registry", () => {
  it("finds each checker by its id", () => {
    expect(CHECKERS.map(({ id }) => findChecker(id))).toEqual(CHECKERS);
    expect(findChecker("nope")).toBeUndefined();
  });
});
