import type { IncomingMessage, Server } from "node:http";
import type { Env } from "../../config/env.js";
import type { ClientFacts, RequestContext } from "../../graphql/context.js";
import { execute } from "../../graphql/execute.js";
import { toGraphQLError } from "../../graphql/errors.js";
import type { ResultStream } from "../../graphql/subscribe.js";
import { refusedToken } from "../../graphql/token-use.js";
import { AppError } from "../../kernel/errors.js";
import { newId } from "../../kernel/ids.js";
import type { Credential } from "../../modules/accounts/identity/sessions/authenticator.js";
import type { Logger } from "../../platform/telemetry/logger.js";
import { CLOSE, type LiveClient } from "./live-client.js";
import type { LiveOperations } from "../graphql/live-operations.js";
import type { ConnectionShares } from "./socket-counts.js";
import type { CredentialWatch } from "./socket-credentials.js";
import { serveSockets, type SocketServer } from "./socket-server.js";

/** Logs the cause of a failure, and rejects with a GraphQLError that is safe for clients. */
export type ContextFor = (
  authorization: string | undefined,
  requestId: string,
  client: ClientFacts,
) => Promise<{ context: RequestContext; credential: Credential | null }>;

interface Options {
  server: Server;
  env: Env;
  log: Logger;
  operations: LiveOperations;
  shares: ConnectionShares;
  credentials: CredentialWatch;
  contextFor: ContextFor;
  /** The client's address behind trusted proxies. */
  addressOf(request: IncomingMessage): string;
}

const MAX_SUBSCRIPTIONS_PER_SOCKET = 100;

/** The facts about its request that a connection keeps. */
export const factsOf = ({ address, userAgent }: LiveClient): ClientFacts => ({ address, userAgent, refreshCookie: null });

/**
 * graphql-transport-ws at /graphql. Clients send `{ authorization: "Bearer …" }` as connection_init payload. An invalid token closes
 * the socket with 4403 and the TokenFault as reason, as does a token that ends while the socket is open. 1013 closes it if the account
 * can't be looked up. An error in one operation ends only that operation and closes nothing.
 */
export function serveSubscriptions({ operations, credentials, contextFor, ...options }: Options): SocketServer {
  return serveSockets({
    ...options,
    path: "/graphql",
    protocol: {
      async onConnect({ connectionParams, extra: client }) {
        client.begin();
        const authorization = authorizationOf(connectionParams);
        if (!authorization) return true;
        const found = await operations.admit(
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
      async onSubscribe({ subscriptions, connectionParams, extra: client }, _id, payload) {
        // Includes this operation: graphql-ws reserves its id first.
        if (Object.keys(subscriptions).length > MAX_SUBSCRIPTIONS_PER_SOCKET) return [tooManySubscriptions()];
        const { query, operationName, variables } = payload;
        const prepared = await operations.prepare({ query, operationName, variables }, async () => {
          const { context } = await contextFor(authorizationOf(connectionParams), newId(), factsOf(client));
          if (!context.tokenFault) return context;
          client.close(CLOSE[`TOKEN_${context.tokenFault}`]);
          throw refusedToken(context.tokenFault);
        });
        // graphql-ws keeps the payload as long as the operation runs: with the text that all clients share, not one of its own.
        if ("document" in prepared) Object.assign(payload, { query: prepared.document.loc?.source.body });
        return prepared;
      },
      execute,
      subscribe: (args) => operations.subscribe(args),
      onOperation({ extra: client }, id, _payload, _args, result) {
        if ("offer" in result) (result as ResultStream).offer?.((json) => client.sendResult(id, json));
      },
      onNext(_ctx, _id, _payload, args, result) {
        if (!result.errors) return undefined;
        const { requestId } = args.contextValue as RequestContext;
        return { ...result, errors: operations.errorsFor(result.errors, requestId) as never };
      },
      onError: (_ctx, _id, _payload, errors) => operations.errorsFor(errors),
    },
  });
}

/** A value that is not a string counts as an invalid token, which closes the socket. */
function authorizationOf(params: Readonly<Record<string, unknown>> | undefined): string | undefined {
  const value = params?.authorization ?? params?.Authorization;
  return value === undefined || typeof value === "string" ? value : "malformed";
}

function tooManySubscriptions() {
  const message = `A WebSocket can run at most ${MAX_SUBSCRIPTIONS_PER_SOCKET} operations at once. Complete some first.`;
  return toGraphQLError(new AppError("RATE_LIMITED", message, { retryAfterMs: 1000 }));
}
