import type { FastifyInstance } from "fastify";
import type { Platform } from "../../platform/platform.js";

/** Long enough to save requests; a new key is first added as the second one, so clients know it before it signs. */
const MAX_AGE_SECONDS = 300;

/** GET /.well-known/jwks.json: the public keys that verify our access tokens (RFC 7517), for other services. */
export function addKeyRoute(http: FastifyInstance, { signingKeys }: Platform): void {
  http.get("/.well-known/jwks.json", async (_request, reply) =>
    reply
      .header("cache-control", `public, max-age=${MAX_AGE_SECONDS}`)
      .type("application/jwk-set+json")
      .send(JSON.stringify(signingKeys.jwks)),
  );
}
