import type { Checker } from "./checker.js";
import { compareInOrder } from "./in-order.js";
import { foldOf, type Items, quotePair, sameBytes, tokensOf } from "./items.js";
import { numberAt } from "./numbers.js";
import type { CheckerParameters } from "./parameters.js";
import { parametersOfTest } from "./validator-flags.js";

/** Decides as the default validator of the ICPC package format, whose options are the parameters. */
export const tokens: Checker = {
  id: "tokens",
  name: "Tokens",
  description:
    "The outputs have the same tokens in the same order; how much white space separates them does not matter. With a tolerance, numbers may differ by it, and `1.0` is `1`.",
  parameters: ["caseSensitive", "whitespaceSensitive", "absoluteTolerance", "relativeTolerance"],
  parametersOfTest,
  check(request, parameters = {}) {
    const fold = foldOf(parameters);
    const expected = tokensOf(request.expected);
    const actual = tokensOf(request.actual);
    const sameSpace = parameters.whitespaceSensitive ? spaceComparer(expected, actual) : () => true;
    const numbersDiffer = numberComparer(expected, actual, parameters);
    return compareInOrder("token", expected, actual, () => {
      if (!sameSpace()) return "the white space before it differs";
      if (sameBytes(expected, actual, fold)) return null;
      const difference = numbersDiffer();
      return difference === null ? null : `${quotePair(expected, actual, fold)}${difference}`;
    });
  },
};

/** Answers whether the white space before the present tokens is the same. */
function spaceComparer(expected: Items, actual: Items): () => boolean {
  let e = 0;
  let a = 0;
  return () => {
    while (e < expected.start && a < actual.start && expected.bytes[e] === actual.bytes[a]) {
      e++;
      a++;
    }
    const isSame = e === expected.start && a === actual.start;
    e = expected.end;
    a = actual.end;
    return isSame;
  };
}

/** Answers how two tokens of different bytes differ, null if they are numbers within the tolerance. */
function numberComparer(expected: Items, actual: Items, { absoluteTolerance, relativeTolerance }: CheckerParameters): () => string | null {
  if (absoluteTolerance === undefined && relativeTolerance === undefined) return () => "";
  return () => {
    const wanted = numberAt(expected.bytes, expected.start, expected.end);
    if (Number.isNaN(wanted)) return "";
    const found = numberAt(actual.bytes, actual.start, actual.end);
    if (Number.isNaN(found)) return actual.start < actual.end ? ", which is not a number" : "";
    const error = Math.abs(wanted - found);
    if (absoluteTolerance !== undefined && error <= absoluteTolerance) return null;
    if (relativeTolerance !== undefined && error <= relativeTolerance * Math.abs(wanted)) return null;
    const relative = wanted === 0 ? "" : `, relative ${(error / Math.abs(wanted)).toExponential(2)}`;
    return `; error: absolute ${error.toExponential(2)}${relative}`;
  };
}
