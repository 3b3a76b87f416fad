/** Translates between global ids and keys: clients see global ids, resolvers and services see keys (UUIDs, names). */
import {
  getNullableType,
  GraphQLID,
  GraphQLList,
  GraphQLNonNull,
  GraphQLScalarType,
  GraphQLSchema,
  GraphQLString,
  isInputObjectType,
  isListType,
  isNonNullType,
  isObjectType,
  type GraphQLArgument,
  type GraphQLField,
  type GraphQLInputField,
  type GraphQLInputType,
  type GraphQLType,
} from "graphql";
import { fieldErrors } from "../kernel/errors.js";
import type { FieldProblem } from "../kernel/field-codes.js";
import { derivation } from "./derived.js";
import { bareKey, globalIdsOf, parseGlobalId } from "../kernel/global-id.js";

interface Mark {
  type: string;
  keyedBy: "uuid" | "name";
  shownAs: GraphQLScalarType;
}

const scalars = new Map<string, GraphQLScalarType>();
const marks = new WeakMap<GraphQLType, Mark>();

/**
 * Replaces `ID` in decorators: the id of an object of this type. In the schema it is an `ID`. As input it accepts the global id or the
 * bare key, and the resolver gets the key; as output the resolver returns the key. `name` is for types whose keys are names, such as
 * `python`.
 */
export function idOf(type: string, keyedBy: Mark["keyedBy"] = "uuid"): GraphQLScalarType {
  return marked(`${type}ID`, { type, keyedBy, shownAs: GraphQLID });
}

/** Like `idOf` with names as keys, for inputs that people write by hand: a `String` in the schema. */
export function nameOf(type: string): GraphQLScalarType {
  return marked(`${type}Name`, { type, keyedBy: "name", shownAs: GraphQLString });
}

function marked(name: string, mark: Mark): GraphQLScalarType {
  const scalar = scalars.get(name) ?? new GraphQLScalarType({ name });
  scalars.set(name, scalar);
  marks.set(scalar, mark);
  return scalar;
}

/**
 * Replaces `idOf` with `ID` and `nameOf` with `String`, and installs the translation. Changes the types in place and returns the
 * schema without the markers.
 */
export function installGlobalIds(schema: GraphQLSchema): GraphQLSchema {
  const types = Object.values(schema.getTypeMap());
  const fields = types.flatMap((type) =>
    isObjectType(type) ? Object.values(type.getFields()).map((field) => ({ type, field: field as GraphQLField<unknown, unknown> })) : [],
  );
  for (const { type, field } of fields) {
    const isNodeId = field.name === "id" && type.getInterfaces().some(({ name }) => name === "Node");
    const target = isNodeId ? type.name : markIn(field.type)?.type;
    if (target) encodeAnswer(field, target);
    decodeArguments(field);
  }
  for (const type of types) {
    if (isInputObjectType(type)) Object.values(type.getFields()).forEach(becomeId);
  }
  for (const { field } of fields) [field, ...field.args].forEach(becomeId);
  const config = schema.toConfig();
  return new GraphQLSchema({ ...config, types: config.types.filter((type) => !marks.has(type)) });
}

function markIn(type: GraphQLType): Mark | undefined {
  return isNonNullType(type) || isListType(type) ? markIn(type.ofType as GraphQLType) : marks.get(type);
}

function becomeId(element: GraphQLInputField | GraphQLArgument | GraphQLField<unknown, unknown>): void {
  const mark = markIn(element.type);
  if (!mark) return;
  const idLike = (type: GraphQLType): GraphQLType => {
    if (isNonNullType(type)) return new GraphQLNonNull(idLike(type.ofType as GraphQLType) as never);
    return isListType(type) ? new GraphQLList(idLike(type.ofType as GraphQLType)) : mark.shownAs;
  };
  element.type = idLike(element.type) as never;
  element.extensions = { ...element.extensions, idOf: mark.type };
}

function encodeAnswer(field: GraphQLField<unknown, unknown>, type: string): void {
  const idOf = globalIdsOf(type);
  const encode = (key: unknown): unknown => {
    if (key === null || key === undefined) return null;
    return Array.isArray(key) ? key.map(encode) : idOf(key as string);
  };
  const { name, resolve } = field;
  field.extensions = { ...field.extensions, idOf: type, readsSourceOnly: resolve === undefined };
  field.resolve = resolve
    ? async (source, args, context, info) => encode(await resolve(source, args, context, info))
    : derivation((source: unknown) => encode((source as Record<string, unknown>)[name]));
}

type Reader = (value: unknown, path: string, faults: FieldProblem[]) => unknown;

function decodeArguments(field: GraphQLField<unknown, unknown>): void {
  const readers = field.args.flatMap(({ name, type }) => {
    const read = readerOf(type);
    return read ? [{ name, read }] : [];
  });
  if (readers.length === 0) return;
  const decoded = (args: Record<string, unknown>) => {
    const faults: FieldProblem[] = [];
    const keys = readers.filter(({ name }) => name in args).map(({ name, read }) => [name, read(args[name], name, faults)]);
    if (faults.length > 0) throw fieldErrors(faults);
    return { ...args, ...Object.fromEntries(keys) } as Record<string, unknown>;
  };
  const { resolve, subscribe } = field;
  if (subscribe) {
    field.subscribe = (source, args: Record<string, unknown>, context, info) => subscribe(source, decoded(args), context, info);
  } else if (resolve)
    field.resolve = (source, args: Record<string, unknown>, context, info) => resolve(source, decoded(args), context, info);
}

/** Null for a type that contains no id. No input type contains itself. */
function readerOf(type: GraphQLInputType): Reader | null {
  const nullable = getNullableType(type);
  const mark = marks.get(nullable);
  if (mark) return skippingNull((id, path, faults) => keyOf(String(id), mark, path, faults));
  if (isListType(nullable)) {
    const read = readerOf(nullable.ofType as GraphQLInputType);
    return read && skippingNull((items, path, faults) => (items as unknown[]).map((item, index) => read(item, `${path}.${index}`, faults)));
  }
  if (!isInputObjectType(nullable)) return null;
  const readers = Object.values(nullable.getFields()).flatMap(({ name, type: inner }) => {
    const read = readerOf(inner);
    return read ? [{ name, read }] : [];
  });
  if (readers.length === 0) return null;
  return skippingNull((value, path, faults) => {
    const given = value as Record<string, unknown>;
    const keys = readers
      .filter(({ name }) => name in given)
      .map(({ name, read }) => [name, read(given[name], `${path}.${name}`, faults)] as const);
    return { ...given, ...Object.fromEntries(keys) };
  });
}

const skippingNull =
  (read: Reader): Reader =>
  (value, path, faults) =>
    value === null || value === undefined ? value : read(value, path, faults);

function keyOf(id: string, { type, keyedBy }: Mark, path: string, faults: FieldProblem[]): string {
  const bare = bareKey(id);
  if (keyedBy === "uuid" && bare !== null) return bare;
  const found = parseGlobalId(id);
  if (found && (type === "Node" || found.type === type) && (keyedBy === "name" || bareKey(found.key) !== null)) return found.key;
  if (keyedBy === "name" && !found) return id;
  const message = found ? `This is an ID of type ${found.type}; use one of type ${type}.` : `This is not an ID of type ${type}.`;
  faults.push({ field: path, code: found ? "INVALID_VALUE" : "INVALID_FORMAT", message });
  return id;
}
