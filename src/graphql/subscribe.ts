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
import type { RequestContext } from "./context.js";
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

/** By event, by the text of the document, and by operation name and variables. */
type Answers = WeakMap<object, Map<unknown, Map<string, Answer>>>;

/**
 * Like `subscribe` of graphql-js. An event for several subscribers is one object; its result is computed once per operation and
 * variables, if the operation reads only the event.
 */
export function createSubscribe(): Subscribe {
  const shared: Answers = new WeakMap();
  const mayShare = rememberPerDocument(readsEventOnly);

  return async (args) => {
    const events = (await createSourceEventStream(args)) as Offering<unknown> | ExecutionResult;
    if (!(Symbol.asyncIterator in events)) return events;
    const source = events[Symbol.asyncIterator]() as Offering<unknown>;
    if (!mayShare(args)) return new Results(source, args);
    return source.offer ? new OfferedResults(source, args, shared) : new SharedResults(source, args, shared);
  };
}

/** Errors contain the request of the individual subscriber. */
const mayBeShared = (result: Answer["result"]): result is ExecutionResult => !(result instanceof Promise) && !result.errors;

/**
 * The result of each event. Unlike a native generator, it can be ended at once, even while it waits for an event. Classes: thousands
 * are open at once, and closures for each would take several times the memory.
 */
class Results implements ResultStream {
  constructor(
    protected readonly source: Offering<unknown>,
    protected readonly args: ExecutionArgs,
  ) {}

  next(): Promise<IteratorResult<ExecutionResult, void>> {
    // A subscription has one context for its whole life: each event starts with empty loaders.
    (this.args.contextValue as Partial<RequestContext> | undefined)?.renew?.();
    return this.source.next().then((event) => this.resultOf(event));
  }

  async return(): Promise<IteratorResult<ExecutionResult, void>> {
    await this.source.return?.();
    return { value: undefined, done: true };
  }

  async throw(error: unknown): Promise<never> {
    await this.source.return?.();
    throw error;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.source.return?.();
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  protected respond(event: unknown): Answer["result"] {
    return execute({ ...this.args, rootValue: event });
  }

  private async resultOf({ value: event, done }: IteratorResult<unknown>): Promise<IteratorResult<ExecutionResult, void>> {
    return done ? { value: undefined, done: true } : { value: await this.respond(event), done: false };
  }
}

class SharedResults extends Results {
  /** Of operation name and variables. */
  private readonly key: string;

  constructor(
    source: Offering<unknown>,
    args: ExecutionArgs,
    private readonly shared: Answers,
  ) {
    super(source, args);
    this.key = keyOf(args);
  }

  protected override respond(event: unknown): Answer["result"] {
    return this.answerTo(event).result;
  }

  protected answerTo(event: unknown): Answer {
    const { document } = this.args;
    const byDocument = kept(this.shared, event as object, () => new Map<unknown, Map<string, Answer>>());
    const answers = kept(byDocument, document.loc?.source.body ?? document, () => new Map<string, Answer>());
    const known = answers.get(this.key);
    if (known) return known;
    const answer: Answer = { result: super.respond(event) };
    if (mayBeShared(answer.result)) answers.set(this.key, answer);
    return answer;
  }
}

class OfferedResults extends SharedResults {
  offer(send: (json: Buffer) => boolean): void {
    this.source.offer!((event) => {
      const answer = this.answerTo(event);
      return mayBeShared(answer.result) && send((answer.json ??= Buffer.from(JSON.stringify(answer.result))));
    });
  }
}

const NO_INPUT = "";

const keyOf = ({ operationName, variableValues }: ExecutionArgs) =>
  operationName || variableValues ? JSON.stringify([operationName, variableValues]) : NO_INPUT;

function kept<K, V>(map: { get(key: K): V | undefined; set(key: K, value: V): unknown }, key: K, create: () => V): V {
  let value = map.get(key);
  if (value === undefined) map.set(key, (value = create()));
  return value;
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
