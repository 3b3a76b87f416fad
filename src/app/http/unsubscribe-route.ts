import type { FastifyInstance, FastifyReply } from "fastify";
import { messagesIn } from "../../messages/messages.js";
import type { Messages } from "../../messages/shape.js";
import { markup, type Html } from "../../modules/messaging/notifications/mail/markup.js";
import type { UnsubscribePage, Unsubscriber } from "../../modules/messaging/notifications/mail/unsubscribe.js";

type Words = Messages["unsubscribe"];

/**
 * GET /unsubscribe asks for confirmation, POST unsubscribes. Both use the link in a mail and need no session. The unsubscribe button
 * of mail clients sends the POST directly (RFC 8058); its body is irrelevant.
 */
export async function addUnsubscribeRoute(http: FastifyInstance, unsubscriber: Unsubscriber): Promise<void> {
  await http.register(async (route) => {
    route.removeAllContentTypeParsers();
    route.addContentTypeParser("*", { parseAs: "buffer" }, (_request, _body, done) => done(null));
    const tokenOf = (query: unknown) => {
      const { token } = query as { token?: unknown };
      return typeof token === "string" ? token : "";
    };

    route.get("/unsubscribe", async ({ query }, reply) => {
      const page = await unsubscriber.show(tokenOf(query));
      return answer(reply, page, ({ subject }, { ask, button }) => [
        markup`<p>${subject}: ${ask}</p>`,
        markup`<form method="post"><button>${button}</button></form>`,
      ]);
    });

    route.post("/unsubscribe", { bodyLimit: 4096 }, async ({ query }, reply) => {
      const page = await unsubscriber.unsubscribe(tokenOf(query));
      return answer(reply, page, ({ subject }, { done, again }) => [markup`<p>${subject}: ${done}</p>`, markup`<p>${again}</p>`]);
    });
  });
}

function answer(reply: FastifyReply, page: UnsubscribePage | null, bodyOf: (page: UnsubscribePage, words: Words) => Html[]): FastifyReply {
  reply
    .type("text/html; charset=utf-8")
    .header("cache-control", "no-store")
    .header("x-robots-tag", "noindex")
    .header("content-security-policy", "default-src 'none'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'");
  const language = page?.language ?? "en";
  const words = messagesIn(language).unsubscribe;
  const body = page ? bodyOf(page, words) : [markup`<p>${words.invalid}</p>`];
  const html = markup`<!doctype html>
<html lang="${language}">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${words.title}</title></head>
<body>
<h1>${words.title}</h1>
${body}
</body>
</html>
`;
  return reply.code(page ? 200 : 404).send(html.source);
}
