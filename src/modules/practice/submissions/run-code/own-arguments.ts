import { canonicalArguments, FunctionTestFault } from "../../../../judge/functions/function-tests.js";
import { type FunctionSignature, typed } from "../../../../judge/functions/signature.js";
import { badInput } from "../../../../kernel/errors.js";

/** Arguments that a learner tries. BAD_USER_INPUT if they do not fit the signature. */
export function ownArguments(signature: FunctionSignature, text: string): string {
  try {
    return canonicalArguments(typed(signature), text);
  } catch (error) {
    if (!(error instanceof FunctionTestFault)) throw error;
    throw badInput("input.stdin", error.message, "INVALID_VALUE");
  }
}
