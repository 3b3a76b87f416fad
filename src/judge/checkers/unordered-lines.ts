import type { Checker } from "./checker.js";
import { foldOf, writtenLinesOf } from "./items.js";
import { compareUnordered } from "./multiset.js";

export const unorderedLines: Checker = {
  id: "unordered-lines",
  name: "Unordered lines",
  description:
    "The outputs have the same lines, each as often, in any order; white space at the end of lines and empty lines do not matter.",
  parameters: ["caseSensitive"],
  check: (request, parameters = {}) => compareUnordered("line", request, writtenLinesOf, foldOf(parameters)),
};
