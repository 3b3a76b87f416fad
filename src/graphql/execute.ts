/**
 * Executes operations as graphql-js does, at a fraction of its cost: what a document asks of each type is worked out once (plan.ts),
 * and a promise costs one callback that writes its value in place, not a promise for each object around it. No code is generated, so
 * an unknown document costs no more than with graphql-js. Types with `isTypeOf` are not supported.
 */
import {
  defaultFieldResolver,
  defaultTypeResolver,
  getArgumentValues,
  GraphQLError,
  isObjectType,
  locatedError,
  OperationTypeNode,
  responsePathAsArray,
  type ExecutionArgs,
  type ExecutionResult,
  type GraphQLAbstractType,
  type GraphQLObjectType,
} from "graphql";
import { planOf, type OperationPlan } from "./kept-plans.js";
import { Info, Place } from "./places.js";
import type { FieldPlan, Selection, TypePlan } from "./plan.js";

/** A constant: imports from a CommonJS package are read through a getter. */
const propertyOf = defaultFieldResolver;

/** One execution. */
class Run {
  readonly errors: GraphQLError[] = [];
  /** Promises whose values are not in the response yet. */
  pending = 0;
  /** An error has made the whole response null. */
  isNull = false;
  onSettled: () => void = () => undefined;

  constructor(
    readonly plan: OperationPlan,
    readonly variables: Record<string, unknown>,
    readonly rootValue: unknown,
    readonly context: unknown,
  ) {}
}

/** Like `execute` of graphql-js: synchronous if all resolvers are. The document must be valid. */
export function execute(args: ExecutionArgs): ExecutionResult | Promise<ExecutionResult> {
  const found = planOf(args);
  if ("errors" in found) return found;
  const { plan, variables } = found;
  const run = new Run(plan, variables, args.rootValue, args.contextValue);
  const data = new plan.root.Result();
  const result = (): ExecutionResult => {
    const answer = run.isNull ? null : data;
    return run.errors.length > 0 ? { errors: run.errors, data: answer } : { data: answer };
  };
  if (plan.operation.operation === OperationTypeNode.MUTATION) return fillSerially(run, plan.root, data).then(result);
  try {
    fill(run, plan.root, args.rootValue, data, undefined);
  } catch (error) {
    report(run, error as GraphQLError, undefined);
  }
  return run.pending === 0 ? result() : settled(run).then(result);
}

async function fillSerially(run: Run, { fields }: Selection, data: Record<string, unknown>): Promise<void> {
  for (const field of fields) {
    try {
      data[field.key] = executeField(run, field, run.rootValue, data, undefined);
    } catch (error) {
      report(run, error as GraphQLError, undefined);
    }
    if (run.pending > 0) await settled(run);
    if (run.isNull) return;
  }
}

const settled = (run: Run) => new Promise<void>((resolve) => (run.onSettled = resolve));

function fill(run: Run, { fields }: Selection, source: unknown, data: Record<string, unknown>, around: Place | undefined): void {
  for (const field of fields) data[field.key] = executeField(run, field, source, data, around);
}

/** Throws a located error if it makes the object around it null. */
function executeField(run: Run, field: FieldPlan, source: unknown, data: Record<string, unknown>, around: Place | undefined): unknown {
  const isDerived = field.isDerived && typeof source === "object" && source !== null;
  return isDerived ? deriveField(run, field, source, data, around) : resolveField(run, field, source, data, around);
}

/** Most fields are leaves that their object has. They need no arguments, and a place only if something is wrong. */
function deriveField(run: Run, field: FieldPlan, source: object, data: Record<string, unknown>, around: Place | undefined): unknown {
  const { name, type, resolve } = field;
  try {
    const value: unknown = resolve ? resolve(source, {}, run.context, undefined!) : (source as Record<string, unknown>)[name];
    if (typeof value === "function") return resolveField(run, field, source, data, around);
    if (isPromise(value)) return wait(run, field, type, value, placeOf(field, data, around));
    return complete(run, field, type, value, type.leaf ? undefined! : placeOf(field, data, around));
  } catch (error) {
    return failed(run, field, error, placeOf(field, data, around));
  }
}

function resolveField(run: Run, field: FieldPlan, source: unknown, data: Record<string, unknown>, around: Place | undefined): unknown {
  const place = placeOf(field, data, around);
  try {
    const { definition, nodes, type, resolve = propertyOf } = field;
    const args = definition.args.length > 0 ? getArgumentValues(definition, nodes[0]!, run.variables) : {};
    const value: unknown = resolve(source, args, run.context, new Info(run, field, place));
    return isPromise(value) ? wait(run, field, type, value, place) : complete(run, field, type, value, place);
  } catch (error) {
    return failed(run, field, error, place);
  }
}

const placeOf = ({ key, parentType, type }: FieldPlan, data: Record<string, unknown>, around: Place | undefined) =>
  new Place(around, key, parentType.name, type.nonNull, data);

