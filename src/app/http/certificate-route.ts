import { createHash } from "node:crypto";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { AppError } from "../../kernel/errors.js";
import { messageLanguageOf, messagesIn, type MessageLanguage } from "../../messages/messages.js";
import { written } from "../../modules/learning/certificates/certificate-code.js";
import { day } from "../../modules/learning/certificates/certificate-day.js";
import type { CertificateChecks } from "../../modules/learning/certificates/certificates.module.js";
import { markup, Html } from "../../modules/messaging/notifications/mail/markup.js";

const STYLE = "body{font:1rem/1.5 system-ui,sans-serif;max-width:40rem;margin:2rem auto;padding:0 1rem}dt{color:#555}dd{margin:0 0 .75rem}";
const STYLE_HASH = createHash("sha256").update(STYLE).digest("base64");
const POLICY = `default-src 'none'; style-src 'sha256-${STYLE_HASH}'; form-action 'none'; frame-ancestors 'none'; base-uri 'none'`;
/** A revocation shows after this time at the latest. */
const CACHE_SECONDS = 60;

/** GET /certificates/<code>: whether a certificate is valid, for everyone who has the code. Without scripts and cookies. */
export function addCertificateRoute(http: FastifyInstance, check: CertificateChecks): void {
  http.get<{ Params: { code: string } }>("/certificates/:code", async (request, reply) => {
    const language = languageOf(request);
    const words = messagesIn(language).certificate;
    try {
      const found = await check(request.params.code, request.ip);
      if (!found) return answer(reply, { language, status: 404, title: words.heading, body: [markup`<p>${words.unknown}</p>`] });
      const state = found.revokedAt ? words.revoked(day(found.revokedAt, language)) : words.valid;
      const facts = [
        [words.learner, found.learnerName],
        [words.track, found.trackTitle],
        [words.completedOn, day(found.completedAt, language)],
        [words.issuedOn, day(found.issuedAt, language)],
        [words.code, written(found.code)],
      ] as const;
      const list = facts.map(([name, value]) => markup`<dt>${name}</dt><dd dir="auto">${value}</dd>`);
      reply.header("cache-control", `public, max-age=${CACHE_SECONDS}`).header("vary", "accept-language, accept-encoding");
      const body = [markup`<p><strong>${state}</strong></p>`, markup`<dl>${list}</dl>`];
      return answer(reply, { language, status: 200, title: words.heading, body });
    } catch (error) {
      if (!(error instanceof AppError) || error.code !== "RATE_LIMITED") throw error;
      reply.header("retry-after", Math.ceil((error.extensions.retryAfterMs ?? 1000) / 1000));
      return answer(reply, { language, status: 429, title: words.heading, body: [markup`<p>${words.busy}</p>`] });
    }
  });
}

/** By the reader's first language. */
function languageOf({ headers }: FastifyRequest): MessageLanguage {
  const [first = ""] = (headers["accept-language"] ?? "").split(/[,;]/, 1);
  return messageLanguageOf(first.trim());
}

interface Page {
  language: MessageLanguage;
  status: number;
  title: string;
  body: Html[];
}

function answer(reply: FastifyReply, { language, status, title, body }: Page): FastifyReply {
  if (status !== 200) reply.header("cache-control", "no-store");
  reply.type("text/html; charset=utf-8").header("x-robots-tag", "noindex").header("content-security-policy", POLICY);
  const html = markup`<!doctype html>
<html lang="${language}">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><meta name="robots" content="noindex"><title>${title}</title><style>${new Html(STYLE)}</style></head>
<body>
<h1>${title}</h1>
${body}
</body>
</html>
`;
  return reply.code(status).send(html.source);
}
