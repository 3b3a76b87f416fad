/**
 * In inputs of updates, an absent field keeps the current value, and null clears it. This decorator names fields that can't be empty:
 * null is refused with the code REQUIRED.
 */
import type { FieldProblem } from "../kernel/field-codes.js";

type Input = abstract new () => object;

const KEPT = new Map<Input, readonly string[]>();

export function NeverNull<T extends object>(...fields: (keyof T & string)[]): (target: abstract new () => T) => void {
  return (target) => void KEPT.set(target, fields);
}

/** Fields of a class for which null is refused; may be empty. */
export function neverNullFieldsOf(target: unknown): readonly string[] {
  return KEPT.get(target as Input) ?? [];
}

/** Problems of one input object, without nested objects. */
export function* clearedWrongly(input: object, path: string): Generator<FieldProblem> {
  for (const field of neverNullFieldsOf(input.constructor)) {
    if ((input as Record<string, unknown>)[field] !== null) continue;
    const message = "This cannot be null. Omit the field to keep the current value.";
    yield { field: path === "" ? field : `${path}.${field}`, code: "REQUIRED", message };
  }
}
