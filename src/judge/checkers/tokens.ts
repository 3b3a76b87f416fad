import { excerpt } from "../text.js";
import type { Checker, CheckResult } from "./checker.js";

const QUOTED_BYTES = 40;

function isSpace(byte: number): boolean {
  return byte === 32 || (byte >= 9 && byte <= 13);
}

function skipSpace(bytes: Buffer, from: number): number {
  let at = from;
  while (at < bytes.length && isSpace(bytes[at]!)) at++;
  return at;
}

function quote(bytes: Buffer, from: number): string {
  let end = from;
  while (end < bytes.length && !isSpace(bytes[end]!) && end - from < QUOTED_BYTES) end++;
  return end === from ? "the end of the output" : `"${excerpt(bytes.subarray(from, end), QUOTED_BYTES)}"`;
}

/** A single pass without splitting or copying: outputs can have many megabytes. */
function compare(expected: Buffer, actual: Buffer): CheckResult {
  if (expected.equals(actual)) return { ok: true };
  let e = skipSpace(expected, 0);
  let a = skipSpace(actual, 0);
  for (let token = 1; e < expected.length || a < actual.length; token++) {
    const expectedStart = e;
    const actualStart = a;
    while (e < expected.length && a < actual.length && expected[e] === actual[a] && !isSpace(expected[e]!)) {
      e++;
      a++;
    }
    const expectedEnds = e === expected.length || isSpace(expected[e]!);
    const actualEnds = a === actual.length || isSpace(actual[a]!);
    if (!expectedEnds || !actualEnds || (e === expectedStart) !== (a === actualStart)) {
      return { ok: false, message: `token ${token}: expected ${quote(expected, expectedStart)}, found ${quote(actual, actualStart)}` };
    }
    e = skipSpace(expected, e);
    a = skipSpace(actual, a);
  }
  return { ok: true };
}

export const tokens: Checker = {
  id: "tokens",
  name: "Tokens",
  description: "The outputs have the same tokens in the same order; how much white space separates them does not matter.",
  check: ({ expected, actual }) => compare(expected, actual),
};
