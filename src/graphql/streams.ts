import type { GraphQLSchema } from "graphql";
import type { RequestContext } from "./context.js";

/** Where the events of one subscription field come from. Arguments arrive as the client sent them, parsed by their scalars. */
export type Stream = (args: Readonly<Record<string, unknown>>, context: RequestContext) => Promise<AsyncIterableIterator<unknown>>;

/** For `@Subscription`: the field's events come from its module's `streams`, which installStreams puts in place. */
export const fedByModule = {
  subscribe: (): never => {
    throw new Error("This subscription has no stream.");
  },
};

/** A subscription field answers the event itself, whoever asks. */
export const theEvent = (event: unknown): unknown => event;

/** Connects each subscription field to its stream. Throws for a field without one. Changes the schema in place. */
export function installStreams(schema: GraphQLSchema, streams: Readonly<Record<string, Stream>>): void {
  for (const field of Object.values(schema.getSubscriptionType()?.getFields() ?? {})) {
    const stream = streams[field.name];
    if (!stream) throw new Error(`Subscription ${field.name} has no stream.`);
    field.resolve = theEvent;
    field.subscribe = async (_source, args: Record<string, unknown>, context: RequestContext) => {
      const events = await stream(args, context);
      return freshPerEvent(events, context);
    };
  }
}

/** A subscription has one context for its whole life: each event starts with nothing loaded. */
function freshPerEvent(events: AsyncIterableIterator<unknown>, context: RequestContext): AsyncIterableIterator<unknown> {
  context.renew();
  return {
    async next() {
      const result = await events.next();
      context.renew();
      return result;
    },
    return: async () => (await events.return?.()) ?? { value: undefined, done: true },
    [Symbol.asyncIterator]() {
      return this;
    },
  };
}
