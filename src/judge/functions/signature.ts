/** What the author of a function problem declares. Stored with each revision, and part of the contract between API and worker. */
import * as z from "zod";
import { parseType, TYPE_TEXT_MAX, type ValueType } from "./value-type.js";

export const PARAMETERS_MAX = 8;
export const NAME_MAX = 40;

const name = z.string().max(NAME_MAX);
const type = z.string().max(TYPE_TEXT_MAX);

export const functionSignature = z.object({
  /** In lowerCamelCase, as the parameters' names. Each language has its own spelling of it. */
  name,
  parameters: z.array(z.object({ name, type })).max(PARAMETERS_MAX),
  result: type,
  /** Tests may expect that the function fails: that it throws, or in Go returns an error. */
  mayFail: z.boolean(),
});

export type FunctionSignature = z.infer<typeof functionSignature>;

export interface TypedParameter {
  name: string;
  type: ValueType;
}

/** A signature with parsed types. */
export interface TypedSignature {
  name: string;
  parameters: readonly TypedParameter[];
  result: ValueType;
  mayFail: boolean;
}

/** Throws for a signature that has faults. */
export function typed({ name, parameters, result, mayFail }: FunctionSignature): TypedSignature {
  return { name, mayFail, result: known(result), parameters: parameters.map((one) => ({ name: one.name, type: known(one.type) })) };
}

function known(text: string): ValueType {
  const type = parseType(text);
  if (!type) throw new Error(`This program does not know the type ${text}.`);
  return type;
}

/** `twoSum` → `two_sum`, `sumOf2` → `sum_of2`. */
export function snakeCase(name: string): string {
  return name.replaceAll(/[A-Z]+/g, (letters) => `_${letters.toLowerCase()}`);
}

export interface SignatureFault {
  /** Path in the signature. */
  field: string;
  message: string;
}

/** Empty if a program in every language can be made of it. */
export function faultsOfSignature(signature: FunctionSignature): SignatureFault[] {
  const faults: SignatureFault[] = [];
  const add = (field: string, message: string | null) => message && faults.push({ field, message });
  add("name", faultOfName(signature.name));
  add("result", faultOfType(signature.result));
  const taken = new Set([snakeCase(signature.name)]);
  for (const [at, parameter] of signature.parameters.entries()) {
    const spelled = snakeCase(parameter.name);
    add(
      `parameters[${at}].name`,
      taken.has(spelled) ? "The name is taken, by another parameter or the function." : faultOfName(parameter.name),
    );
    add(`parameters[${at}].type`, faultOfType(parameter.type));
    taken.add(spelled);
  }
  return faults;
}

function faultOfType(text: string): string | null {
  if (parseType(text)) return null;
  return "There is no such type. Types are int, long, double, bool, string, list<T>, matrix<T>, linked_list<T> and tree<T>. The last three take the first five.";
}

function faultOfName(given: string): string | null {
  if (!/^[a-z][A-Za-z0-9]*$/.test(given) || given.length > NAME_MAX) {
    return `A name has letters and digits only, starts with a small letter and has at most ${NAME_MAX} characters.`;
  }
  return RESERVED.has(given) || RESERVED.has(snakeCase(given)) ? "The name is reserved in one of the languages." : null;
}

/** Keywords of the languages, and names without which a program in one of them does not work. */
const RESERVED = new Set(
  `abstract alignas alignof and any as asm assert async auto await bigint bitand bitor bool boolean break byte case catch chan char class cin
  clone co_await co_return co_yield compl concept const consteval constexpr constinit const_cast continue cout debugger decltype def default
  defer del delete do double driver dynamic_cast elif else enum equals error eval except explicit export extends extern fallthrough false final
  finalize finally float for friend from func function getClass get_class global globalThis global_this go goto hashCode hash_code if implements import in init
  inline instanceof int interface is lambda let long main map module mutable namespace native new nil noexcept none nonlocal not notify notifyAll notify_all
  null operator or package pass print private protected public raise range register reinterpret_cast require requires return rune select self
  short signed sizeof static static_assert static_cast std strictfp string struct super switch synchronized template this thread_local throw
  throws toString to_string transient true try type typedef typeid typename typeof union undefined unsigned using var virtual void volatile wait wchar_t
  while with xor yield arguments list dict set tuple str bytes object len make append copy cap panic recover close complex real imag math`.split(
    /\s+/,
  ),
);
