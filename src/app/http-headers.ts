import fastifyCompress from "@fastify/compress";
import fastifyCors from "@fastify/cors";
import fastifyHelmet from "@fastify/helmet";
import type { FastifyInstance } from "fastify";
import type { Env } from "../config/env.js";

/** Where Apollo's landing page and Sandbox come from. */
const SANDBOX = ["https://*.cdn.apollographql.com", "https://sandbox.embed.apollographql.com"];
/** Below this, a compressed answer saves nothing. */
const COMPRESS_FROM_BYTES = 1024;

/** What browsers read beside the answer itself, so that a client can pace itself. */
const EXPOSED = ["x-request-id", "ratelimit", "ratelimit-policy", "retry-after"];

/** Security headers, compression and CORS for every route. */
export async function addHttpHeaders(http: FastifyInstance, { NODE_ENV, CORS_ORIGINS }: Env): Promise<void> {
  await http.register(fastifyHelmet, {
    // The landing page is the only page; elsewhere nothing may load anything.
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
  await http.register(fastifyCompress, { threshold: COMPRESS_FROM_BYTES, encodings: ["br", "gzip"] });
  const anyOrigin = CORS_ORIGINS.includes("*");
  await http.register(fastifyCors, {
    origin: anyOrigin ? "*" : [...CORS_ORIGINS],
    // The refresh cookie goes to named origins only: with * any site could have it sent.
    credentials: !anyOrigin,
    exposedHeaders: EXPOSED,
    maxAge: 86_400,
  });
  http.addHook("onRequest", (request, reply, done) => {
    reply.header("x-request-id", request.id);
    done();
  });
}
