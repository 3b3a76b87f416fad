/** Converts results, and writes what was thrown to the standard error stream. What does not fit ends the program, which is no failure of the function. */
export const ADAPTER = `
class FailsAsValue extends Error {}

function namesOf(error) {
  const names = [];
  for (let one = error; one; one = Object.getPrototypeOf(one)) if (one.constructor?.name) names.push(one.constructor.name);
  return [...new Set(names)];
}

function failed(error) {
  const isError = error instanceof Error;
  console.error("RAISED " + JSON.stringify([isError ? namesOf(error) : ["a value"], String(isError ? error.message : error)]));
  return error;
}

export function run(call, kind) {
  let value;
  try {
    value = call();
  } catch (error) {
    throw failed(error);
  }
  if (!(value instanceof Promise)) return convert(value, kind);
  return value.then((result) => convert(result, kind), (error) => { throw failed(error); });
}

/** For a track whose function returns a value where others throw. */
export function valueOrFailure(value, hasFailed) {
  if (hasFailed) throw new FailsAsValue(text(value));
  return value;
}

/** The solutions have numbers where we have bigints. */
export const own = (value) => (typeof value === "bigint" ? Number(value) : Array.isArray(value) ? value.map(own) : value);

const isRecord = (value) => typeof value === "object" && value !== null && !Array.isArray(value);

export function text(value) {
  if (Array.isArray(value)) return "[" + value.map(text).join(",") + "]";
  if (!isRecord(value)) return JSON.stringify(value ?? null);
  return "{" + Object.keys(value).sort().map((name) => JSON.stringify(name) + ":" + text(value[name])).join(",") + "}";
}

export const fields = (values) => Object.keys(values).sort().map((name) => name + "=" + text(values[name]));

function convert(value, kind) {
  if (kind.startsWith("list<")) {
    if (Array.isArray(value)) return value.map((one) => convert(one, kind.slice(5, -1)));
    if (typeof value?.[Symbol.iterator] === "function" && typeof value !== "string") return convert([...value], kind);
    if (isRecord(value) && kind === "list<string>") return fields(value);
  } else if (kind === "string" && isRecord(value)) return text(value);
  else if (kind === "long" && (typeof value === "bigint" || Number.isInteger(value))) return BigInt(value);
  else if (kind === "int" && typeof value === "bigint") return Number(value);
  else if (typeof value === { int: "number", double: "number", long: "number", bool: "boolean", string: "string" }[kind]) return value;
  console.error("adapter: " + text(value) + " is no " + kind);
  process.exit(1);
}
`;
