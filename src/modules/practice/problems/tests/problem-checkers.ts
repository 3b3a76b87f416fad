import { CHECKERS, findChecker } from "../../../../judge/checkers/index.js";
import {
  ANY_CHECKER,
  type CheckerParameters,
  effectiveParameters,
  PARAMETERS,
  parseParameters,
} from "../../../../judge/checkers/parameters.js";
import type { CheckerParametersInput, CheckerParametersType, CheckerType } from "./checker.type.js";

/** The judge's checkers as exposed by the API. */
export const ALL_CHECKERS: readonly CheckerType[] = CHECKERS.map(({ id, name, description, parameters }) => ({
  id,
  slug: id,
  name,
  description,
  parameters: parameters.map((parameter) => {
    const { default: value, minimum = null, maximum = null, ...definition } = PARAMETERS[parameter];
    return { name: parameter, ...definition, default: value === null ? null : JSON.stringify(value), minimum, maximum };
  }),
}));

interface Chosen {
  checker: string;
  checkerParameters: CheckerParameters;
}

/** Rows cached by an older version have no parameters. */
export function parametersInEffect({ checker, checkerParameters = {} }: Partial<Chosen> & Pick<Chosen, "checker">): CheckerParametersType {
  return effectiveParameters(findChecker(checker), checkerParameters) as unknown as CheckerParametersType;
}

/** Undefined keeps the parameters, unless the checker is another one; null resets them. BAD_USER_INPUT if the checker does not take them. */
export function parametersWith(
  { checker: present, checkerParameters: kept }: Chosen,
  checker: string,
  given: CheckerParametersInput | null | undefined,
): CheckerParameters {
  if (given === undefined) return checker === present ? kept : {};
  return parseParameters(findChecker(checker) ?? ANY_CHECKER, given ?? {}, "input.checkerParameters");
}
