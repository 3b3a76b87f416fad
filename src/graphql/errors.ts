import { GraphQLError, type GraphQLFormattedError } from "graphql";
import { AppError, type ErrorCode } from "../kernel/errors.js";
import type { Logger } from "../platform/telemetry/logger.js";
import { isOutage } from "../platform/database/outage.js";

/** Codes of the GraphQL engine; their messages are about the client's own document. */
const ENGINE_CODES: ReadonlySet<string> = new Set<ErrorCode>([
  "GRAPHQL_PARSE_FAILED",
  "GRAPHQL_VALIDATION_FAILED",
  "BAD_USER_INPUT",
  "BAD_REQUEST",
  "OPERATION_RESOLUTION_FAILURE",
  "PERSISTED_QUERY_NOT_FOUND",
  "PERSISTED_QUERY_NOT_SUPPORTED",
]);

/**
 * What a client may learn of an error. AppErrors and errors of the engine keep their message; outages become SERVICE_UNAVAILABLE,
 * everything else INTERNAL_SERVER_ERROR. Both carry the request id under which the cause is logged.
 */
export function toClientError(formatted: GraphQLFormattedError, error: unknown, requestId: string, log: Logger): GraphQLFormattedError {
  const cause = error instanceof GraphQLError ? (error.originalError ?? error) : error;
  const { message, locations, path } = formatted;
  const where = { ...(locations ? { locations } : {}), ...(path ? { path } : {}) };

  if (cause instanceof AppError) return { message: cause.message, ...where, extensions: { code: cause.code, ...cause.extensions } };
  const code = formatted.extensions?.code;
  if (typeof code === "string" && ENGINE_CODES.has(code)) return { message, ...where, extensions: { code } };
  if (cause instanceof GraphQLError && !cause.originalError && code === undefined && path === undefined) {
    // An error of the executor, over WebSocket: the document does not match the schema.
    return { message, ...where, extensions: { code: "GRAPHQL_VALIDATION_FAILED" } };
  }
  log.error({ requestId, path: path?.join("."), err: cause }, "request failed");
  const masked = maskedError(cause, requestId);
  return { message: masked.message, ...where, extensions: { code: masked.code, ...masked.extensions } };
}

const OUTAGE_RETRY_MS = 2000;

/** What a client may learn of a server-side failure. The caller logs the cause under the same request id. */
export function maskedError(cause: unknown, requestId: string): AppError {
  if (isOutage(cause)) {
    const message = "A part of the service is temporarily unavailable. Try again in a moment.";
    return new AppError("SERVICE_UNAVAILABLE", message, { requestId, retryAfterMs: OUTAGE_RETRY_MS });
  }
  return new AppError("INTERNAL_SERVER_ERROR", "Internal server error.", { requestId });
}

/** For errors outside of resolvers. Apollo Server uses the HTTP status; it is not sent to the client. */
export function toGraphQLError(error: AppError, status?: number): GraphQLError {
  const http = status ? { http: { status } } : {};
  return new GraphQLError(error.message, { originalError: error, extensions: { code: error.code, ...error.extensions, ...http } });
}
