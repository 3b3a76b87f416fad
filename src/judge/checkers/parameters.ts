import * as z from "zod";
import { fieldErrors } from "../../kernel/errors.js";
import type { FieldProblem } from "../../kernel/field-codes.js";

const VALUES = {
  caseSensitive: z.boolean(),
  whitespaceSensitive: z.boolean(),
  absoluteTolerance: z.number().min(0).max(1e9),
  relativeTolerance: z.number().min(0).max(1),
  unorderedLevels: z.number().min(0).max(4),
};

export type ParameterName = keyof typeof VALUES;

/**
 * Values that a problem sets. A checker takes some of them; an absent one has its default. Strict: a program that does not know a
 * parameter must fail rather than judge without it.
 */
export const checkerParameters = z.strictObject(VALUES).partial();
export type CheckerParameters = z.infer<typeof checkerParameters>;

export const PARAMETER_TYPES = ["BOOLEAN", "NUMBER"] as const;
export type ParameterType = (typeof PARAMETER_TYPES)[number];

interface ParameterDefinition {
  type: ParameterType;
  /** One sentence for problem authors. */
  description: string;
  /** Null: not applied if absent. */
  default: boolean | number | null;
  /** Bounds of a number, inclusive. */
  minimum?: number;
  maximum?: number;
}

const boundsOf = ({ minValue, maxValue }: z.ZodNumber) => ({ minimum: minValue!, maximum: maxValue! });

export const PARAMETERS: Readonly<Record<ParameterName, ParameterDefinition>> = {
  caseSensitive: { type: "BOOLEAN", default: true, description: "Whether `A` and `a` differ. Applies to ASCII letters." },
  whitespaceSensitive: {
    type: "BOOLEAN",
    default: false,
    description: "Whether white space must be the same, at the beginning and the end too.",
  },
  absoluteTolerance: {
    type: "NUMBER",
    default: null,
    description: "Largest accepted difference from an expected number.",
    ...boundsOf(VALUES.absoluteTolerance),
  },
  relativeTolerance: {
    type: "NUMBER",
    default: null,
    description:
      "Largest accepted difference from an expected number, relative to that number. If both tolerances are set, a number within either is accepted.",
    ...boundsOf(VALUES.relativeTolerance),
  },
  unorderedLevels: {
    type: "NUMBER",
    default: 0,
    description:
      "How many levels of lists may have their elements in any order: 0 none, 1 the outermost list, 2 also the lists in it, and so on.",
    ...boundsOf(VALUES.unorderedLevels),
  },
};

export const PARAMETER_NAMES = Object.keys(PARAMETERS) as ParameterName[];

/** For reading parameters of which the checker is not known: all may be set. */
export const ANY_CHECKER = { name: "Any", parameters: PARAMETER_NAMES };

/**
 * Checks parameters for a checker. Leaves out null and default values, so that equal settings are stored equally.
 * BAD_USER_INPUT with every faulty parameter; `field` is the path of `given`.
 */
export function parseParameters(
  checker: { name: string; parameters: readonly ParameterName[] },
  given: object,
  field: string,
): CheckerParameters {
  const set = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== null && value !== undefined));
  const taken = Object.fromEntries(checker.parameters.map((name) => [name, VALUES[name].optional()]));
  const parsed = z.strictObject(taken).safeParse(set);
  if (!parsed.success) throw fieldErrors(parsed.error.issues.flatMap((issue) => problemsOf(issue, set, checker.name, field)));
  return Object.fromEntries(
    Object.entries(parsed.data).filter(([name, value]) => value !== PARAMETERS[name as ParameterName].default),
  ) as CheckerParameters;
}

/** The value of each parameter, null for those that the checker does not take and for those without a value. */
export function effectiveParameters(
  checker: { parameters: readonly ParameterName[] } | undefined,
  set: CheckerParameters,
): Record<ParameterName, boolean | number | null> {
  const valueOf = (name: ParameterName) => (checker?.parameters.includes(name) ? (set[name] ?? PARAMETERS[name].default) : null);
  return Object.fromEntries(PARAMETER_NAMES.map((name) => [name, valueOf(name)])) as ReturnType<typeof effectiveParameters>;
}

function problemsOf(issue: z.core.$ZodIssue, set: Record<string, unknown>, checker: string, field: string): FieldProblem[] {
  if (issue.code === "unrecognized_keys") {
    return issue.keys.map((key) => ({
      field: `${field}.${key}`,
      code: "UNKNOWN_FIELD",
      message: `The checker ${checker} takes no parameter \`${key}\`.`,
    }));
  }
  const name = issue.path[0] as ParameterName;
  const { type, minimum, maximum } = PARAMETERS[name];
  const at = `${field}.${name}`;
  const actual = set[name];
  if (type === "BOOLEAN") return [{ field: at, code: "INVALID_TYPE", message: "Must be true or false." }];
  if (typeof actual !== "number") return [{ field: at, code: "INVALID_TYPE", message: "Must be a number." }];
  return [{ field: at, code: "OUT_OF_RANGE", message: `Must be from ${minimum} to ${maximum}.`, minimum, maximum, actual }];
}
