import { defaultFieldResolver, isObjectType, type GraphQLSchema } from "graphql";
import { Extensions } from "type-graphql";
import type { RequestContext } from "./context.js";

/** Source of the events of a subscription field. Arguments are as the client sent them, parsed by their scalars. */
export type Stream = (args: Readonly<Record<string, unknown>>, context: RequestContext) => Promise<AsyncIterableIterator<unknown>>;

/** For `@Subscription`: installStreams connects the field to the method marked with `@StreamOf`. */
export const fedByStream = {
  subscribe: (): never => {
    throw new Error("This subscription has no stream.");
  },
};

/** Stream methods by field, for each resolver prototype. */
const streams = new WeakMap<object, Map<string, string>>();

/** Marks a resolver method as the `Stream` of one of its subscription fields. */
export function StreamOf(field: string) {
  return (prototype: object, method: string): void => {
    const known = streams.get(prototype) ?? new Map<string, string>();
    streams.set(prototype, known.set(field, method));
  };
}

/** Names of stream methods by subscription field. */
export function streamsOf(resolver: new (...args: never[]) => object): ReadonlyMap<string, string> {
  return streams.get(resolver.prototype as object) ?? new Map();
}

/**
 * Marks a field that event objects already have a value for: there it resolves synchronously and is the same for everyone, so
 * subscribers share the result.
 */
export const InEvents = Extensions({ inEvents: true }) as MethodDecorator;

/** Resolves a subscription field to the event itself, for every viewer. */
export const theEvent = (event: unknown): unknown => event;

/** Connects each subscription field to its stream. Throws for a field without one. Changes the schema in place. */
export function installStreams(schema: GraphQLSchema, streams: Readonly<Record<string, Stream>>): void {
  for (const field of Object.values(schema.getSubscriptionType()?.getFields() ?? {})) {
    const stream = streams[field.name];
    if (!stream) throw new Error(`Subscription ${field.name} has no stream.`);
    field.resolve = theEvent;
    field.subscribe = (_source, args: Record<string, unknown>, context: RequestContext) => stream(args, context);
  }
}

/** Resolves `InEvents` fields to the value of their object, if it has one, as event objects do. Changes the schema in place. */
export function answerFromEvents(schema: GraphQLSchema): void {
  for (const type of Object.values(schema.getTypeMap())) {
    if (!isObjectType(type)) continue;
    for (const field of Object.values(type.getFields())) {
      if (!field.extensions.inEvents) continue;
      const { name, resolve = defaultFieldResolver } = field;
      field.extensions = { ...field.extensions, readsSourceOnly: true };
      field.resolve = (source: Record<string, unknown>, args, context, info) =>
        name in source ? source[name] : (resolve(source, args, context, info) as unknown);
    }
  }
}
