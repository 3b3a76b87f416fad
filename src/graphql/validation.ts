import { validate, type ValidationError } from "class-validator";
import type { ValidatorFn } from "type-graphql";
import { AppError, badInput, type FieldProblem } from "../kernel/errors.js";

/** Checks every input object by its decorators, and every string in it for what PostgreSQL can't store. */
export const validateArguments: ValidatorFn = async (value: unknown, _type, { args }) => {
  if (value === null || value === undefined) return;
  const path = pathOf(value, args);
  // Slugs, names and the like; what may be long stands in input objects, which say how long.
  if (typeof value === "string" && value.length > MOST_CHARACTERS) {
    throw badInput(path, `${path} has ${value.length} characters, and at most ${MOST_CHARACTERS} are allowed.`);
  }
  refuseUnstorable(value, path);
  if (typeof value !== "object" || Array.isArray(value)) return;
  const errors = await validate(value, { forbidUnknownValues: false, validationError: { target: false, value: false } });
  const fields = problemsOf(errors, path);
  if (fields.length > 0) throw new AppError("BAD_USER_INPUT", fields.map(({ message }) => message).join(" "), { fields });
};

/** Under which name the client sent a value; "" for a class that gathers several arguments. */
function pathOf(value: unknown, args: Readonly<Record<string, unknown>>): string {
  const names = Object.keys(args);
  const same = names.find((name) => args[name] === value);
  if (same !== undefined || typeof value !== "object" || value === null) return same ?? "";
  if (names.some((name) => name in value)) return "";
  const isSource = (sent: unknown) => typeof sent === "object" && sent !== null && Object.keys(sent).every((key) => key in value);
  return names.find((name) => isSource(args[name])) ?? "";
}

const join = (path: string, key: string) => (path === "" ? key : `${path}.${key}`);

/** Of an argument that is a string itself. */
const MOST_CHARACTERS = 1000;

/** Far more than anything here needs, and far less than the stack takes. */
const MOST_LEVELS = 50;

function refuseUnstorable(value: unknown, path: string, level = 0): void {
  if (typeof value === "string") {
    if (value.includes("\0")) throw badInput(path, `${path} contains a NUL character; remove it.`);
    if (!value.isWellFormed()) throw badInput(path, `${path} is not well-formed Unicode: it has half of a surrogate pair.`);
  } else if (value instanceof Date) {
    if (value.getUTCFullYear() < 1) throw badInput(path, `${path} lies before the year 1.`);
  } else if (typeof value === "object" && value !== null) {
    if (level > MOST_LEVELS) {
      const field = path.split(".").slice(0, 2).join(".");
      throw badInput(field, `${field} is nested too deeply.`);
    }
    for (const [key, inner] of Object.entries(value)) refuseUnstorable(inner, join(path, key), level + 1);
  }
}

function problemsOf(errors: readonly ValidationError[], path: string): FieldProblem[] {
  return errors.flatMap(({ property, constraints, children }) => {
    const field = join(path, property);
    const own = Object.values(constraints ?? {}).map((message) => ({ field, message: `${field}: ${message}.` }));
    return [...own, ...problemsOf(children ?? [], field)];
  });
}
