import { ValidateBy } from "class-validator";

/** Throws BAD_USER_INPUT with the problems of the value; `field` is its path, `input` the object that contains it. */
export type FieldCheck<T> = (value: never, field: string, input: T) => unknown;

export const CHECKED = "checked";

/**
 * A domain rule for an input field. It is checked together with the decorators of class-validator, so that one response names the
 * problems of all fields. null and absent values pass.
 */
export function Checked<T extends object>(check: FieldCheck<T>): (target: T, key: string) => void {
  return (target, key) => {
    const validate = (value: unknown, args?: { object: object }) => {
      if (value === null || value === undefined) return true;
      try {
        check(value as never, key, args!.object as T);
        return true;
      } catch {
        return false; // The details are determined later, with the full path.
      }
    };
    ValidateBy({ name: CHECKED, constraints: [check], validator: { validate } })(target, key);
  };
}
