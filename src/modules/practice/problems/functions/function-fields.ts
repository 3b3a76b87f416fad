import { driverOf } from "../../../../judge/functions/drivers/index.js";
import { faultsOfSignature, type FunctionSignature } from "../../../../judge/functions/signature.js";
import { languageIdOf } from "../../../../judge/languages/index.js";
import { badInput, fieldErrors } from "../../../../kernel/errors.js";
import type { FieldProblem } from "../../../../kernel/field-codes.js";
import type { ProblemContent } from "../edits/problem-content.js";
import { checkLanguages } from "../tests/problem-checks.js";
import type { FunctionDriverInput, FunctionSignatureInput } from "./function-signature.type.js";

/** How the results of a function are compared unless the author says otherwise. */
export const VALUES = "values";

/** What the decorators of the input can't check. */
export function checkSignature(input: FunctionSignatureInput, field: string): void {
  const faults = faultsOfSignature(signatureOf(input)).map(({ field: at, message }): FieldProblem => {
    return { field: `${field}.${at.replaceAll("[", ".").replaceAll("]", "")}`, code: "INVALID_VALUE", message };
  });
  if (faults.length > 0) throw fieldErrors(faults);
}

export function checkDrivers(list: readonly FunctionDriverInput[], field: string): void {
  checkLanguages(list, field);
  const without = list.findIndex(({ language }) => driverOf(languageIdOf(language)) === null);
  if (without >= 0) throw badInput(`${field}.${without}.language`, "Function problems can't be solved in this language.", "INVALID_VALUE");
}

interface FunctionInput {
  signature?: FunctionSignatureInput | null;
  drivers?: FunctionDriverInput[] | null;
}

/** Undefined keeps a field, null clears it. BAD_USER_INPUT for drivers without a signature. */
export function functionWith(
  kept: Pick<ProblemContent, "signature" | "drivers">,
  input: FunctionInput,
): Pick<ProblemContent, "signature" | "drivers"> {
  const signature = input.signature === undefined ? kept.signature : input.signature && signatureOf(input.signature);
  if (signature === null) {
    if (input.drivers && input.drivers.length > 0) throw badInput("input.drivers", "Drivers need a `signature`.", "INVALID_VALUE");
    return { signature, drivers: {} };
  }
  if (input.drivers === undefined) return { signature, drivers: kept.drivers };
  return { signature, drivers: Object.fromEntries((input.drivers ?? []).map(({ language, source }) => [languageIdOf(language), source])) };
}

/** BAD_USER_INPUT for a function problem that is interactive or multi-pass. */
export function expectRunnable({ signature, interactor, passes }: Pick<ProblemContent, "signature" | "interactor" | "passes">): void {
  if (signature === null || (interactor === null && passes === 1)) return;
  throw badInput("input.signature", "A function problem is neither interactive nor multi-pass.", "INVALID_VALUE");
}

/** Of content whose signature has been checked. */
export function signatureIn({ signature }: FunctionInput): FunctionSignature | null {
  return signature ? signatureOf(signature) : null;
}

function signatureOf({ name, parameters, result, mayFail }: FunctionSignatureInput): FunctionSignature {
  return { name, parameters: parameters.map((one) => ({ name: one.name, type: one.type })), result, mayFail: mayFail ?? false };
}
