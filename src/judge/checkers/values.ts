import { excerpt } from "../text.js";
import type { CheckResult, Checker } from "./checker.js";
import type { CheckerParameters } from "./parameters.js";

/** Of numbers with a fraction, if the problem sets no tolerance. */
const DEFAULT_TOLERANCE = 1e-9;
const QUOTED_CHARS = 60;

type Value = string | number | bigint | boolean | null | Value[] | { [name: string]: Value };

/** For function problems, whose drivers write results as JSON. */
export const values: Checker = {
  id: "values",
  name: "Values",
  description:
    "Both outputs are one JSON value, and the values are equal. Integers are compared exactly, whatever their size; numbers with a fraction may differ by 1e-9, absolute or relative, unless a tolerance is set, which is for all numbers. Made for function problems.",
  parameters: ["absoluteTolerance", "relativeTolerance", "unorderedLevels"],
  check({ expected, actual }, parameters = {}): CheckResult {
    if (expected.equals(actual)) return { ok: true };
    const wanted = valueOf(expected);
    if (wanted === undefined) return { ok: false, failure: `The expected output is no JSON value: ${excerpt(expected, QUOTED_CHARS)}` };
    const found = valueOf(actual);
    if (found === undefined) return { ok: false, message: "The output is no JSON value." };
    try {
      const difference = differenceOf(wanted, found, parameters, parameters.unorderedLevels ?? 0, "");
      return difference === null ? { ok: true } : { ok: false, message: difference };
    } catch (error) {
      // Nested deeper than the stack.
      if (!(error instanceof RangeError)) throw error;
      return { ok: false, message: "The output is nested too deeply." };
    }
  },
};

/** Undefined if the text is no JSON. */
function valueOf(bytes: Buffer): Value | undefined {
  const text = bytes.toString();
  try {
    return JSON.parse(text, /\d{16}/.test(text) ? exactly : undefined) as Value;
  } catch {
    return undefined;
  }
}

/** Integers beyond those of a double become bigints. */
function exactly(_name: string, value: Value, context?: { source?: string }): Value {
  if (typeof value !== "number" || Number.isSafeInteger(value)) return value;
  const source = context?.source ?? "";
  return /^-?\d{1,400}$/.test(source) ? BigInt(source) : value;
}

/** Null if the values are equal. */
function differenceOf(wanted: Value, found: Value, parameters: CheckerParameters, unordered: number, place: string): string | null {
  if (Array.isArray(wanted) && Array.isArray(found)) return listDifference(wanted, found, parameters, unordered, place);
  if (isNumber(wanted) && isNumber(found)) return sameNumber(wanted, found, parameters) ? null : quoted(wanted, found, place);
  if (isObject(wanted) && isObject(found)) return text(sorted(wanted, 0)) === text(sorted(found, 0)) ? null : quoted(wanted, found, place);
  return wanted === found ? null : quoted(wanted, found, place);
}

function listDifference(wanted: Value[], found: Value[], parameters: CheckerParameters, unordered: number, place: string): string | null {
  const [expected, actual] = unordered > 0 ? [sortedList(wanted, unordered), sortedList(found, unordered)] : [wanted, found];
  const where = (index: number): string => (unordered > 0 ? place : `${place}[${index}]`);
  for (let index = 0; index < Math.min(expected.length, actual.length); index++) {
    const difference = differenceOf(expected[index]!, actual[index]!, parameters, unordered - 1, where(index));
    if (difference !== null && unordered <= 0) return difference;
    if (difference !== null) return quoted(expected[index]!, actual[index]!, place, "in some order, ");
  }
  if (expected.length === actual.length) return null;
  return `${placed(place)}${expected.length} elements were expected, not ${actual.length}.`;
}

/** Numbers that are close stay neighbours, so that those of two lists are compared in pairs. */
function sortedList(list: readonly Value[], levels: number): Value[] {
  return list.map((element) => sorted(element, levels - 1)).sort(order);
}

function sorted(value: Value, levels: number): Value {
  if (Array.isArray(value)) return levels > 0 ? sortedList(value, levels) : value;
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
}

function order(a: Value, b: Value): number {
  if (isNumber(a) && isNumber(b)) return a < b ? -1 : a > b ? 1 : 0;
  if (Array.isArray(a) && Array.isArray(b)) {
    for (let index = 0; index < Math.min(a.length, b.length); index++) {
      const first = order(a[index]!, b[index]!);
      if (first !== 0) return first;
    }
    return a.length - b.length;
  }
  const [left, right] = [`${typeof a} ${text(a)}`, `${typeof b} ${text(b)}`];
  return left < right ? -1 : left > right ? 1 : 0;
}

/** A bigint and a number may be equal too. */
function isEqual(a: number | bigint, b: number | bigint): boolean {
  return typeof a === typeof b ? a === b : isInteger(a) && isInteger(b) && BigInt(a) === BigInt(b);
}

function sameNumber(wanted: number | bigint, found: number | bigint, { absoluteTolerance, relativeTolerance }: CheckerParameters): boolean {
  if (isEqual(wanted, found)) return true;
  const isSet = absoluteTolerance !== undefined || relativeTolerance !== undefined;
  if (!isSet && isInteger(wanted) && isInteger(found)) return false;
  const error = Math.abs(Number(wanted) - Number(found));
  const absolute = isSet ? (absoluteTolerance ?? 0) : DEFAULT_TOLERANCE;
  const relative = isSet ? (relativeTolerance ?? 0) : DEFAULT_TOLERANCE;
  return error <= absolute || error <= relative * Math.abs(Number(wanted));
}

const isInteger = (value: number | bigint): boolean => typeof value === "bigint" || Number.isInteger(value);
const isNumber = (value: Value): value is number | bigint => typeof value === "number" || typeof value === "bigint";
const isObject = (value: Value): value is { [name: string]: Value } => typeof value === "object" && value !== null && !Array.isArray(value);

function quoted(wanted: Value, found: Value, place: string, how = ""): string {
  return `${placed(place)}${how}${shown(wanted)} was expected, not ${shown(found)}.`;
}

const placed = (place: string): string => (place === "" ? "" : `At ${place}: `);

function shown(value: Value): string {
  const whole = text(value);
  return whole.length <= QUOTED_CHARS ? whole : `${whole.slice(0, QUOTED_CHARS)}…`;
}

/** TypeScript's library does not know it yet. */
const { rawJSON } = JSON as typeof JSON & { rawJSON(text: string): object };

function text(value: Value): string {
  return JSON.stringify(value, (_, part: unknown) => (typeof part === "bigint" ? rawJSON(String(part)) : part));
}
