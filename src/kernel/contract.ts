import type * as z from "zod";

/** What one program writes and another reads: a job's payload, a message, an event, a cached value. */
export interface Contract<T> {
  readonly name: string;
  /** Drops fields that the schema does not list, as a newer program may write them. Throws MalformedPayload. */
  parse(payload: unknown): T;
}

export interface SchemaContract<S extends z.ZodType> extends Contract<z.output<S>> {
  readonly schema: S;
}

/** The type of a contract's payload. */
export type PayloadOf<C extends Contract<unknown>> = ReturnType<C["parse"]>;

/** Names the contract and every failing path. Never quotes a value, which may be source code or a token. */
export class MalformedPayload extends Error {
  override name = "MalformedPayload";
}

export function contract<S extends z.ZodType>(name: string, schema: S): SchemaContract<S> {
  return {
    name,
    schema,
    parse(payload) {
      const { success, data, error } = schema.safeParse(payload);
      if (success) return data;
      throw new MalformedPayload(`${name}: ${error.issues.slice(0, MOST_ISSUES).map(explain).join("; ")}`);
    },
  };
}

/** Throws MalformedPayload, as the error of JSON.parse would quote the text. */
export function parseJson<T>({ name, parse }: Contract<T>, text: string): T {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new MalformedPayload(`${name}: not JSON`);
  }
  return parse(value);
}

/** For caches, where a value of another version of the program counts as missing: null if it does not match. */
export function readJson<T>(from: Contract<T>, text: string): T | null {
  return orNull(() => parseJson(from, text));
}

export function readValue<T>(from: Contract<T>, value: unknown): T | null {
  return orNull(() => from.parse(value));
}

function orNull<T>(parse: () => T): T | null {
  try {
    return parse();
  } catch {
    return null;
  }
}

const MOST_ISSUES = 5;

function explain({ path, message }: z.core.$ZodIssue): string {
  return `${path.join(".") || "payload"}: ${message}`;
}
