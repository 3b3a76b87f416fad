/** Shares the result of an event among all subscribers that select the same. */
import {
  createSourceEventStream,
  getNamedType,
  getOperationAST,
  isLeafType,
  isObjectType,
  Kind,
  type DocumentNode,
  type ExecutionArgs,
  type ExecutionResult,
  type GraphQLNamedType,
  type GraphQLSchema,
  type SelectionSetNode,
} from "graphql";
import { execute } from "./execute.js";
import type { Offering } from "./inbox.js";
import { theEvent } from "./streams.js";

export interface ResultStream extends AsyncGenerator<ExecutionResult, void, void> {
  /**
   * Of operations whose results are shared: while next() waits, the JSON of a result is offered first. If `send` returns true, next()
   * goes on waiting.
   */
  offer?(send: (json: Buffer) => boolean): void;
}

type Subscribe = (args: ExecutionArgs) => Promise<ResultStream | ExecutionResult>;

/** A result for all subscribers that select the same. */
interface Answer {
  result: ExecutionResult | Promise<ExecutionResult>;
  json?: Buffer;
}

/**
 * Like `subscribe` of graphql-js. An event for several subscribers is one object; its result is computed once per pair of operation
 * and variables, if the operation reads only the event.
 */
export function createSubscribe(): Subscribe {
  const shared = new WeakMap<object, Map<string, Answer>>();
  const mayShare = rememberPerDocument(readsEventOnly);

  return async (args) => {
    const events = (await createSourceEventStream(args)) as Offering<unknown> | ExecutionResult;
    if (!(Symbol.asyncIterator in events)) return events;
    const respond = async (event: unknown) => await execute({ ...args, rootValue: event });
    if (!mayShare(args)) return mapped(events, respond);

    const key = JSON.stringify([args.operationName, args.variableValues, args.document.loc?.source.body]);
    const answerTo = (event: unknown): Answer => {
      const answers = shared.get(event as object) ?? new Map<string, Answer>();
      shared.set(event as object, answers);
      const known = answers.get(key);
      if (known) return known;
      const answer: Answer = { result: execute({ ...args, rootValue: event }) };
      if (mayBeShared(answer.result)) answers.set(key, answer);
      return answer;
    };
    const stream: ResultStream = mapped(events, (event) => answerTo(event).result);
    if (events.offer) {
      stream.offer = (send) =>
        events.offer!((event) => {
          const answer = answerTo(event);
          return mayBeShared(answer.result) && send((answer.json ??= Buffer.from(JSON.stringify(answer.result))));
        });
    }
    return stream;
  };
}

/** Errors contain the request of the individual subscriber. */
const mayBeShared = (result: Answer["result"]): boolean => !(result instanceof Promise) && !result.errors;

/** Unlike a native generator, this one can be ended at once, even while it waits for an event. */
function mapped<T>(
  events: AsyncIterable<unknown>,
  respond: (event: unknown) => T | PromiseLike<T>,
): AsyncGenerator<Awaited<T>, void, void> {
  const source = events[Symbol.asyncIterator]();
  return {
    async next() {
      const event: IteratorResult<unknown> = await source.next();
      return event.done ? { value: undefined, done: true } : { value: await respond(event.value), done: false };
    },
    async return() {
      await source.return?.();
      return { value: undefined, done: true };
    },
    async throw(error) {
      await source.return?.();
      throw error;
    },
    async [Symbol.asyncDispose]() {
      await source.return?.();
    },
    [Symbol.asyncIterator]() {
      return this;
    },
  };
}

/**
 * Does the result depend only on event, document and variables? True if no field has a resolver that could read the viewer, except
 * those resolved from events.
 */
export function readsEventOnly({ schema, document, operationName }: ExecutionArgs): boolean {
  const operation = getOperationAST(document, operationName);
  return operation !== null && operation !== undefined && arePlain(schema, document, operation.selectionSet, schema.getSubscriptionType());
}

function arePlain(
  schema: GraphQLSchema,
  document: DocumentNode,
  set: SelectionSetNode,
  type: GraphQLNamedType | null | undefined,
): boolean {
  if (!isObjectType(type)) return false;
  return set.selections.every((selection) => {
    if (selection.kind === Kind.FRAGMENT_SPREAD) {
      const fragment = document.definitions.find((one) => one.kind === Kind.FRAGMENT_DEFINITION && one.name.value === selection.name.value);
      return fragment?.kind === Kind.FRAGMENT_DEFINITION && arePlain(schema, document, fragment.selectionSet, type);
    }
    if (selection.kind === Kind.INLINE_FRAGMENT) return arePlain(schema, document, selection.selectionSet, type);
    if (selection.name.value === "__typename") return true;
    const field = type.getFields()[selection.name.value];
    if (!field || (field.resolve && field.resolve !== theEvent && !field.extensions.readsSourceOnly)) return false;
    const fieldType = getNamedType(field.type);
    return isLeafType(fieldType) || (selection.selectionSet !== undefined && arePlain(schema, document, selection.selectionSet, fieldType));
  });
}

function rememberPerDocument(ask: (args: ExecutionArgs) => boolean): (args: ExecutionArgs) => boolean {
  const answers = new WeakMap<DocumentNode, Map<string, boolean>>();
  return (args) => {
    const ofDocument = answers.get(args.document) ?? new Map<string, boolean>();
    answers.set(args.document, ofDocument);
    const name = args.operationName ?? "";
    const answer = ofDocument.get(name) ?? ask(args);
    ofDocument.set(name, answer);
    return answer;
  };
}
