import type { Checker } from "./checker.js";
import { foldOf, tokensOf } from "./items.js";
import { compareUnordered } from "./multiset.js";

export const unorderedTokens: Checker = {
  id: "unordered-tokens",
  name: "Unordered tokens",
  description: "The outputs have the same tokens, each as often, in any order; white space does not matter.",
  parameters: ["caseSensitive"],
  check: (request, parameters = {}) => compareUnordered("token", request, tokensOf, foldOf(parameters)),
};
