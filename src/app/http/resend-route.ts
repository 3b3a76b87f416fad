import type { FastifyInstance } from "fastify";
import type { Env } from "../../config/env.js";
import type { MailProviderEvents } from "../../modules/messaging/notifications/delivery/resend-events.js";
import { isSigned, webhookKey } from "../../platform/security/webhook-signature.js";

const BODY_LIMIT_BYTES = 256 * 1024;

/** POST /webhooks/resend: delivery reports of mails, signed by Resend, which retries until it gets a 2xx. */
export async function addResendRoute(http: FastifyInstance, { RESEND_WEBHOOK_SECRET }: Env, heard: MailProviderEvents): Promise<void> {
  const key = webhookKey(RESEND_WEBHOOK_SECRET);
  if (!key) return;
  await http.register(async (route) => {
    // The signature covers the raw bytes.
    route.removeAllContentTypeParsers();
    route.addContentTypeParser("*", { parseAs: "buffer" }, (_request, body, done) => done(null, body));
    route.post("/webhooks/resend", { bodyLimit: BODY_LIMIT_BYTES }, async ({ headers, body }, reply) => {
      const header = (name: string) => (typeof headers[name] === "string" ? headers[name] : "");
      const message = { id: header("svix-id"), timestamp: header("svix-timestamp"), signature: header("svix-signature") };
      if (!Buffer.isBuffer(body) || !isSigned(key, { ...message, body })) {
        return reply.code(401).send({ error: "The signature is missing, wrong or too old." });
      }
      let event: unknown;
      try {
        event = JSON.parse(body.toString("utf8"));
      } catch {
        return reply.code(400).send({ error: "The body is not JSON." });
      }
      await heard(event);
      return reply.code(204).send();
    });
  });
}
