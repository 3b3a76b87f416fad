// How errors reach clients: those of GraphQL requests, and those before GraphQL.
import type { ApolloServerPlugin } from "@apollo/server";
import type { FastifyReply, FastifyRequest } from "fastify";
import { OperationTypeNode } from "graphql";
import type { RequestContext } from "../../graphql/context.js";
import { maskedError, toClientError, toGraphQLError } from "../../graphql/errors.js";
import { checkVariables } from "../../graphql/variable-problems.js";
import { AppError, type ErrorCode } from "../../kernel/errors.js";
import type { Platform } from "../../platform/platform.js";
import { drain } from "./drain.js";

/**
 * Errors before execution. GraphQL over HTTP requires status 200 for them in plain application/json, since a 4xx of that type may come
 * from a proxy; Apollo sends 400.
 */
const DOCUMENT_CODES: ReadonlySet<string> = new Set<ErrorCode>([
  "GRAPHQL_PARSE_FAILED",
  "GRAPHQL_VALIDATION_FAILED",
  "BAD_USER_INPUT",
  "OPERATION_RESOLUTION_FAILURE",
  "QUERY_TOO_COMPLEX",
]);

/** Rewrites errors here, where the request id is known; Apollo's formatError does not get it. */
export function clientErrors({ log }: Platform): ApolloServerPlugin<RequestContext> {
  return {
    async requestDidStart() {
      return {
        async didResolveOperation({ schema, document, operation, request }) {
          if (!operation) return;
          if (operation.operation !== OperationTypeNode.SUBSCRIPTION) {
            try {
              return checkVariables(schema, document, operation, request.variables ?? {});
            } catch (error) {
              throw toGraphQLError(error as AppError, 400);
            }
          }
          const refusal = new AppError(
            "BAD_USER_INPUT",
            "Subscriptions are served over the WebSocket (graphql-transport-ws) at this path, and over Server-Sent Events (graphql-sse) at /graphql/stream.",
          );
          throw toGraphQLError(refusal, 400);
        },
        async willSendResponse({ request, response, contextValue, errors }) {
          if (response.body.kind !== "single" || !response.body.singleResult.errors) return;
          response.body.singleResult.errors = response.body.singleResult.errors.map((formatted, index) =>
            toClientError(formatted, errors?.[index], contextValue.requestId, log),
          );
          const code = response.body.singleResult.errors[0]?.extensions?.code;
          const accepted = request.http?.headers.get("accept") ?? "";
          if (DOCUMENT_CODES.has(String(code)) && !accepted.includes("application/graphql-response+json")) response.http.status = 200;
        },
      };
    },
  };
}

/** Errors before GraphQL, in the form of GraphQL errors: a body that is invalid JSON, too large, or of another type. */
export function answerBadRequest({ env, log }: Platform) {
  return async (error: { statusCode?: number; message: string }, request: FastifyRequest, reply: FastifyReply) => {
    const { statusCode = 500 } = error;
    const client = statusCode >= 400 && statusCode < 500;
    if (!client) log.error({ requestId: request.id, err: error }, "request failed");
    // Fastify would close the connection without reading the rest of the request.
    reply.removeHeader("connection");
    await drain(request.raw, reply.raw);
    const answer = (message: string, extensions: object) => reply.code(statusCode).send({ errors: [{ message, extensions }] });
    if (statusCode === 413) {
      const limitBytes = env.HTTP_BODY_LIMIT_BYTES;
      return answer(`The request has more than ${limitBytes} bytes.`, { code: "PAYLOAD_TOO_LARGE", limitBytes });
    }
    if (client) return answer(`${error.message}. Send a JSON object with \`query\` and \`variables\`.`, { code: "BAD_REQUEST" });
    const masked = maskedError(error, request.id);
    return answer(masked.message, { code: masked.code, ...masked.extensions });
  };
}
