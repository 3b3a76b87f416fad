import { CUSTOM } from "../checker-programs/checker-program.js";
import type { Checker, CheckerDescription, CheckRequest, OutputChecker } from "./checker.js";
import { exact } from "./exact.js";
import { lines } from "./lines.js";
import { type CheckerParameters, parseParameters } from "./parameters.js";
import { tokens } from "./tokens.js";
import { unorderedLines } from "./unordered-lines.js";
import { unorderedTokens } from "./unordered-tokens.js";
import { values } from "./values.js";

const BUILT_IN: readonly Checker[] = [tokens, lines, unorderedTokens, unorderedLines, exact, values];

const custom: CheckerDescription = {
  id: CUSTOM,
  name: "Custom program",
  description: "A program of the problem decides: one that uses testlib, or an output validator as Kattis and ICPC packages have it.",
  parameters: [],
};

export const CHECKERS: readonly CheckerDescription[] = [...BUILT_IN, custom];

export function findChecker(id: string): CheckerDescription | undefined {
  return CHECKERS.find((checker) => checker.id === id);
}

/** For comparing short texts outside of the judge: built-in checkers answer at once. */
export function builtInChecker(id: string): Checker | undefined {
  return BUILT_IN.find((checker) => checker.id === id);
}

/** A built-in checker with the parameters of a problem. Throws if this version does not know it, or one of its parameters. */
export function checkerWith(id: string, parameters: CheckerParameters): OutputChecker {
  const checker = BUILT_IN.find((one) => one.id === id);
  if (!checker) throw new Error(`This worker does not know the checker ${id}.`);
  const known = parseParameters(checker, parameters, "parameters");
  const parametersFor = ({ checkerArguments: words }: CheckRequest) => (words && checker.parametersOfTest?.(words)) ?? known;
  return { check: (request) => checker.check(request, parametersFor(request)) };
}
