import type { FastifyInstance, FastifyRequest } from "fastify";
import { AppError } from "../../kernel/errors.js";
import { networkOf } from "../../kernel/network.js";
import { KIB } from "../../kernel/units.js";

/** Smaller bodies are not counted: the limit of connections bounds them. */
const COUNTED_FROM_BYTES = 64 * KIB;
/** How many bodies of the maximum size may be in memory at once, in total and per network. */
const LARGEST_AT_ONCE = 16;
const LARGEST_OF_A_NETWORK = 4;
const RETRY_AFTER_MS = 2000;

/**
 * Limits the total memory for request bodies, from their first byte to the response. A body counts with its Content-Length; if that is
 * missing or the body is compressed, it counts with the maximum size.
 */
export function limitBodies(http: FastifyInstance, bodyLimitBytes: number): void {
  const ofNetworks = new Map<string, number>();
  let total = 0;
  const add = (network: string, bytes: number) => {
    total += bytes;
    const own = (ofNetworks.get(network) ?? 0) + bytes;
    if (own > 0) ofNetworks.set(network, own);
    else ofNetworks.delete(network);
  };

  http.addHook("onRequest", async (request, reply) => {
    const bytes = sizeOf(request, bodyLimitBytes);
    // Bodies over the size limit are refused elsewhere.
    if (bytes < COUNTED_FROM_BYTES || bytes > bodyLimitBytes) return;
    const network = networkOf(request.ip);
    const isOver =
      total + bytes > LARGEST_AT_ONCE * bodyLimitBytes || (ofNetworks.get(network) ?? 0) + bytes > LARGEST_OF_A_NETWORK * bodyLimitBytes;
    if (isOver) {
      const { code, message, extensions } = new AppError("RATE_LIMITED", "Too many large requests at once. Retry in a moment.", {
        retryAfterMs: RETRY_AFTER_MS,
      });
      return reply
        .code(429)
        .header("retry-after", RETRY_AFTER_MS / 1000)
        .header("connection", "close")
        .send({ errors: [{ message, extensions: { code, ...extensions } }] });
    }
    add(network, bytes);
    reply.raw.once("close", () => add(network, -bytes));
  });
}

function sizeOf({ headers }: FastifyRequest, bodyLimitBytes: number): number {
  const isKnown = headers["content-encoding"] === undefined && headers["transfer-encoding"] === undefined;
  return isKnown ? Number(headers["content-length"] ?? 0) : bodyLimitBytes;
}
