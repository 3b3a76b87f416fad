/** Tests of function problems. The data of a test is text, as that of any other: the input has one argument per line, the output the expected result. */
import type { TypedSignature } from "./signature.js";
import { canonicalValue, Reader, ValueFault } from "./values.js";

/** What an expected result says if the function is to fail. The drivers report a failure likewise. */
export const FAILS = '{"error":true}';

/** In which argument of a test, or in its expected result, something is wrong. */
export class FunctionTestFault extends Error {
  override name = "FunctionTestFault";
}

/**
 * The arguments, one per line of compact JSON, in the order of the parameters. `input` has their values one after the other, or one object
 * with a field for each. Throws a FunctionTestFault.
 */
export function canonicalArguments({ parameters }: TypedSignature, input: string): string {
  const reader = new Reader(input);
  const lines = reader.take("{") ? namedArguments(reader, parameters) : parameters.map((one) => argument(reader, one));
  if (!reader.isAtEnd()) throw new FunctionTestFault(`After the last argument there is ${reader.next()}.`);
  return lines.map((line) => `${line}\n`).join("");
}

/** The expected result as compact JSON. Throws a FunctionTestFault. */
export function canonicalResult({ result, mayFail }: TypedSignature, output: string): string {
  if (output.trimStart().startsWith("{")) {
    if (!isFailure(output)) throw new FunctionTestFault(`Expected result: write ${FAILS} for a function that is to fail.`);
    if (!mayFail) throw new FunctionTestFault("Expected result: the signature does not say that the function may fail.");
    return `${FAILS}\n`;
  }
  return `${named("Expected result", () => canonicalValue(result, output))}\n`;
}

/** With or without a message, which is for readers only. */
function isFailure(output: string): boolean {
  try {
    const { error, ...others } = JSON.parse(output) as Record<string, unknown>;
    return (error === true || typeof error === "string") && Object.keys(others).length === 0;
  } catch {
    return false;
  }
}

type Parameter = TypedSignature["parameters"][number];

function argument(reader: Reader, { name, type }: Parameter): string {
  return named(`Argument \`${name}\``, () => reader.value(type, ""));
}

function namedArguments(reader: Reader, parameters: readonly Parameter[]): string[] {
  const values = new Map<string, string>();
  if (!reader.take("}")) {
    do {
      const token = reader.stringToken();
      if (token === null || !reader.take(":")) throw new FunctionTestFault(`The name of an argument was expected, not ${reader.next()}.`);
      const name = JSON.parse(token) as string;
      const parameter = parameters.find((one) => one.name === name);
      if (!parameter) throw new FunctionTestFault(`There is no parameter \`${name.slice(0, 40)}\`.`);
      if (values.has(name)) throw new FunctionTestFault(`Argument \`${name}\` is there twice.`);
      values.set(name, argument(reader, parameter));
    } while (reader.take(","));
    if (!reader.take("}")) throw new FunctionTestFault(`\`,\` or \`}\` was expected, not ${reader.next()}.`);
  }
  return parameters.map(({ name }) => {
    const value = values.get(name);
    if (value === undefined) throw new FunctionTestFault(`Argument \`${name}\` is missing.`);
    return value;
  });
}

function named<T>(what: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof ValueFault)) throw error;
    throw new FunctionTestFault(`${what}${error.place && `, at ${error.place}`}: ${error.message}.`);
  }
}