/** The value in the response. Leaves do without their place. */
function complete(run: Run, field: FieldPlan, type: TypePlan, value: unknown, place: Place): unknown {
  if (value instanceof Error) throw value;
  if (value === null || value === undefined) {
    if (type.nonNull) throw new Error(`Cannot return null for non-nullable field ${field.parentType.name}.${field.name}.`);
    return null;
  }
  if (type.leaf) {
    const serialized: unknown = type.leaf.serialize(value);
    if (serialized === null || serialized === undefined)
      throw new Error(`${type.leaf.name} serialized a value of ${field.name} to nothing.`);
    return serialized;
  }
  if (type.item) return completeList(run, field, type.item, value, place);
  if (type.object) return completeObject(run, type, type.object, value, place);
  return completeAbstract(run, field, type, type.abstract!, value, place);
}

// Not part of complete(): a function with a closure in it allocates at each call.
function completeAbstract(
  run: Run,
  field: FieldPlan,
  type: TypePlan,
  abstract: GraphQLAbstractType,
  value: unknown,
  place: Place,
): unknown {
  const name: unknown = (abstract.resolveType ?? defaultTypeResolver)(value, run.context, new Info(run, field, place), abstract);
  const ofType = (found: unknown) => completeObject(run, type, runtimeType(run, field, abstract, found), value, place);
  return isPromise(name) ? waitFor(run, field, name, place, ofType) : ofType(name);
}

function completeObject(run: Run, type: TypePlan, object: GraphQLObjectType, value: unknown, place: Place): Record<string, unknown> {
  const selection = type.selectionOf(object);
  const data = new selection.Result();
  fill(run, selection, value, data, place);
  return data;
}

function completeList(run: Run, field: FieldPlan, type: TypePlan, value: unknown, list: Place): unknown[] {
  if (typeof value !== "object" || value === null || !(Symbol.iterator in value)) {
    throw new GraphQLError(`Expected Iterable, but did not find one for field "${field.parentType.name}.${field.name}".`);
  }
  const items = Array.isArray(value) ? (value as unknown[]) : [...(value as Iterable<unknown>)];
  const data: unknown[] = [];
  for (let index = 0; index < items.length; index++) data.push(completeItem(run, field, type, items[index], index, data, list));
  return data;
}

function completeItem(run: Run, field: FieldPlan, type: TypePlan, item: unknown, index: number, data: unknown[], list: Place): unknown {
  if (type.leaf && !isPromise(item)) {
    try {
      return complete(run, field, type, item, list);
    } catch (error) {
      return failed(run, field, error, new Place(list, index, undefined, type.nonNull, data as never));
    }
  }
  const place = new Place(list, index, undefined, type.nonNull, data as never);
  try {
    return isPromise(item) ? wait(run, field, type, item, place) : complete(run, field, type, item, place);
  } catch (error) {
    return failed(run, field, error, place);
  }
}

function runtimeType({ plan: { schema } }: Run, { nodes }: FieldPlan, abstract: GraphQLAbstractType, name: unknown) {
  const type = typeof name === "string" ? schema.getType(name) : undefined;
  if (isObjectType(type) && schema.isSubType(abstract, type)) return type;
  throw new GraphQLError(`A value of ${abstract.name} has the type ${String(name)}, which is none of its object types.`, { nodes });
}

const isPromise = (value: unknown): value is Promise<unknown> =>
  typeof value === "object" && value !== null && typeof (value as { then?: unknown }).then === "function";

function wait(run: Run, field: FieldPlan, type: TypePlan, promise: Promise<unknown>, place: Place): undefined {
  return waitFor(run, field, promise, place, (value) => complete(run, field, type, value, place));
}

/** Returns a placeholder, which keeps the order of the fields. The completed value is written to its place later. */
function waitFor(run: Run, field: FieldPlan, promise: Promise<unknown>, place: Place, finish: (value: unknown) => unknown): undefined {
  run.pending++;
  const leave = () => {
    if (--run.pending === 0) run.onSettled();
  };
  const fail = (error: unknown) => {
    let nullable: Place | undefined = place;
    while (nullable?.nonNull) nullable = nullable.prev;
    report(run, locate(field, error, place), nullable);
    if (nullable) nullable.container[nullable.key] = null;
    leave();
  };
  // Other thenables than promises may call back at once, before the placeholder is written.
  void Promise.resolve(promise).then((value) => {
    try {
      place.container[place.key] = finish(value);
    } catch (error) {
      return fail(error);
    }
    leave();
  }, fail);
}

/** Null, and the error is reported; throws it if the place can't be null. */
function failed(run: Run, field: FieldPlan, error: unknown, place: Place): null {
  const located = locate(field, error, place);
  if (place.nonNull) throw located;
  report(run, located, place);
  return null;
}

const locate = ({ nodes }: FieldPlan, error: unknown, place: Place) => locatedError(error, nodes, responsePathAsArray(place));

/** Makes a place null, or the whole response. Only the first error below a place that is null is reported. */
function report(run: Run, error: GraphQLError, nullable: Place | undefined): void {
  if (run.isNull) return;
  for (let place = nullable; place; place = place.prev) if (place.isNull) return;
  run.errors.push(error);
  if (nullable) nullable.isNull = true;
  else run.isNull = true;
}
