import type { FastifyInstance } from "fastify";
import type { StripeEvents } from "../../modules/commerce/payments/stripe/stripe-events.js";

const BODY_LIMIT_BYTES = 1024 * 1024;

/** POST /webhooks/stripe: events, signed by Stripe, which sends one again for days until it gets a 2xx. Not added without a key. */
export async function addStripeRoute(http: FastifyInstance, events: StripeEvents | null): Promise<void> {
  if (!events) return;
  await http.register(async (route) => {
    // The signature covers the raw bytes.
    route.removeAllContentTypeParsers();
    route.addContentTypeParser("*", { parseAs: "buffer" }, (_request, body, done) => done(null, body));
    route.post("/webhooks/stripe", { bodyLimit: BODY_LIMIT_BYTES }, async ({ headers, body }, reply) => {
      const signature = headers["stripe-signature"];
      const isSigned = Buffer.isBuffer(body) && typeof signature === "string" && (await events.receive(body, signature));
      if (!isSigned) return reply.code(400).send({ error: "The signature is missing, wrong or too old." });
      return reply.code(204).send();
    });
  });
}
