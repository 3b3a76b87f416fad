/** The first failed hidden test. It is stored, and leaves the database only for those whom the problem's author lets see it. */
import { KIB } from "../kernel/units.js";
import type { CheckResult } from "./checkers/checker.js";
import { excerpt } from "./text.js";

const TEXT_BYTES = 4 * KIB;
/** On each side of the first difference. */
const AROUND_BYTES = 64;

export interface Difference {
  /** Of a built-in checker. */
  message: string;
  /** The outputs around the place; null if the checker knows none, as when order does not matter. */
  expected: string | null;
  actual: string | null;
}

export interface FailedTest {
  /** Position in the test set, from 0. */
  index: number;
  /** Null if the output was not compared, or by a program, which does not say where it differs. */
  difference: Difference | null;
  /** At most 4 KB each. */
  input: string;
  expected: string;
  actual: string;
  stderr: string;
}

interface Failure {
  index: number;
  input: Buffer;
  expected: Buffer;
  actual: Buffer;
  /** Already tidied. */
  stderr: string;
  /** Null if the program did not end normally. */
  check: CheckResult | null;
}

export function failedTestOf({ index, input, expected, actual, stderr, check }: Failure): FailedTest {
  return {
    index,
    difference: check && differenceOf(expected, actual, check),
    input: excerpt(input, TEXT_BYTES),
    expected: excerpt(expected, TEXT_BYTES),
    actual: excerpt(actual, TEXT_BYTES),
    stderr,
  };
}

function differenceOf(expected: Buffer, actual: Buffer, { at, message }: CheckResult): Difference | null {
  if (!at || message === undefined) return null;
  // A checker names the item that differs, such as a line; long ones may start alike.
  let skip = 0;
  if (at.expected !== null && at.actual !== null) {
    const most = Math.min(expected.length - at.expected, actual.length - at.actual);
    while (skip < most && expected[at.expected + skip] === actual[at.actual + skip]) skip++;
  }
  return {
    message,
    expected: at.expected === null ? null : around(expected, at.expected + skip),
    actual: at.actual === null ? null : around(actual, at.actual + skip),
  };
}

function around(output: Buffer, place: number): string {
  const from = characterStart(output, Math.max(0, place - AROUND_BYTES));
  const to = characterStart(output, Math.min(output.length, place + AROUND_BYTES));
  return `${from > 0 ? "…" : ""}${excerpt(output.subarray(from, to), 4 * AROUND_BYTES)}${to < output.length ? "…" : ""}`;
}

/** The first byte of the UTF-8 character that the place is in. */
function characterStart(output: Buffer, place: number): number {
  let start = place;
  while (start > 0 && start > place - 3 && start < output.length && (output[start]! & 0xc0) === 0x80) start--;
  return start;
}
