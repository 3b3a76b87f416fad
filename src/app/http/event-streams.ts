/**
 * Operations over Server-Sent Events, for networks without WebSockets: graphql-sse's protocol with one connection per operation.
 * Limits, cost, credentials and closing are the same as for sockets.
 */
import type { OutgoingHttpHeaders } from "node:http";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { getOperationAST, GraphQLError, OperationTypeNode, type ExecutionArgs, type ExecutionResult } from "graphql";
import type { Env } from "../../config/env.js";
import type { RequestContext } from "../../graphql/context.js";
import { execute } from "../../graphql/execute.js";
import { maskedError, toGraphQLError } from "../../graphql/errors.js";
import { refusedToken } from "../../graphql/token-use.js";
import { AppError } from "../../kernel/errors.js";
import { networkOf } from "../../kernel/network.js";
import type { Logger } from "../../platform/telemetry/logger.js";
import { createEventStream, type EventStream } from "./event-stream.js";
import { CLOSE } from "../websocket/live-client.js";
import type { LiveOperations, OperationRequest } from "../graphql/live-operations.js";
import type { ConnectionShares } from "../websocket/socket-counts.js";
import type { CredentialWatch } from "../websocket/socket-credentials.js";
import { factsOf, type ContextFor } from "../websocket/subscriptions-server.js";

interface Options {
  env: Env;
  log: Logger;
  operations: LiveOperations;
  shares: ConnectionShares;
  credentials: CredentialWatch;
  contextFor: ContextFor;
}

export interface EventStreams {
  /** Number of open streams. */
  count(): number;
  /** Ends all streams; clients reconnect elsewhere. */
  close(): void;
}

const PATH = "/graphql/stream";
const LOOK_EVERY_MS = 1000;
const RETRY_MS = 5000;

/** Answers the request with a status and a JSON body instead of a stream. */
class Refusal extends Error {
  constructor(
    readonly status: number,
    readonly error: GraphQLError,
  ) {
    super(error.message);
  }
}

const refuse = (status: number, error: AppError) => new Refusal(status, toGraphQLError(error));

