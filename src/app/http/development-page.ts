import type { FastifyReply } from "fastify";
import { markup, type Html } from "../../modules/messaging/notifications/mail/markup.js";

/** A page of a provider for development: no scripts, no styles, not cached, not in a frame. */
export function answerDevelopmentPage(reply: FastifyReply, status: number, title: string, content: Html | readonly Html[]): FastifyReply {
  const html = markup`<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${title}</title></head>
<body>
<h1>${title}</h1>
${content}
</body>
</html>
`;
  return reply
    .type("text/html; charset=utf-8")
    .header("cache-control", "no-store")
    .header("x-robots-tag", "noindex")
    .header("content-security-policy", "default-src 'none'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'")
    .code(status)
    .send(html.source);
}
