import type { Checker } from "./checker.js";
import { compareInOrder } from "./in-order.js";
import { foldOf, linesOf, quotePair, sameBytes } from "./items.js";

export const lines: Checker = {
  id: "lines",
  name: "Lines",
  description: "The outputs have the same lines; white space at the end of lines and empty lines at the end of the output do not matter.",
  parameters: ["caseSensitive"],
  check(request, parameters = {}) {
    const fold = foldOf(parameters);
    const expected = linesOf(request.expected);
    const actual = linesOf(request.actual);
    return compareInOrder("line", expected, actual, () => (sameBytes(expected, actual, fold) ? null : quotePair(expected, actual, fold)));
  },
};
