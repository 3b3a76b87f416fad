import { isId } from "../kernel/ids.js";

/** Reads the fields of an event's payload; throws if one is missing or has the wrong type. */
export function reader(payload: unknown, event: string) {
  if (typeof payload !== "object" || payload === null) throw new Error(`${event}: payload is not an object`);
  const fields = payload as Record<string, unknown>;
  const field = <T>(name: string, is: (value: unknown) => value is T): T => {
    const value = fields[name];
    if (!is(value)) throw new Error(`${event}: field ${name} is malformed`);
    return value;
  };
  return {
    id: (name: string) => field(name, isId),
    text: (name: string) => field(name, (value): value is string => typeof value === "string"),
    oneOf: <const T extends string>(name: string, allowed: readonly T[]) =>
      field(name, (value): value is T => (allowed as readonly unknown[]).includes(value)),
    object: (name: string) => field(name, (value): value is object => typeof value === "object" && value !== null),
    boolean: (name: string) => field(name, (value): value is boolean => typeof value === "boolean"),
  };
}
