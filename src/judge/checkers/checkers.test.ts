import { describe, expect, it } from "@jest/globals";
import type { Checker, CheckResult } from "./checker.js";
import { exact } from "./exact.js";
import { CHECKERS, checkerWith, findChecker } from "./index.js";
import { lines } from "./lines.js";
import type { CheckerParameters } from "./parameters.js";
import { tokens } from "./tokens.js";
import { unorderedLines } from "./unordered-lines.js";
import { unorderedTokens } from "./unordered-tokens.js";

function check(checker: Checker, expected: string, actual: string, parameters?: CheckerParameters): CheckResult {
  const texts = { input: Buffer.alloc(0), expected: Buffer.from(expected), actual: Buffer.from(actual) };
  const { at, ...result } = checker.check(texts, parameters);
  // failed-test.test.ts shows what the place is for.
  expect(at !== undefined).toBe(!result.ok);
  return result;
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

  it("quotes long tokens where they differ, without cutting a character", () => {
    const same = "é".repeat(50);
    expect(check(tokens, `${same}a${"x".repeat(60)}`, `${same}b`)).toEqual({
      ok: false,
      message: `token 1: expected "…${"é".repeat(10)}a${"x".repeat(19)}…", found "…${"é".repeat(10)}b"`,
    });
  });

  it.each([
    [{ caseSensitive: true }, "Yes", "yes", false],
    [{ caseSensitive: false }, "Yes", "yES", true],
    [{ caseSensitive: false }, "É", "é", false],
    [{ caseSensitive: false }, "[", "{", false],
    [{ whitespaceSensitive: true }, "a b\n", "a b\n", true],
    [{ whitespaceSensitive: true }, "a b\n", "a  b\n", false],
    [{ whitespaceSensitive: true }, "a b\n", "a b", false],
    [{ whitespaceSensitive: true }, "a b\n", " a b\n", false],
    [{ whitespaceSensitive: true }, "a b\n", "a\tb\n", false],
    [{ whitespaceSensitive: true, caseSensitive: false }, "a B\n", "A b\n", true],
    [{ whitespaceSensitive: true, absoluteTolerance: 0.5 }, "PI is 3.14\n", "PI is 3.4\n", true],
    [{ whitespaceSensitive: true, absoluteTolerance: 0.5 }, "PI is 3.14\n", "PI  is 3.14\n", false],
  ])("with %j, %j and %j are equal: %j", (parameters, expected, actual, ok) => {
    expect(check(tokens, expected, actual, parameters).ok).toBe(ok);
  });

  it.each([
    // Neither tolerance: only the text counts.
    [undefined, undefined, "1", "1.0", false],
    // Zero: the values count.
    [0, undefined, "1", "1.000", true],
    [undefined, 0, "8", "0x1p3", true],
    [0, undefined, "1", "1.0000001", false],
    // Bounds are included: these differences are exact in binary.
    [0.5, undefined, "1", "1.5", true],
    [0.5, undefined, "1", "1.50001", false],
    [0.5, undefined, "1", "0.5", true],
    [undefined, 0.25, "4", "5", true],
    [undefined, 0.25, "-4", "-3", true],
    [undefined, 0.25, "4", "5.0001", false],
    // Relative to the expected value, not to the one found.
    [undefined, 0.25, "3", "4", false],
    [undefined, 0.25, "4", "3", true],
    // Within one of them is enough.
    [0.1, 0.01, "100", "100.9", true],
    [0.1, 0.01, "1", "1.0625", true],
    [0.1, 0.01, "1", "1.125", false],
    // Relative to zero nothing but zero is near.
    [undefined, 1, "0", "1e-300", false],
    [undefined, 1, "0", "-0", true],
    [1e-9, undefined, "1e-9", "0", true],
    [1e-9, undefined, "2e-9", "0", false],
    // What is no number is text, on the expected side; where a number is expected, it is wrong.
    [1, 1, "nan", "nan", true],
    [1, 1, "nan", "NaN", false],
    [1, 1, "inf", "inf", true],
    [1, 1, "inf", "1e999", false],
    [1, 1, "1e999", "1e999", true],
    [1, 1, "inf", "0", false],
    [1, 1, "1", "nan", false],
    [1, 1, "1", "one", false],
    [1, 1, "1", "1.4x", false],
    [1, 1, "one", "1", false],
    [1, 1, "1 2", "1", false],
    [1, 1, "1", "1 2", false],
  ])("with tolerances %j and %j, %j and %j are equal: %j", (absoluteTolerance, relativeTolerance, expected, actual, ok) => {
    expect(check(tokens, expected, actual, { absoluteTolerance, relativeTolerance }).ok).toBe(ok);
  });

  it.each([
    ["2 4", "2 5", 'token 2: expected "4", found "5"; error: absolute 1.00e+0, relative 2.50e-1'],
    ["0", "1", 'token 1: expected "0", found "1"; error: absolute 1.00e+0'],
    ["1", "one", 'token 1: expected "1", found "one", which is not a number'],
    ["1", "", 'token 1: expected "1", found the end of the output'],
  ])("says of %j and %j how far they are apart", (expected, actual, message) => {
    expect(check(tokens, expected, actual, { absoluteTolerance: 0.1 })).toEqual({ ok: false, message });
  });

  it("says where white space differs", () => {
    const differs = { ok: false, message: "token 2: the white space before it differs" };
    expect(check(tokens, "a b", "a  b", { whitespaceSensitive: true })).toEqual(differs);
    expect(check(tokens, "a\n", "a", { whitespaceSensitive: true })).toEqual(differs);
  });
});

