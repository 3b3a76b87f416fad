import type { FastifyInstance } from "fastify";
import type { Platform } from "../../platform/platform.js";

/** Long enough to spare requests; a new key is put in place as the second one first, so nobody meets it unknown. */
const MAX_AGE_SECONDS = 300;

/** GET /.well-known/jwks.json: the public keys that verify our access tokens (RFC 7517), for services beside the API. */
export function addKeyRoute(http: FastifyInstance, { signingKeys }: Platform): void {
  http.get("/.well-known/jwks.json", async (_request, reply) =>
    reply
      .header("cache-control", `public, max-age=${MAX_AGE_SECONDS}`)
      .type("application/jwk-set+json")
      .send(JSON.stringify(signingKeys.jwks)),
  );
}
