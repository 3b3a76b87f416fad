import type { Checker, OutputChecker } from "./checker.js";
import { exact } from "./exact.js";
import { lines } from "./lines.js";
import { type CheckerParameters, parseParameters } from "./parameters.js";
import { tokens } from "./tokens.js";
import { unorderedLines } from "./unordered-lines.js";
import { unorderedTokens } from "./unordered-tokens.js";

export const CHECKERS: readonly Checker[] = [tokens, lines, unorderedTokens, unorderedLines, exact];

export function findChecker(id: string): Checker | undefined {
  return CHECKERS.find((checker) => checker.id === id);
}

/** A checker with the parameters of a problem. Throws if this version does not know it, or one of its parameters. */
export function checkerWith(id: string, parameters: CheckerParameters): OutputChecker {
  const checker = findChecker(id);
  if (!checker) throw new Error(`This worker does not know the checker ${id}.`);
  const known = parseParameters(checker, parameters, "parameters");
  return { check: (request) => checker.check(request, known) };
}
