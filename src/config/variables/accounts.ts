import * as z from "zod";
import { jwkSet } from "../jwk-set.js";
import { providers } from "../providers.js";
import { boolean, baseUrl, integer } from "../schemas.js";
import { variable } from "../variable.js";

export const ACCOUNT_VARIABLES = {
  TOKEN_SECRET: variable({
    schema: z
      .string()
      .refine((raw) => Buffer.byteLength(raw) >= 32, "must have at least 32 bytes; make one with: npm run make-key -- secret"),
    default: "development-only-token-secret-do-not-use-in-production",
    meaning:
      "What keys of access tokens, refresh tokens, links in mails and two-factor secrets are made from. At least 32 bytes; the default is refused in production. `npm run make-key -- secret` makes one.",
    secret: true,
  }),
  TOKEN_KEYS: variable({
    schema: jwkSet,
    default: "",
    meaning:
      "JWK set, or the path of a file with one, of keys for access tokens (P-256 or Ed25519). The first signs, all verify. Empty makes one from TOKEN_SECRET. `npm run make-key` makes one.",
    secret: true,
  }),
  ACCESS_TOKEN_TTL_SECONDS: variable({ schema: integer(60, 86_400), default: "900", meaning: "Life of an access token." }),
  SESSION_IDLE_SECONDS: variable({
    schema: integer(300, 31_536_000),
    default: "2592000",
    meaning: "A session that is not refreshed for so long ends.",
  }),
  SESSION_MAX_SECONDS: variable({
    schema: integer(300, 63_072_000),
    default: "15552000",
    meaning: "So long after signing in, a session ends anyway.",
  }),
  REFRESH_GRACE_SECONDS: variable({
    schema: integer(0, 60),
    default: "10",
    meaning:
      "How long a refresh token that has just been used is still answered with the present one, for tabs that refresh at once. Later, using it again ends the session.",
  }),
  BCRYPT_COST: variable({
    schema: integer(4, 15),
    default: "12",
    meaning: "Work factor of password hashes; below 10 is refused in production. Hashes of less are made anew when their account signs in.",
  }),
  PASSWORD_THREADS: variable({ schema: integer(1, 64), default: "1", meaning: "Threads of the API that hash passwords, at low priority." }),
  PASSWORD_QUEUE: variable({
    schema: integer(1, 10_000),
    default: "32",
    meaning: "Password hashes that may wait for a thread; what comes then is refused with RATE_LIMITED.",
  }),
  REGISTRATION_STRICT: variable({
    schema: boolean,
    default: "false",
    meaning: "Whether `register` hides that an e-mail address or a username is taken. It then signs nobody in: the mail leads on.",
  }),
  REQUIRE_VERIFIED_EMAIL: variable({
    schema: boolean,
    default: "false",
    meaning: "Whether an account must confirm its e-mail address before it may submit code, write problems or ask for a role.",
  }),
  ACCOUNT_DELETION_GRACE_DAYS: variable({
    schema: integer(0, 365),
    default: "14",
    meaning: "Days between asking for the deletion of an account and the deletion, in which it can be called off; 0 deletes at once.",
  }),
  DATA_EXPORT_DAYS: variable({
    schema: integer(1, 365),
    default: "7",
    meaning: "Days for which the archive of an account's data can be fetched.",
  }),
  WEB_URL: variable({
    schema: baseUrl,
    default: "http://127.0.0.1:3000",
    meaning:
      "The web application that links in mails lead to, and that providers of sign-in send people back to. The default is refused in production.",
  }),
  OIDC_PROVIDERS: variable({
    schema: providers,
    default: "[]",
    meaning:
      'OpenID Connect providers to sign in with, as JSON: [{"id":"acme","name":"Acme","issuer":"https://id.acme.example","clientId":"…","clientSecret":"…","trustEmail":true}]. Register <WEB_URL>/sign-in/<id> there as redirect URI.',
    secret: true,
  }),
};
