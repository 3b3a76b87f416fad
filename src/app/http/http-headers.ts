import fastifyCompress from "@fastify/compress";
import fastifyCookie from "@fastify/cookie";
import fastifyCors, { type FastifyCorsOptions } from "@fastify/cors";
import fastifyHelmet from "@fastify/helmet";
import type { FastifyInstance, FastifyRequest } from "fastify";
import type { Env } from "../../config/env.js";
import type { Origins } from "./origins.js";

/** Sources of Apollo's landing page and Sandbox. */
const SANDBOX = ["https://*.cdn.apollographql.com", "https://sandbox.embed.apollographql.com"];
/** Compressing smaller responses saves nothing. */
const COMPRESS_FROM_BYTES = 1024;

/** For longer strings Node.js allocates three times their length when it writes them. */
const WRITE_AS_BYTES_FROM = 8192;

/** Response headers that browsers may read, so that clients can pace themselves. */
const EXPOSED = ["x-request-id", "ratelimit", "ratelimit-policy", "retry-after"];

/** Security headers, compression, cookies and CORS for every route. */
export async function addHttpHeaders(http: FastifyInstance, { NODE_ENV }: Env, origins: Origins): Promise<void> {
  await http.register(fastifyHelmet, {
    global: false,
    // The landing page is the only page; other responses may load nothing.
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'none'"],
        scriptSrc: ["'self'", "'unsafe-inline'", ...SANDBOX],
        styleSrc: ["'self'", "'unsafe-inline'", ...SANDBOX, "https://fonts.googleapis.com"],
        fontSrc: ["'self'", ...SANDBOX, "https://fonts.gstatic.com"],
        imgSrc: ["'self'", "data:", ...SANDBOX],
        manifestSrc: ["'self'", ...SANDBOX],
        connectSrc: ["'self'", ...SANDBOX],
        frameSrc: ["'self'", ...SANDBOX],
        frameAncestors: ["'none'"],
        baseUri: ["'none'"],
        formAction: ["'none'"],
      },
    },
    // Frontends of other origins call this API; CORS decides which.
    crossOriginResourcePolicy: { policy: "cross-origin" },
    crossOriginEmbedderPolicy: false,
    strictTransportSecurity: NODE_ENV === "production" ? { maxAge: 31_536_000, includeSubDomains: true } : false,
  });
  // Always the same, so they are computed once: helmet takes longer for that than a small operation.
  let security: [string, string][] | undefined;
  http.addHook("onRequest", (_request, reply, done) => {
    if (security) {
      for (const [name, value] of security) reply.raw.setHeader(name, value);
      return done();
    }
    reply.helmet();
    security = Object.entries(reply.raw.getHeaders()).map(([name, value]) => [name, String(value)]);
    done();
  });
  await http.register(fastifyCookie);
  await http.register(fastifyCompress, { threshold: COMPRESS_FROM_BYTES, encodings: ["br", "gzip"] });
  await http.register(fastifyCors, () => (request: FastifyRequest, done: (error: Error | null, options: FastifyCorsOptions) => void) => {
    const { origin = "" } = request.headers;
    const known = origins.mayUseCookie(origin);
    // An empty list also answers preflight requests, but allows nothing.
    done(null, { origin: known ? origin : origins.any ? "*" : [], credentials: known, exposedHeaders: EXPOSED, maxAge: 86_400 });
  });
  http.addHook("onSend", (_request, _reply, payload, done) => {
    done(null, typeof payload === "string" && payload.length >= WRITE_AS_BYTES_FROM ? Buffer.from(payload) : payload);
  });
  http.addHook("onRequest", (request, reply, done) => {
    reply.header("x-request-id", request.id);
    done();
  });
}
