import type { IncomingMessage, Server } from "node:http";
import { getOperationAST, GraphQLError, type GraphQLFormattedError, type GraphQLSchema } from "graphql";
import type { Env } from "../config/env.js";
import type { ClientFacts, RequestContext } from "../graphql/context.js";
import { toClientError, toGraphQLError } from "../graphql/errors.js";
import type { PrepareDocument } from "../graphql/prepared-documents.js";
import { createSubscribe } from "../graphql/subscribe.js";
import { refusedToken } from "../graphql/token-use.js";
import { checkVariables } from "../graphql/variable-problems.js";
import { AppError } from "../kernel/errors.js";
import { createGate } from "../kernel/gate.js";
import { newId } from "../kernel/ids.js";
import type { Authenticator, Credential } from "../modules/identity/authenticator.js";
import type { Logger } from "../platform/logger.js";
import type { Topics } from "../platform/topics.js";
import type { PersistedQueries } from "./persisted-queries.js";
import type { QueryBudget } from "./query-budget.js";
import { watchCredentials } from "./socket-credentials.js";
import { CLOSE, serveSockets, type SocketClient, type SocketServer } from "./socket-server.js";

/** Rejects with a GraphQLError that says no more than a client may know, once the cause is logged. */
export type ContextFor = (
  authorization: string | undefined,
  requestId: string,
  client: ClientFacts,
) => Promise<{ context: RequestContext; credential: Credential | null }>;

interface Options {
  server: Server;
  schema: GraphQLSchema;
  env: Env;
  log: Logger;
  prepare: PrepareDocument;
  persisted: PersistedQueries;
  budget: QueryBudget;
  contextFor: ContextFor;
  topics: Topics;
  authenticator: Authenticator;
  /** The client's address behind the proxies that are trusted. */
  addressOf(request: IncomingMessage): string;
}

const INIT_TIMEOUT_MS = 10_000;
const MAX_SUBSCRIPTIONS_PER_SOCKET = 100;
/**
 * Sockets and subscriptions that are being opened at once; the others wait in turn. Thousands may come back in the same
 * second after a restart: they must leave database connections and the processor to everyone else.
 */
const ADMITTED_AT_ONCE = 4;

/**
 * graphql-transport-ws at /graphql. Clients send `{ authorization: "Bearer …" }` as connection_init payload. A token
 * that is sent but not valid closes the socket with 4403 and the TokenFault as reason, as does one that ends while the socket
 * is open. 1013 closes it when the account can't be looked up.
 */
export function serveSubscriptions(options: Options): SocketServer {
  const { server, schema, env, log, prepare, persisted, budget, contextFor, topics, authenticator, addressOf } = options;
  const credentials = watchCredentials({ topics, authenticator, log });
  // A socket remembers no more of its request.
  const factsOf = ({ address, userAgent }: SocketClient): ClientFacts => ({ address, userAgent, refreshCookie: null });
  const admit = createGate(ADMITTED_AT_ONCE);
  const subscribe = createSubscribe();

  const sockets = serveSockets({
    server,
    path: "/graphql",
    env,
    log,
    addressOf,
    protocol: {
      connectionInitWaitTimeout: INIT_TIMEOUT_MS,
      async onConnect({ connectionParams, extra: client }) {
        const authorization = authorizationOf(connectionParams);
        if (!authorization) return true;
        const found = await admit(
          async () => client.isOpen() && (await contextFor(authorization, newId(), factsOf(client)).catch(() => null)),
        );
        if (!found) {
          client.close(CLOSE.TRY_AGAIN_LATER);
          return false;
        }
        const {
          credential,
          context: { tokenFault },
        } = found;
        if (tokenFault) client.close(CLOSE[`TOKEN_${tokenFault}`]);
        if (!credential) return false;
        credentials.add(client, credential);
        return client.belongsTo(credential.userId);
      },
      async onSubscribe({ subscriptions, connectionParams, extra: client }, _id, { query, operationName, variables }) {
        // Counts this operation too: graphql-ws reserves its id first.
        if (Object.keys(subscriptions).length > MAX_SUBSCRIPTIONS_PER_SOCKET) return [tooManySubscriptions()];
        const unlisted = refusalOf(() => persisted.check({ query }));
        if (unlisted) return [unlisted];
        const { document, problems } = prepare(query);
        if (problems.length > 0) return problems;
        const operation = getOperationAST(document, operationName);
        if (!operation) {
          const message = "Say in `operationName` which operation of the document is meant.";
          return [new GraphQLError(message, { extensions: { code: "OPERATION_RESOLUTION_FAILURE" } })];
        }
        try {
          const { context } = await admit(() => contextFor(authorizationOf(connectionParams), newId(), factsOf(client)));
          if (context.tokenFault) {
            client.close(CLOSE[`TOKEN_${context.tokenFault}`]);
            return [toGraphQLError(refusedToken(context.tokenFault))];
          }
          await budget.pay(document, operation, context);
          checkVariables(schema, document, operation, variables ?? {});
          return { schema, document, operationName, variableValues: variables, contextValue: context };
        } catch (error) {
          if (error instanceof AppError) return [toGraphQLError(error)];
          client.close(CLOSE.TRY_AGAIN_LATER);
          return [error as GraphQLError];
        }
      },
      subscribe: (args) => admit(() => subscribe(args)),
      onNext(_ctx, _id, _payload, args, result) {
        if (!result.errors) return undefined;
        const requestId = (args.contextValue as RequestContext).requestId;
        return { ...result, errors: result.errors.map((error) => clientError(error, requestId, log)) as never };
      },
      onError(_ctx, _id, _payload, errors) {
        return errors.map((error) => clientError(error as GraphQLError, newId(), log));
      },
    },
  });

  return {
    count: () => sockets.count(),
    async close() {
      credentials.close();
      await sockets.close();
    },
  };
}

/** What is no string is sent but not valid, which closes the socket. */
function authorizationOf(params: Readonly<Record<string, unknown>> | undefined): string | undefined {
  const value = params?.authorization ?? params?.Authorization;
  return value === undefined || typeof value === "string" ? value : "malformed";
}

function refusalOf(check: () => void): GraphQLError | null {
  try {
    check();
    return null;
  } catch (error) {
    return toGraphQLError(error as AppError);
  }
}

function tooManySubscriptions(): GraphQLError {
  const message = `A socket carries at most ${MAX_SUBSCRIPTIONS_PER_SOCKET} operations at once. Complete some first.`;
  return toGraphQLError(new AppError("RATE_LIMITED", message, { retryAfterMs: 1000 }));
}

function clientError(error: GraphQLError, requestId: string, log: Logger): GraphQLFormattedError {
  return toClientError(error.toJSON(), error, requestId, log);
}
