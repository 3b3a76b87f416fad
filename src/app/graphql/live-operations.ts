/** Shared parts of operations over WebSocket and Server-Sent Events: admission, limits, cost, errors. */
import {
  getOperationAST,
  GraphQLError,
  type ExecutionArgs,
  type ExecutionResult,
  type GraphQLFormattedError,
  type GraphQLSchema,
} from "graphql";
import type { RequestContext } from "../../graphql/context.js";
import { toClientError, toGraphQLError } from "../../graphql/errors.js";
import type { PrepareDocument } from "../../graphql/prepared-documents.js";
import { createSubscribe, type ResultStream } from "../../graphql/subscribe.js";
import { checkVariables } from "../../graphql/variable-problems.js";
import { AppError } from "../../kernel/errors.js";
import { createGate } from "../../kernel/gate.js";
import { newId } from "../../kernel/ids.js";
import type { Logger } from "../../platform/telemetry/logger.js";
import type { PersistedQueries } from "./persisted-queries.js";
import type { QueryBudget } from "./query-budget.js";

export interface OperationRequest {
  /** Absent if `extensions` contains the hash of the document. */
  query?: string;
  operationName?: string | null;
  variables?: Record<string, unknown> | null;
  extensions?: Record<string, unknown> | null;
}

export interface LiveOperations {
  /** Limits concurrency of work that opens a connection or an operation. */
  admit<T>(work: () => Promise<T>): Promise<T>;
  /** Returns what to execute, or the errors that end only this operation. `contextOf` is called once the document is valid. */
  prepare(request: OperationRequest, contextOf: () => Promise<RequestContext>): Promise<ExecutionArgs | readonly GraphQLError[]>;
  subscribe(args: ExecutionArgs): Promise<ResultStream | ExecutionResult>;
  /** Errors in the form for clients; logs those that are not the client's fault. */
  errorsFor(errors: readonly GraphQLError[], requestId?: string): GraphQLFormattedError[];
}

interface Options {
  schema: GraphQLSchema;
  log: Logger;
  prepare: PrepareDocument;
  persisted: PersistedQueries;
  budget: QueryBudget;
}

/**
 * How many connections and operations are opened concurrently; the others queue. After a restart thousands may reconnect in the same
 * second: they must leave database connections and CPU for everyone else.
 */
const ADMITTED_AT_ONCE = 4;

export function createLiveOperations({ schema, log, prepare: parsed, persisted, budget }: Options): LiveOperations {
  const admit = createGate(ADMITTED_AT_ONCE);
  const subscribe = createSubscribe();

  async function prepare(request: OperationRequest, contextOf: () => Promise<RequestContext>) {
    const { operationName, variables } = request;
    persisted.check(request);
    const query = await persisted.documentOf(request);
    if (query === undefined) throw new AppError("PERSISTED_QUERY_NOT_FOUND", "PersistedQueryNotFound");
    const { document, problems } = parsed(query);
    if (problems.length > 0) return problems;
    const operation = getOperationAST(document, operationName);
    if (!operation) {
      const message = "Set `operationName` to the name of one of the document's operations.";
      return [new GraphQLError(message, { extensions: { code: "OPERATION_RESOLUTION_FAILURE" } })];
    }
    const contextValue = await admit(contextOf);
    await budget.pay(document, operation, contextValue);
    checkVariables(schema, document, operation, variables ?? {});
    return { schema, document, operationName, variableValues: variables, contextValue };
  }

  return {
    admit,
    prepare: (request, contextOf) => prepare(request, contextOf).catch((error: unknown) => [asGraphQLError(error)]),
    subscribe: (args) => admit(() => subscribe(args)),
    errorsFor: (errors, requestId = newId()) => errors.map((error) => toClientError(error.toJSON(), error, requestId, log)),
  };
}

function asGraphQLError(error: unknown): GraphQLError {
  if (error instanceof GraphQLError) return error;
  if (error instanceof AppError) return toGraphQLError(error);
  const originalError = error instanceof Error ? error : new Error(String(error));
  return new GraphQLError(originalError.message, { originalError });
}