export function addEventStreams(http: FastifyInstance, { env, log, operations, shares, credentials, contextFor }: Options): EventStreams {
  const streams = new Set<EventStream>();
  const lookEveryMs = Math.min(LOOK_EVERY_MS, env.WEBSOCKET_KEEP_ALIVE_MS / 4);
  let isStopping = false;

  const open = (request: FastifyRequest, reply: FastifyReply): EventStream => {
    if (isStopping) throw refuse(503, new AppError("SERVICE_UNAVAILABLE", CLOSE.GOING_AWAY.reason, { retryAfterMs: RETRY_MS }));
    const leaveAddress = shares.ofAddress.take(networkOf(request.ip));
    if (!leaveAddress) throw tooMany(CLOSE.TOO_MANY_OF_ADDRESS);
    const stream = createEventStream({
      response: reply.raw,
      address: request.ip,
      userAgent: request.headers["user-agent"] ?? "",
      keepAliveMs: env.WEBSOCKET_KEEP_ALIVE_MS,
      lookEveryMs,
      takeAccount: (userId) => shares.ofAccount.take(userId),
    });
    streams.add(stream);
    stream.onClose(leaveAddress);
    stream.onClose(() => streams.delete(stream));
    return stream;
  };

  /** Authenticates the request. An invalid credential is refused: an anonymous stream would show less than requested. */
  const identify = async (stream: EventStream, { id, headers: { authorization } }: FastifyRequest): Promise<RequestContext> => {
    const { context, credential } = await operations
      .admit(() => contextFor(authorization, id, factsOf(stream)))
      .catch((error: unknown) => {
        throw error instanceof GraphQLError ? new Refusal(statusOf(error), error) : error;
      });
    if (context.tokenFault) throw refuse(401, refusedToken(context.tokenFault));
    if (credential) {
      credentials.add(stream, credential);
      if (!stream.belongsTo(credential.userId)) throw tooMany(CLOSE.TOO_MANY_OF_ACCOUNT);
    }
    return context;
  };

  const serve = async (request: FastifyRequest, reply: FastifyReply, stream: EventStream): Promise<void> => {
    const asked = requestIn(request);
    const context = await identify(stream, request);
    const prepared = await operations.prepare(asked, async () => context);
    const args = "document" in prepared ? prepared : null;
    if (args && request.method === "GET" && operationOf(args) === OperationTypeNode.MUTATION) {
      reply.header("allow", "POST");
      throw refuse(405, new AppError("BAD_REQUEST", "Send mutations with POST."));
    }
    if (!stream.isOpen()) return;
    reply.hijack();
    stream.begin(reply.getHeaders() as OutgoingHttpHeaders);
    const errorsOf = (errors: readonly GraphQLError[]) => operations.errorsFor(errors, request.id);
    if (!args) await stream.next({ errors: errorsOf(prepared as readonly GraphQLError[]) });
    else await run(stream, args, (result) => (result.errors ? { ...result, errors: errorsOf(result.errors) } : result) as ExecutionResult);
    if (stream.isOpen()) stream.complete();
  };

  const run = async (stream: EventStream, args: ExecutionArgs, shown: (result: ExecutionResult) => ExecutionResult): Promise<void> => {
    const result = operationOf(args) === OperationTypeNode.SUBSCRIPTION ? await operations.subscribe(args) : await execute(args);
    if (!(Symbol.asyncIterator in result)) return stream.next(shown(result));
    const stop = () => void result.return(undefined);
    stream.onClose(stop);
    if (!stream.isOpen()) return stop();
    for await (const one of result) await stream.next(shown(one));
  };

  http.route({
    method: ["GET", "POST"],
    url: PATH,
    async handler(request, reply) {
      let stream: EventStream | undefined;
      try {
        stream = open(request, reply);
        await serve(request, reply, stream);
      } catch (error) {
        if (reply.sent) {
          if (stream?.isOpen()) {
            log.error({ requestId: request.id, err: error }, "event stream failed");
            await stream.next({ errors: operations.errorsFor([toGraphQLError(maskedError(error, request.id))]) });
            stream.complete();
          }
          return;
        }
        stream?.close(CLOSE.GOING_AWAY);
        if (!(error instanceof Refusal)) throw error;
        const [shown] = operations.errorsFor([error.error], request.id);
        const { retryAfterMs } = shown!.extensions as { retryAfterMs?: number };
        if (retryAfterMs) reply.header("retry-after", Math.ceil(retryAfterMs / 1000));
        return reply.code(error.status).send({ errors: [shown] });
      }
    },
  });

  const timer = setInterval(() => {
    const now = Date.now();
    for (const stream of streams) stream.look(now);
  }, lookEveryMs);

  return {
    count: () => streams.size,
    close() {
      isStopping = true;
      clearInterval(timer);
      for (const stream of streams) stream.close(CLOSE.GOING_AWAY);
    },
  };
}

const operationOf = ({ document, operationName }: ExecutionArgs) => getOperationAST(document, operationName)?.operation;

function tooMany({ reason }: { reason: string }): Refusal {
  return refuse(429, new AppError("RATE_LIMITED", reason, { retryAfterMs: RETRY_MS }));
}

function statusOf({ extensions }: GraphQLError): number {
  return (extensions.http as { status?: number } | undefined)?.status ?? 500;
}

/** Reads the body, or the query string, where `variables` and `extensions` are JSON. */
function requestIn({ method, body, query }: FastifyRequest): OperationRequest {
  const given = ((method === "GET" ? query : body) ?? {}) as Record<string, unknown>;
  const { query: text, operationName } = given;
  const variables = objectIn(given, "variables");
  const extensions = objectIn(given, "extensions");
  const isText = (value: unknown) => value === undefined || value === null || typeof value === "string";
  if (!isText(text) || !isText(operationName) || (!text && !extensions)) {
    throw refuse(400, new AppError("BAD_REQUEST", "Send a JSON object with `query` and, if needed, `operationName` and `variables`."));
  }
  return { query: (text as string | null) ?? undefined, operationName: operationName as string | null | undefined, variables, extensions };
}

function objectIn(given: Record<string, unknown>, name: string): Record<string, unknown> | null {
  let value: unknown = given[name] ?? null;
  try {
    if (typeof value === "string") value = JSON.parse(value) as unknown;
  } catch {
    value = undefined;
  }
  if (typeof value === "object" && !Array.isArray(value)) return value as Record<string, unknown> | null;
  throw refuse(400, new AppError("BAD_REQUEST", `\`${name}\` must be a JSON object.`));
}
