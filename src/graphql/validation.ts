import { getMetadataStorage, validate } from "class-validator";
import type { ValidatorFn } from "type-graphql";
import { badInput, fieldErrors, MOST_PROBLEMS } from "../kernel/errors.js";
import type { FieldProblem } from "../kernel/field-codes.js";
import { problemsOf } from "./constraint-problems.js";
import { clearedWrongly } from "./kept.js";

/**
 * Checks every input object by its decorators, and everything in it for forbidden nulls and for values that PostgreSQL can't store.
 * Reports all problems at once.
 */
export const validateArguments: ValidatorFn = async (value: unknown, _type, { args }) => {
  if (value === null || value === undefined) return;
  const path = pathOf(value, args);
  // Slugs, names and the like; long texts are in input objects, which declare their limits.
  if (typeof value === "string" && value.length > MOST_CHARACTERS) {
    const message = `Enter at most ${MOST_CHARACTERS} characters; this has ${value.length}.`;
    throw badInput(path, message, "TOO_LONG", { maximum: MOST_CHARACTERS, actual: value.length, unit: "CHARACTERS" });
  }
  const problems = [...unfit(value, path).take(MOST_PROBLEMS)];
  if (typeof value === "object" && !Array.isArray(value)) {
    const errors = await validate(value, { forbidUnknownValues: false });
    const named = new Set(problems.map(({ field }) => field));
    problems.push(...problemsOf(errors, path).filter(({ field }) => !named.has(field)));
  }
  if (problems.length > 0) throw fieldErrors(problems);
};

rememberRules();

/** For each object, class-validator compares its class with every decorated class of the program, whose rules never change. */
function rememberRules(): void {
  const storage = getMetadataStorage();
  const find = storage.getTargetValidationMetadatas.bind(storage);
  type Find = typeof find;
  const known = new Map<Parameters<Find>[0], Map<string, ReturnType<Find>>>();
  storage.getTargetValidationMetadatas = (target, schema, always, strictGroups, groups) => {
    const key = JSON.stringify([schema, always, strictGroups, groups]);
    const ofClass = known.get(target) ?? new Map<string, ReturnType<Find>>();
    const rules = ofClass.get(key) ?? find(target, schema, always, strictGroups, groups);
    known.set(target, ofClass.set(key, rules));
    return rules;
  };
}

/** The argument's name in the request; "" for a class that combines several arguments. */
function pathOf(value: unknown, args: Readonly<Record<string, unknown>>): string {
  const names = Object.keys(args);
  const same = names.find((name) => args[name] === value);
  if (same !== undefined || typeof value !== "object" || value === null) return same ?? "";
  if (names.some((name) => name in value)) return "";
  const isSource = (sent: unknown) => typeof sent === "object" && sent !== null && Object.keys(sent).every((key) => key in value);
  return names.find((name) => isSource(args[name])) ?? "";
}

const join = (path: string, key: string) => (path === "" ? key : `${path}.${key}`);

/** Limit of an argument that is itself a string. */
const MOST_CHARACTERS = 1000;

/** Far more than any input needs, and far less than overflows the stack. */
const MOST_LEVELS = 50;

function* unfit(value: unknown, path: string, level = 0): Generator<FieldProblem> {
  const fault = (message: string, field = path): FieldProblem => ({ field, code: "INVALID_FORMAT", message });
  if (typeof value === "string") {
    if (value.includes("\0")) yield fault("This text contains a NUL character; remove it.");
    else if (!value.isWellFormed()) yield fault("This text is not well-formed Unicode: it has half of a surrogate pair.");
  } else if (value instanceof Date) {
    if (value.getUTCFullYear() < 1) yield { ...fault("This date is before the year 1."), code: "OUT_OF_RANGE" };
  } else if (typeof value === "object" && value !== null) {
    if (level > MOST_LEVELS) yield fault("This value is nested too deeply.", path.split(".").slice(0, 2).join("."));
    else {
      yield* clearedWrongly(value, path);
      for (const [key, inner] of Object.entries(value)) yield* unfit(inner, join(path, key), level + 1);
    }
  }
}
