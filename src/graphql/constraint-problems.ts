/** Maps class-validator's errors to `extensions.fields`, by a table of its constraints. */
import { getMetadataStorage, type ValidationError } from "class-validator";
import { problemsIn } from "../kernel/errors.js";
import type { FieldCode, FieldFacts, FieldProblem } from "../kernel/field-codes.js";
import { CHECKED, type FieldCheck } from "./checked.js";

type Constraint = ReturnType<ReturnType<typeof getMetadataStorage>["getTargetValidationMetadatas"]>[number];

interface Fault extends FieldFacts {
  code: FieldCode;
  message: string;
}

type Describe = (value: unknown, limits: readonly number[], siblings: readonly Constraint[]) => Fault;

const plural = (count: number, noun: string) => `${count.toLocaleString("en")} ${noun}${count === 1 ? "" : "s"}`;
const charactersIn = (value: unknown) => (typeof value === "string" ? [...value].length : 0);
const itemsIn = (value: unknown) => (Array.isArray(value) ? value.length : 0);
const unit = "CHARACTERS" as const;

function tooShort(value: unknown, minimum: number): Fault {
  const actual = charactersIn(value);
  return { code: "TOO_SHORT", message: `Enter at least ${plural(minimum, "character")}.`, minimum, actual, unit };
}

function tooLong(value: unknown, maximum: number): Fault {
  const actual = charactersIn(value);
  const message = `Enter at most ${plural(maximum, "character")}; this has ${actual.toLocaleString("en")}.`;
  return { code: "TOO_LONG", message, maximum, actual, unit };
}

function tooFew(value: unknown, minimum: number): Fault {
  return { code: "TOO_FEW", message: `Give at least ${plural(minimum, "item")}.`, minimum, actual: itemsIn(value) };
}

/** Names both bounds, whichever one is exceeded. */
function outOfRange(value: unknown, siblings: readonly Constraint[]): Fault {
  const bound = (name: string) => siblings.find((sibling) => sibling.name === name)?.constraints?.[0] as number | undefined;
  const [minimum, maximum] = [bound("min"), bound("max")];
  const range = [minimum !== undefined && `at least ${minimum}`, maximum !== undefined && `at most ${maximum}`]
    .filter(Boolean)
    .join(" and ");
  const bounds = { ...(minimum !== undefined && { minimum }), ...(maximum !== undefined && { maximum }) };
  const actual = typeof value === "number" ? { actual: value } : {};
  return { code: "OUT_OF_RANGE", message: `Give a number of ${range}.`, ...bounds, ...actual };
}

const FAULTS: Readonly<Record<string, Describe>> = {
  minLength: (value, [minimum]) => tooShort(value, minimum!),
  maxLength: (value, [maximum]) => tooLong(value, maximum!),
  isLength: (value, [minimum, maximum]) => (charactersIn(value) < minimum! ? tooShort(value, minimum!) : tooLong(value, maximum!)),
  arrayNotEmpty: (value) => tooFew(value, 1),
  arrayMinSize: (value, [minimum]) => tooFew(value, minimum!),
  arrayMaxSize(value, [maximum]) {
    const actual = itemsIn(value);
    return { code: "TOO_MANY", message: `Give at most ${plural(maximum!, "item")}; there are ${actual}.`, maximum: maximum!, actual };
  },
  arrayUnique: () => ({ code: "DUPLICATE", message: "Remove duplicate values." }),
  isInt: () => ({ code: "INVALID_TYPE", message: "Give a whole number." }),
  min: (value, _limits, siblings) => outOfRange(value, siblings),
  max: (value, _limits, siblings) => outOfRange(value, siblings),
  matches: () => ({ code: "INVALID_FORMAT", message: "Use the format described in the schema." }),
  isEmailAddress: () => ({
    code: "INVALID_FORMAT",
    message: "Enter an e-mail address with ASCII characters only, such as ada@example.org.",
  }),
  isOneLine: () => ({ code: "INVALID_FORMAT", message: "Enter a single line: remove line breaks and control characters." }),
  nestedValidation: () => ({ code: "INVALID_TYPE", message: "Give an object." }),
};

/** Does the table know a constraint? A test checks every decorator in use. */
export function isDescribed(constraint: string): boolean {
  return constraint === CHECKED || constraint in FAULTS;
}

export function problemsOf(errors: readonly ValidationError[], path: string): FieldProblem[] {
  return errors.flatMap((error) => {
    const field = path === "" ? error.property : `${path}.${error.property}`;
    const siblings = constraintsOf(error);
    const own = Object.entries(error.constraints ?? {}).flatMap(([name, reported]) => {
      const found = siblings.filter((sibling) => nameOf(sibling) === name);
      if (found.length === 0) return [{ field, code: "INVALID_VALUE" as const, message: sentence(reported) }];
      return found.flatMap((constraint) => (constraint.each ? eachOf : problemsOfOne)(constraint, error, field, siblings));
    });
    return [...withoutRepeats(own), ...problemsOf(error.children ?? [], field)];
  });
}

/** Two rules may refuse a value for the same reason. */
function withoutRepeats(problems: readonly FieldProblem[]): FieldProblem[] {
  return problems.filter((one, index) => problems.findIndex(({ field, code }) => field === one.field && code === one.code) === index);
}

function constraintsOf({ target, property }: ValidationError): Constraint[] {
  if (!target) return [];
  const all = getMetadataStorage().getTargetValidationMetadatas(target.constructor, "", false, false);
  return all.filter(({ propertyName }) => propertyName === property);
}

const nameOf = ({ name, type }: Constraint) => name ?? type;

function problemsOfOne(constraint: Constraint, error: ValidationError, field: string, siblings: readonly Constraint[]): FieldProblem[] {
  const { value, target } = error as { value: unknown; target: object };
  const limits = (constraint.constraints ?? []) as unknown[];
  if (constraint.name === CHECKED) return [...problemsIn(() => (limits[0] as FieldCheck<object>)(value as never, field, target))];
  if (!fails(constraint, value, error)) return [];
  const { message, ...rest } = FAULTS[nameOf(constraint)]?.(value, limits as number[], siblings) ?? {
    code: "INVALID_VALUE" as const,
    message: "This value is not valid.",
  };
  return [{ field, message: typeof constraint.message === "string" ? sentence(constraint.message) : message, ...rest }];
}

function eachOf(constraint: Constraint, error: ValidationError, field: string, siblings: readonly Constraint[]): FieldProblem[] {
  const items = Array.isArray(error.value) ? (error.value as unknown[]) : [];
  return items.flatMap((value, index) =>
    fails(constraint, value, error) ? problemsOfOne(constraint, Object.assign({}, error, { value }), `${field}.${index}`, siblings) : [],
  );
}

/** class-validator reports several constraints of one name on a field as one, and all values of a list together. */
function fails(constraint: Constraint, value: unknown, error: ValidationError): boolean {
  const validators = constraint.constraintCls ? getMetadataStorage().getTargetValidatorConstraints(constraint.constraintCls) : [];
  const { target: object = {}, property } = error;
  const args = { value, object, property, targetName: object.constructor.name, constraints: constraint.constraints };
  return validators.length === 0 || validators.some(({ instance }) => instance.validate(value, args) !== true);
}

function sentence(text: string): string {
  const capital = text[0]!.toUpperCase() + text.slice(1);
  return /[.!?]$/.test(capital) ? capital : `${capital}.`;
}
