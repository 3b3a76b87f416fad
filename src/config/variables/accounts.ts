import * as z from "zod";
import { jwkSet } from "../jwk-set.js";
import { providers } from "../providers.js";
import { boolean, baseUrl, dnsServers, integer, oneOf } from "../schemas.js";
import { variable } from "../variable.js";

export const ACCOUNT_VARIABLES = {
  TOKEN_SECRET: variable({
    schema: z
      .string()
      .refine((raw) => Buffer.byteLength(raw) >= 32, "must have at least 32 bytes; generate one with: npm run make-key -- secret"),
    default: "development-only-token-secret-do-not-use-in-production",
    meaning:
      "Secret from which the keys of access tokens, refresh tokens, links in mails and two-factor secrets are derived. At least 32 bytes; the default is refused in production. Generate one with `npm run make-key -- secret`.",
    secret: true,
  }),
  TOKEN_KEYS: variable({
    schema: jwkSet,
    default: "",
    meaning:
      "Keys of access tokens (P-256 or Ed25519), as a JWK set or the path of a file with one. The first key signs, all verify. If empty, a key is derived from TOKEN_SECRET. Generate a set with `npm run make-key`.",
    secret: true,
  }),
  ACCESS_TOKEN_TTL_SECONDS: variable({ schema: integer(60, 86_400), default: "900", meaning: "Lifetime of an access token." }),
  SESSION_IDLE_SECONDS: variable({
    schema: integer(300, 31_536_000),
    default: "2592000",
    meaning: "A session ends if it is not refreshed for this long.",
  }),
  SESSION_MAX_SECONDS: variable({
    schema: integer(300, 63_072_000),
    default: "15552000",
    meaning: "Maximum lifetime of a session after sign-in.",
  }),
  REFRESH_GRACE_SECONDS: variable({
    schema: integer(0, 60),
    default: "10",
    meaning:
      "Grace period in which a used refresh token still returns the current one, for tabs that refresh concurrently. Later use ends the session.",
  }),
  BCRYPT_COST: variable({
    schema: integer(4, 15),
    default: "12",
    meaning: "bcrypt cost of password hashes; below 10 is refused in production. Hashes of a lower cost are upgraded at the next sign-in.",
  }),
  PASSWORD_THREADS: variable({
    schema: integer(1, 64),
    default: "1",
    meaning: "Number of threads of the API that hash passwords, at low priority.",
  }),
  PASSWORD_QUEUE: variable({
    schema: integer(1, 10_000),
    default: "32",
    meaning: "Maximum number of queued password hashes; further requests are refused with RATE_LIMITED.",
  }),
  REGISTRATION_STRICT: variable({
    schema: boolean,
    default: "false",
    meaning:
      "Whether `register` hides that an e-mail address or a username is taken. It then does not sign in; the mail contains the next step.",
  }),
  REQUIRE_VERIFIED_EMAIL: variable({
    schema: boolean,
    default: "false",
    meaning: "Whether an account must confirm its e-mail address before it may submit code, write problems or ask for a role.",
  }),
  ACCOUNT_DELETION_GRACE_DAYS: variable({
    schema: integer(0, 365),
    default: "14",
    meaning: "Days between the request to delete an account and its deletion, during which it can be cancelled; 0 deletes immediately.",
  }),
  DATA_EXPORT_DAYS: variable({
    schema: integer(1, 365),
    default: "7",
    meaning: "Days for which the archive of an account's data can be downloaded.",
  }),
  WEB_URL: variable({
    schema: baseUrl,
    default: "http://127.0.0.1:3000",
    meaning:
      "Address of the web application, used in links of mails and as redirect target of sign-in providers. The default is refused in production.",
  }),
  DNS_SERVERS: variable({
    schema: dnsServers,
    default: "",
    meaning:
      "Name servers that are asked for the TXT records of organizations' domains, as IP addresses, optionally with a port, separated by commas. If empty, those of the system.",
  }),
  OIDC_PROVIDERS: variable({
    schema: providers,
    default: "[]",
    meaning:
      'OpenID Connect providers to sign in with, as JSON: [{"id":"acme","name":"Acme","issuer":"https://id.acme.example","clientId":"…","clientSecret":"…","trustEmail":true}]. Register <WEB_URL>/sign-in/<id> there as redirect URI.',
    secret: true,
  }),
  SSO_ISSUERS: variable({
    schema: oneOf("public", "any"),
    default: "public",
    meaning:
      "Which addresses the single sign-on of an organization may use: public is https on the public internet; any is for development and tests, and refused in production.",
  }),
};
