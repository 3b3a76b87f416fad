/**
 * In an input that changes something, an absent field keeps what there is, and null clears it. Fields that can't be empty are
 * named by this decorator: null is refused there with the code REQUIRED.
 */
import type { FieldProblem } from "../kernel/field-codes.js";

type Input = abstract new () => object;

const KEPT = new Map<Input, readonly string[]>();

export function NeverNull<T extends object>(...fields: (keyof T & string)[]): (target: abstract new () => T) => void {
  return (target) => void KEPT.set(target, fields);
}

/** Of a class; empty where null is not refused anywhere. */
export function neverNullFieldsOf(target: unknown): readonly string[] {
  return KEPT.get(target as Input) ?? [];
}

/** Faults of one input object, without what lies in it. */
export function* clearedWrongly(input: object, path: string): Generator<FieldProblem> {
  for (const field of neverNullFieldsOf(input.constructor)) {
    if ((input as Record<string, unknown>)[field] !== null) continue;
    const message = "This can't be empty. Leave the field out to keep what there is.";
    yield { field: path === "" ? field : `${path}.${field}`, code: "REQUIRED", message };
  }
}
