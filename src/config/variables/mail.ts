import { baseUrl, integer, mailbox, oneOf, orEmpty, pushKey, text, url, webhookSecret } from "../schemas.js";
import { variable } from "../variable.js";

export const MAIL_VARIABLES = {
  SMTP_URL: variable({
    schema: url("smtp:", "smtps:"),
    default: "smtp://127.0.0.1:1025",
    meaning: "SMTP server, such as smtp://user:password@host:587?requireTLS=true. If set, `npm start` does not catch mail.",
    secret: true,
  }),
  RESEND_API_KEY: variable({
    schema: text,
    default: "",
    meaning: "Key of Resend's API. If set, mail is sent through it, and SMTP_URL is not used.",
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
      "Attempts to send a mail before it is listed as failed. The first retry is after half a second, and each delay doubles; 20 attempts take three days.",
  }),
  PUBLIC_URL: variable({
    schema: orEmpty(baseUrl),
    default: "",
    meaning:
      "Public address of this API, for links in mails, certificates, pictures and payment pages. If empty, http://HOST:PORT; workers then need the HOST and PORT of the API.",
  }),
  DIGEST_TICK_MS: variable({
    schema: integer(1000, 3_600_000),
    default: "60000",
    meaning: "How often a worker checks for due digests.",
  }),
  VAPID_PRIVATE_KEY: variable({
    schema: pushKey,
    default: Buffer.from("codequest-development-only-vapid").toString("base64url"),
    meaning:
      "P-256 private key in base64url that signs web pushes. Browsers subscribe to its public key, so do not change it. The default is refused in production. Generate one with `npm run make-key -- vapid`.",
    secret: true,
  }),
  PUSH_ENDPOINTS: variable({
    schema: oneOf("public", "any"),
    default: "public",
    meaning: "Where pushes may go: public is https on the public internet; any is for tests and refused in production.",
  }),
  MAIL_FROM: variable({ schema: mailbox, default: "CodeQuest <no-reply@codequest.example>", meaning: "Sender of all mail." }),
};
