import { describe, expect, it } from "@jest/globals";
import { itLong, proven } from "../../../test/support/proofs.js";
import type { Checker } from "./checker.js";
import { lines } from "./lines.js";
import type { CheckerParameters } from "./parameters.js";
import { tokens } from "./tokens.js";
import { unorderedLines } from "./unordered-lines.js";
import { unorderedTokens } from "./unordered-tokens.js";

/** Quadratic behaviour would take hours. */
describe("large outputs", () => {
  const filled = (text: string) => Buffer.alloc(4 * 1024 * 1024, text);
  const checkLarge = (checker: Checker, expected: Buffer, actual: Buffer, parameters?: CheckerParameters) =>
    checker.check({ input: Buffer.alloc(0), expected, actual }, parameters);

  it.each([
    ["tokens", tokens, "1234567 -42 0\n", "1234567\n-42 0\n", {}],
    ["tokens of one byte", tokens, "1 ", "1\n", {}],
    ["white space", tokens, "1 2\n", "1 3\n", { whitespaceSensitive: true, absoluteTolerance: 1 }],
    ["numbers", tokens, "0.333333333333333333 17 -2.5e3\n", "0.333333333333333334 17 -2500.\n", { absoluteTolerance: 1e-6 }],
    ["lines", lines, "a b \n", "a b\r\n", {}],
    ["unordered tokens", unorderedTokens, "1 2 ", "2 1 ", {}],
    ["unordered lines", unorderedLines, "1 2\n3 4\n", "3 4\n1 2\n", {}],
  ])("%s are compared", (_what, checker, expected, actual, parameters) => {
    expect(checkLarge(checker, filled(expected), filled(actual), parameters)).toEqual({ ok: true });
  });

  itLong("16 MiB of tokens are compared", async () => {
    const bytes = 16 * 1024 * 1024;
    expect(checkLarge(tokens, Buffer.alloc(bytes, "1234567 -42 0\n"), Buffer.alloc(bytes, "1234567\n-42 0\n"))).toEqual({ ok: true });
  });

  it("a single token is compared", () => {
    const [expected, actual] = [filled("9"), filled("9")];
    actual[actual.length - 1] = 56;
    expect(checkLarge(tokens, expected, actual, { absoluteTolerance: 1 }).message).toMatch(/^token 1: expected "…9{21}", found "…9{20}8"$/);
  });

  it("empty lines are compared", () => {
    expect(checkLarge(lines, Buffer.concat([filled("\n"), Buffer.from("a")]), filled("\n"))).toMatchObject({
      ok: false,
      message: 'line 4194305: expected "a", found the end of the output',
    });
  });

  it.each(proven([16, 4], [4]))("%i MiB of distinct tokens are found in any order", (mebibytes) => {
    const numbers = Array.from({ length: mebibytes * 118_750 }, (_, n) => `${n}.\n`);
    const expected = Buffer.from(numbers.join(""));
    const actual = Buffer.from(numbers.reverse().join(""));
    expect(checkLarge(unorderedTokens, expected, actual)).toEqual({ ok: true });
  });
});
