import { PARAMETERS, type CheckerParameters } from "./parameters.js";

const FLAGS_MAX = 40;

/** Says which argument the default validator does not have. */
export class BadFlags extends Error {
  override name = "BadFlags";
}

/**
 * Arguments of the default validator of the ICPC package format as parameters of `tokens`. Source: "Default Output Validator" in its
 * specification, 2025-09. Throws BadFlags for unknown words and values.
 */
export function parametersFromFlags(flags: readonly string[]): CheckerParameters {
  const parameters: CheckerParameters = { caseSensitive: false };
  if (flags.length > FLAGS_MAX) throw new BadFlags("There are too many arguments for the output validator.");
  for (let at = 0; at < flags.length; at++) {
    const flag = flags[at]!;
    if (flag === "case_sensitive") parameters.caseSensitive = true;
    else if (flag === "space_change_sensitive") parameters.whitespaceSensitive = true;
    else if (/^float(_(relative|absolute))?_tolerance$/.test(flag)) {
      const value = toleranceOf(flags[++at], flag);
      if (flag !== "float_absolute_tolerance") parameters.relativeTolerance = Math.min(value, PARAMETERS.relativeTolerance.maximum!);
      if (flag !== "float_relative_tolerance") parameters.absoluteTolerance = value;
    } else throw new BadFlags(`The default validator has no argument \`${flag}\`.`);
  }
  return parameters;
}

function toleranceOf(word: string | undefined, flag: string): number {
  const value = Number(word);
  const { minimum, maximum } = PARAMETERS.absoluteTolerance;
  if (word && value >= minimum! && value <= maximum!) return value;
  throw new BadFlags(`\`${flag}\` needs a number from ${minimum} to ${maximum}.`);
}

/** For one test: undefined if they are arguments of another checker. */
export function parametersOfTest(flags: readonly string[]): CheckerParameters | undefined {
  try {
    return parametersFromFlags(flags);
  } catch {
    return undefined;
  }
}
