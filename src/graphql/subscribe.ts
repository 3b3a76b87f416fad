/** One event for a thousand subscribers: those who ask the same of it share the answer. */
import {
  createSourceEventStream,
  execute,
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
import { theEvent } from "./streams.js";

type Subscribe = (args: ExecutionArgs) => Promise<AsyncGenerator<ExecutionResult, void, void> | ExecutionResult>;

/**
 * As `subscribe` of graphql-js. An event that reaches several subscribers is one object; a result of it is worked out
 * once for each pair of operation and variables, where the operation reads nothing but the event.
 */
export function createSubscribe(): Subscribe {
  const shared = new WeakMap<object, Map<string, ExecutionResult>>();
  const mayShare = rememberPerDocument(readsEventOnly);

  return async (args) => {
    const events = await createSourceEventStream(args);
    if (!(Symbol.asyncIterator in events)) return events;
    const respond = async (event: unknown) => await execute({ ...args, rootValue: event });
    if (!mayShare(args)) return mapped(events, respond);

    const key = JSON.stringify([args.operationName, args.variableValues, args.document.loc?.source.body]);
    return mapped(events, (event) => {
      const results = shared.get(event as object) ?? new Map<string, ExecutionResult>();
      shared.set(event as object, results);
      const known = results.get(key);
      if (known) return known;
      const result = execute({ ...args, rootValue: event });
      // Errors carry the request of the one subscriber whose they are.
      if (!(result instanceof Promise) && !("then" in result) && !result.errors) results.set(key, result);
      return result;
    });
  };
}

/** A generator of this kind ends at once when it is told to, also while it waits for an event. */
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

/** Whether nothing but the event, the document and the variables can matter: no field of it has a resolver that could look at the viewer, but for those that events answer. */
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