describe("lines", () => {
  it.each([
    ["a b\n", "a b"],
    ["a\nb\n", "a  \r\nb\t\n\n \n"],
    ["", "\n \n"],
    ["\n\na", "\n \na\n"],
    ["  a", "  a"],
  ])("%j and %j are the same", (expected, actual) => {
    expect(check(lines, expected, actual)).toEqual({ ok: true });
    expect(check(lines, actual, expected)).toEqual({ ok: true });
  });

  it.each([
    ["a b", "a  b", 'line 1: expected "a b", found "a  b"'],
    ["a", " a", 'line 1: expected "a", found " a"'],
    ["a\nb", "a\n\nb", 'line 2: expected "b", found ""'],
    ["a\n\nb", "a", 'line 3: expected "b", found the end of the output'],
    ["a", "a\n\nb", 'line 3: expected the end of the output, found "b"'],
    ["a", "A", 'line 1: expected "a", found "A"'],
    ["", "x", 'line 1: expected the end of the output, found "x"'],
  ])("%j and %j differ", (expected, actual, message) => {
    expect(check(lines, expected, actual)).toEqual({ ok: false, message });
  });

  it("ignores case if asked to", () => {
    expect(check(lines, "One\nTwo", "one\nTWO\n", { caseSensitive: false })).toEqual({ ok: true });
  });
});

describe("unordered tokens", () => {
  it.each([
    ["1 2 3", "3\n2\n1\n", true, undefined],
    ["1 1 2", "1 2 1", true, undefined],
    ["", " ", true, undefined],
    ["1 1 2", "1 2 2", false, 'token 3: "2" is expected once only'],
    ["1 1 1", "1 2 1", false, 'token 2: "2" is not expected'],
    ["a a b", "a a a", false, 'token 3: "a" is expected 2 times only'],
    ["1", "1 1", false, "expected 1 token, found 2"],
    ["1 2", "", false, "expected 2 tokens, found 0"],
    ["12 3", "1 23", false, 'token 1: "1" is not expected'],
  ])("%j and %j are equal: %j", (expected, actual, ok, message) => {
    expect(check(unorderedTokens, expected, actual)).toEqual({ ok, message });
  });

  it("ignores case if asked to", () => {
    expect(check(unorderedTokens, "a B A", "b a a", { caseSensitive: false })).toEqual({ ok: true });
    expect(check(unorderedTokens, "a B A", "b a a").ok).toBe(false);
  });
});

describe("unordered lines", () => {
  it.each([
    ["1 2\n3 4\n", "3 4\n\n1 2  ", true, undefined],
    ["\na\n", "a", true, undefined],
    ["1 2\n3 4\n", "2 1\n3 4\n", false, 'line 1: "2 1" is not expected'],
    ["a b", "a  b", false, 'line 1: "a  b" is not expected'],
    ["a\na\nb", "b\na\nb", false, 'line 3: "b" is expected once only'],
    ["a\nb", "a b", false, "expected 2 lines, found 1"],
  ])("%j and %j are equal: %j", (expected, actual, ok, message) => {
    expect(check(unorderedLines, expected, actual)).toEqual({ ok, message });
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

  it("binds the parameters of a problem, and refuses those that it does not know", async () => {
    const request = { input: Buffer.alloc(0), expected: Buffer.from("A"), actual: Buffer.from("a") };
    expect(await checkerWith("tokens", { caseSensitive: false }).check(request)).toEqual({ ok: true });
    expect((await checkerWith("tokens", {}).check(request)).ok).toBe(false);
    expect(() => checkerWith("nope", {})).toThrow("does not know the checker nope");
    expect(() => checkerWith("exact", { caseSensitive: false })).toThrow("takes no parameter");
  });

  it("take arguments of a test in place of parameters, if they know them", async () => {
    const test = { input: Buffer.alloc(0), expected: Buffer.from("Pi 3.14\n"), actual: Buffer.from("pi 3.141\n") };
    const isOk = async (id: string, checkerArguments: string[]) => (await checkerWith(id, {}).check({ ...test, checkerArguments })).ok;
    expect(await isOk("tokens", ["float_tolerance", "1e-2"])).toBe(true);
    expect(await isOk("tokens", ["case_sensitive", "float_tolerance", "1e-2"])).toBe(false);
    expect(await isOk("tokens", ["float_tolerance", "1e-9"])).toBe(false);
    // Of a program that the problem had before.
    expect(await isOk("tokens", ["float_tolerance", "1e-2", "loosely"])).toBe(false);
    expect(await isOk("lines", ["float_tolerance", "1e-2"])).toBe(false);
  });
});
