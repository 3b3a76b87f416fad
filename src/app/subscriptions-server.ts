import type { Server } from "node:http";
import {
  GraphQLError,
  NoSchemaIntrospectionCustomRule,
  parse,
  specifiedRules,
  validate,
  type GraphQLFormattedError,
  type GraphQLSchema,
} from "graphql";
import { useServer } from "graphql-ws/use/ws";
import { WebSocketServer } from "ws";
import type { Env } from "../config/env.js";
import type { RequestContext } from "../graphql/context.js";
import { MAX_DOCUMENT_TOKENS } from "../graphql/limits.js";
import { toClientError } from "../graphql/errors.js";
import { AppError } from "../kernel/errors.js";
import { newId } from "../kernel/ids.js";
import type { Logger } from "../platform/logger.js";

interface Options {
  server: Server;
  schema: GraphQLSchema;
  env: Env;
  log: Logger;
  contextFor(
    authorization: string | undefined,
    requestId: string,
    address: string,
  ): Promise<{ context: RequestContext; expiresAt: Date | null }>;
}

const INIT_TIMEOUT_MS = 10_000;
const MAX_SUBSCRIPTIONS_PER_SOCKET = 100;
const GOING_AWAY = 1001;
/** Private close code: the access token of this socket ended; reconnect with a new one. */
const TOKEN_EXPIRED = 4403;

/**
 * graphql-transport-ws at /graphql. Clients send `{ authorization: "Bearer …" }` as connection_init payload. A token
 * that is sent but not valid closes the socket with 4403, as does one that ends while the socket is open.
 */
export function serveSubscriptions({ server, schema, env, log, contextFor }: Options): { close(): Promise<void> } {
  const sockets = new WebSocketServer({ server, path: "/graphql", maxPayload: env.HTTP_BODY_LIMIT_BYTES });

  const rules = env.GRAPHQL_INTROSPECTION ? specifiedRules : [...specifiedRules, NoSchemaIntrospectionCustomRule];

  const protocol = useServer(
    {
      schema,
      connectionInitWaitTimeout: INIT_TIMEOUT_MS,
      async onConnect({ connectionParams, extra }) {
        const authorization = authorizationOf(connectionParams);
        if (!authorization) return true;
        const { context, expiresAt } = await contextFor(authorization, newId(), "");
        if (!context.viewer || !expiresAt) return false;
        const timer = setTimeout(() => extra.socket.close(TOKEN_EXPIRED, "Access token expired"), expiresAt.getTime() - Date.now());
        extra.socket.once("close", () => clearTimeout(timer));
        return true;
      },
      validate: (_schema, document) => validate(schema, document, rules),
      onSubscribe({ subscriptions }, _id, { query }) {
        // Counts this operation too: graphql-ws reserves its id first.
        if (Object.keys(subscriptions).length <= MAX_SUBSCRIPTIONS_PER_SOCKET) return syntaxErrors(query);
        const refusal = new AppError(
          "RATE_LIMITED",
          `A socket carries at most ${MAX_SUBSCRIPTIONS_PER_SOCKET} operations at once. Complete some first.`,
          {
            retryAfterMs: 1000,
          },
        );
        return [new GraphQLError(refusal.message, { originalError: refusal })];
      },
      async context({ connectionParams, extra }) {
        const { context } = await contextFor(authorizationOf(connectionParams), newId(), extra.request.socket.remoteAddress ?? "");
        return context;
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

/** Parsed once more later; here a document that is too large or malformed gets an answer rather than a closed socket. */
function syntaxErrors(query: string): GraphQLError[] | undefined {
  try {
    parse(query, { maxTokens: MAX_DOCUMENT_TOKENS });
    return undefined;
  } catch (error) {
    return [error as GraphQLError];
  }
}

function clientError(error: GraphQLError, requestId: string, log: Logger): GraphQLFormattedError {
  return toClientError(error.toJSON(), error, requestId, log);
}
