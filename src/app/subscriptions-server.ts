import type { IncomingMessage, Server } from "node:http";
import {
  getOperationAST,
  GraphQLError,
  NoSchemaIntrospectionCustomRule,
  parse,
  specifiedRules,
  validate,
  type DocumentNode,
  type GraphQLErrorOptions,
  type GraphQLFormattedError,
  type GraphQLSchema,
} from "graphql";
import { useServer } from "graphql-ws/use/ws";
import { WebSocketServer, type WebSocket } from "ws";
import type { Env } from "../config/env.js";
import { complexityRule } from "../graphql/complexity.js";
import type { RequestContext } from "../graphql/context.js";
import { MAX_DOCUMENT_TOKENS } from "../graphql/limits.js";
import { toClientError, toGraphQLError } from "../graphql/errors.js";
import { AppError, type ErrorCode } from "../kernel/errors.js";
import { newId } from "../kernel/ids.js";
import type { Logger } from "../platform/logger.js";

/** Rejects with a GraphQLError that says no more than a client may know, once the cause is logged. */
export type ContextFor = (
  authorization: string | undefined,
  requestId: string,
  address: string,
) => Promise<{ context: RequestContext; expiresAt: Date | null }>;

interface Options {
  server: Server;
  schema: GraphQLSchema;
  env: Env;
  log: Logger;
  contextFor: ContextFor;
  /** The client's address behind the proxies that are trusted. */
  addressOf(request: IncomingMessage): string;
}

const INIT_TIMEOUT_MS = 10_000;
const MAX_SUBSCRIPTIONS_PER_SOCKET = 100;
const GOING_AWAY = 1001;
/** Clients of graphql-ws connect again after this code, unlike after 1011. */
const TRY_AGAIN_LATER = 1013;
/** Private close code: the access token of this socket ended; reconnect with a new one. */
const TOKEN_EXPIRED = 4403;

/**
 * graphql-transport-ws at /graphql. Clients send `{ authorization: "Bearer …" }` as connection_init payload. A token
 * that is sent but not valid closes the socket with 4403, as does one that ends while the socket is open. 1013 closes it when
 * the account can't be looked up.
 */
export function serveSubscriptions({ server, schema, env, log, contextFor, addressOf }: Options): { close(): Promise<void> } {
  const sockets = new WebSocketServer({ server, path: "/graphql", maxPayload: env.HTTP_BODY_LIMIT_BYTES });

  const rules = [...specifiedRules, complexityRule, ...(env.GRAPHQL_INTROSPECTION ? [] : [NoSchemaIntrospectionCustomRule])];
  const giveUp = (socket: WebSocket) => socket.close(TRY_AGAIN_LATER, "Internal server error");

  const protocol = useServer(
    {
      // Never tells a client the message of an error that nobody foresaw.
      isProd: true,
      connectionInitWaitTimeout: INIT_TIMEOUT_MS,
      async onConnect({ connectionParams, extra }) {
        const authorization = authorizationOf(connectionParams);
        if (!authorization) return true;
        const found = await contextFor(authorization, newId(), "").catch(() => null);
        if (!found) {
          giveUp(extra.socket);
          return false;
        }
        const { context, expiresAt } = found;
        if (!context.viewer || !expiresAt) return false;
        const timer = setTimeout(() => extra.socket.close(TOKEN_EXPIRED, "Access token expired"), expiresAt.getTime() - Date.now());
        extra.socket.once("close", () => clearTimeout(timer));
        return true;
      },
      async onSubscribe({ subscriptions, connectionParams, extra }, _id, { query, operationName, variables }) {
        // Counts this operation too: graphql-ws reserves its id first.
        if (Object.keys(subscriptions).length > MAX_SUBSCRIPTIONS_PER_SOCKET) return [tooManySubscriptions()];
        const document = parsed(query);
        if (document instanceof GraphQLError) return [document];
        const problems = validate(schema, document, rules);
        if (problems.length > 0) return problems;
        if (!getOperationAST(document, operationName))
          return [engineError("OPERATION_RESOLUTION_FAILURE", "Say in `operationName` which operation of the document is meant.")];
        try {
          const { context } = await contextFor(authorizationOf(connectionParams), newId(), addressOf(extra.request));
          return { schema, document, operationName, variableValues: variables, contextValue: context };
        } catch (error) {
          giveUp(extra.socket);
          return [error as GraphQLError];
        }
      },
      onNext(_ctx, _id, _payload, args, result) {
        if (!result.errors) return undefined;
        const requestId = (args.contextValue as RequestContext).requestId;
        return { ...result, errors: result.errors.map((error) => clientError(error, requestId, log)) as never };
      },
      onError(_ctx, _id, _payload, errors) {
        return errors.map((error) => clientError(error as GraphQLError, newId(), log));
      },
    },
    sockets,
  );

  return {
    async close() {
      for (const socket of sockets.clients) socket.close(GOING_AWAY, "Server is stopping");
      await protocol.dispose();
    },
  };
}

/** What is no string is sent but not valid, which closes the socket. */
function authorizationOf(params: Readonly<Record<string, unknown>> | undefined): string | undefined {
  const value = params?.authorization ?? params?.Authorization;
  return value === undefined || typeof value === "string" ? value : "malformed";
}

function tooManySubscriptions(): GraphQLError {
  const message = `A socket carries at most ${MAX_SUBSCRIPTIONS_PER_SOCKET} operations at once. Complete some first.`;
  return toGraphQLError(new AppError("RATE_LIMITED", message, { retryAfterMs: 1000 }));
}

function parsed(query: string): DocumentNode | GraphQLError {
  try {
    return parse(query, { maxTokens: MAX_DOCUMENT_TOKENS });
  } catch (error) {
    const { message, source, positions } = error as GraphQLError;
    return engineError("GRAPHQL_PARSE_FAILED", message, { source, positions });
  }
}

/** As Apollo Server would answer it over HTTP. */
function engineError(code: ErrorCode, message: string, where: Pick<GraphQLErrorOptions, "source" | "positions"> = {}): GraphQLError {
  return new GraphQLError(message, { ...where, extensions: { code } });
}

function clientError(error: GraphQLError, requestId: string, log: Logger): GraphQLFormattedError {
  return toClientError(error.toJSON(), error, requestId, log);
}
