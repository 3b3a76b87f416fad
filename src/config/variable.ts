import type * as z from "zod";

/** An environment variable. One without a default is required. */
export interface Variable<S extends z.ZodType = z.ZodType> {
  /** Reads the text. Its messages follow the name of the variable, and never quote the text, which may be a secret. */
  schema: S;
  default?: string;
  meaning: string;
  /** May also be read from a file, which the variable with the suffix _FILE names. */
  secret?: true;
}

/** Type-checks a variable and keeps the type of its schema. */
export function variable<S extends z.ZodType>(definition: Variable<S>): Variable<S> {
  return definition;
}
