import { validate } from "class-validator";
import { ArgumentValidationError, type ValidatorFn } from "type-graphql";
import { badInput } from "../kernel/errors.js";

/** Checks every input object by its decorators, and every string in it for what PostgreSQL can't store. */
export const validateArguments: ValidatorFn = async (value: unknown) => {
  if (value === null || value === undefined) return;
  refuseUnstorable(value, "input");
  if (typeof value !== "object" || Array.isArray(value)) return;
  const errors = await validate(value as object, { forbidUnknownValues: false, validationError: { target: false, value: false } });
  if (errors.length > 0) throw new ArgumentValidationError(errors);
};

function refuseUnstorable(value: unknown, path: string): void {
  if (typeof value === "string") {
    if (value.includes("\0")) throw badInput(path, `${path} contains a NUL character; remove it.`);
    if (!value.isWellFormed()) throw badInput(path, `${path} is not well-formed Unicode: it has half of a surrogate pair.`);
  } else if (typeof value === "object" && value !== null && !(value instanceof Date)) {
    for (const [key, inner] of Object.entries(value)) refuseUnstorable(inner, `${path}.${key}`);
  }
}
