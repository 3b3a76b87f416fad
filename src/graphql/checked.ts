import { ValidateBy } from "class-validator";

/** Throws BAD_USER_INPUT with the faults of the value; `field` is its path, `input` the object that holds it. */
export type FieldCheck<T> = (value: never, field: string, input: T) => unknown;

export const CHECKED = "checked";

/**
 * For a field of an input: a rule of the domain that is checked together with the decorators of class-validator, so that one
 * answer names the faults of all fields. null and an absent value pass.
 */
export function Checked<T extends object>(check: FieldCheck<T>): (target: T, key: string) => void {
  return (target, key) => {
    const validate = (value: unknown, args?: { object: object }) => {
      if (value === null || value === undefined) return true;
      try {
        check(value as never, key, args!.object as T);
        return true;
      } catch {
        return false; // What is wrong is asked again, with the whole path.
      }
    };
    ValidateBy({ name: CHECKED, constraints: [check], validator: { validate } })(target, key);
  };
}
