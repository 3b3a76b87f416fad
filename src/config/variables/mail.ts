import { baseUrl, integer, mailbox, oneOf, orEmpty, pushKey, text, url, webhookSecret } from "../schemas.js";
import { variable } from "../variable.js";

export const MAIL_VARIABLES = {
  SMTP_URL: variable({
    schema: url("smtp:", "smtps:"),
    default: "smtp://127.0.0.1:1025",
    meaning: "Server that mail goes to, as smtp://user:password@host:587?requireTLS=true. When set, `npm start` catches no mail.",
    secret: true,
  }),
  RESEND_API_KEY: variable({
    schema: text,
    default: "",
    meaning: "Key of Resend's API. When set, mail goes there, and SMTP_URL is not used.",
    secret: true,
  }),
  RESEND_API_URL: variable({
    schema: url("https:", "http:"),
    default: "https://api.resend.com",
    meaning: "Base address of Resend's API; http is for tests and refused in production.",
  }),
  RESEND_WEBHOOK_SECRET: variable({
    schema: webhookSecret,
    default: "",
    meaning:
      "Signing secret (whsec_…) of the webhook in Resend that sends email.bounced, email.complained and email.suppressed to PUBLIC_URL/webhooks/resend. Required in production with RESEND_API_KEY.",
    secret: true,
  }),
  MAIL_ATTEMPTS: variable({
    schema: integer(1, 30),
    default: "20",
    meaning:
      "Tries of a mail before it is given up to the admins, the first after half a second, each wait twice the last; 20 are three days.",
  }),
  PUBLIC_URL: variable({
    schema: orEmpty(baseUrl),
    default: "",
    meaning: "This API as mail programs and browsers reach it, for links that unsubscribe; empty is http://HOST:PORT.",
  }),
  DIGEST_TICK_MS: variable({
    schema: integer(1000, 3_600_000),
    default: "60000",
    meaning: "How often a worker looks for digests that are due.",
  }),
  VAPID_PRIVATE_KEY: variable({
    schema: pushKey,
    default: Buffer.from("codequest-development-only-vapid").toString("base64url"),
    meaning:
      "Signs web pushes: a private key of P-256, base64url. Browsers subscribe to its public half, so keep it. The default is refused in production. `npm run make-key -- vapid` makes one.",
    secret: true,
  }),
  PUSH_ENDPOINTS: variable({
    schema: oneOf("public", "any"),
    default: "public",
    meaning: "Where pushes may go: public is https on the public internet; any is for tests and refused in production.",
  }),
  MAIL_FROM: variable({ schema: mailbox, default: "CodeQuest <no-reply@codequest.example>", meaning: "Sender of all mail." }),
};
