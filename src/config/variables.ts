import { createECDH, type JsonWebKey } from "node:crypto";
import { readFileSync } from "node:fs";
import { parseRedisUrl } from "./redis-url.js";

/**
 * Every environment variable that the program reads: meaning, default and parser. A test compares `.env.example` with this list. A
 * variable without a default is required.
 */
type Parse<T> = (raw: string) => T;

export interface Variable<T> {
  parse: Parse<T>;
  default?: string;
  meaning: string;
  /** May also be read from a file, which the variable with the suffix _FILE names. */
  secret?: true;
}

const text: Parse<string> = (raw) => raw;

const integer =
  (min: number, max: number): Parse<number> =>
  (raw) => {
    const value = Number(raw);
    if (!Number.isInteger(value) || value < min || value > max) throw new Error(`must be a whole number from ${min} to ${max}`);
    return value;
  };

const share: Parse<number> = (raw) => {
  const value = raw.trim() === "" ? Number.NaN : Number(raw);
  if (!(value >= 0 && value <= 1)) throw new Error("must be a number from 0 to 1");
  return value;
};

const oneOf =
  <const T extends string>(...allowed: T[]): Parse<T> =>
  (raw) => {
    const value = allowed.find((one) => one === raw);
    if (value === undefined) throw new Error(`must be one of ${allowed.join(", ")}`);
    return value;
  };

const boolean: Parse<boolean> = (raw) => oneOf("true", "false")(raw) === "true";

const url =
  (...protocols: string[]): Parse<string> =>
  (raw) => {
    const protocol = URL.canParse(raw) ? new URL(raw).protocol : "";
    if (!protocols.includes(protocol)) throw new Error(`must be a URL that starts with ${protocols.map((p) => `${p}//`).join(" or ")}`);
    return raw;
  };

const redisUrl: Parse<string> = (raw) => {
  parseRedisUrl(raw);
  return raw;
};

const webhookSecret: Parse<string> = (raw) => {
  if (raw !== "" && !/^whsec_[\w+/-]{22,}=*$/.test(raw)) throw new Error("must begin with whsec_, as Resend shows it with the webhook");
  return raw;
};

const mailbox: Parse<{ name: string; address: string }> = (raw) => {
  const [, name = "", inBrackets, alone] = /^(?:([^<>"\p{Cc}]*)<(.+)>|(.+))$/u.exec(raw) ?? [];
  const address = inBrackets ?? alone ?? "";
  if (!/^[^\s\p{Cc}<>,;@]+@[^\s\p{Cc}<>,;@]+$/u.test(address)) {
    throw new Error("must be an e-mail address, alone or as in CodeQuest <no-reply@example.org>");
  }
  return { name: name.trim(), address };
};

/** Address of a web application, to which paths are appended. */
const baseUrl: Parse<string> = (raw) => url("http:", "https:")(raw).replace(/\/+$/, "");

function json(raw: string): unknown {
  try {
    return JSON.parse(raw);
  } catch {
    throw new Error("must be JSON"); // the error of JSON.parse would quote the value
  }
}

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === "object" && value !== null;

/** A JWK set, or the path of a file with one. The keys are checked when they are loaded. */
const jwkSet: Parse<{ keys: readonly JsonWebKey[] } | null> = (raw) => {
  if (raw === "") return null;
  let text = raw;
  if (!raw.trimStart().startsWith("{")) {
    try {
      text = readFileSync(raw, "utf8");
    } catch {
      throw new Error("must be a JWK set or the path of a file with one that can be read");
    }
  }
  const set = json(text);
  if (!isObject(set) || !Array.isArray(set.keys) || set.keys.length === 0 || !set.keys.every(isObject)) {
    throw new Error('must be a JWK set with at least one key: {"keys": [...]}');
  }
  return { keys: set.keys };
};

export interface ProviderSettings {
  id: string;
  name: string;
  issuer: string;
  clientId: string;
  clientSecret: string | null;
  scope: string;
  trustsEmail: boolean;
}

const providers: Parse<readonly ProviderSettings[]> = (raw) => {
  const all = json(raw);
  if (!Array.isArray(all)) throw new Error("must be a JSON list of providers");
  const ids = new Set<string>();
  return all.map((one: unknown) => {
    if (!isObject(one)) throw new Error("must be a JSON list of objects");
    const { id, name = id, issuer, clientId, clientSecret = null, scope = "openid email profile", trustEmail = false } = one;
    if (typeof id !== "string" || !/^[a-z0-9-]{1,30}$/.test(id)) throw new Error("needs an `id` of a to z, 0 to 9 and - for each provider");
    const wrong = (what: string) => new Error(`has a provider ${id} whose ${what}`);
    if (ids.has(id)) throw wrong("`id` another has too");
    ids.add(id);
    if (typeof issuer !== "string" || !URL.canParse(issuer) || !/^https?:$/.test(new URL(issuer).protocol))
      throw wrong("`issuer` is no URL");
    if (typeof clientId !== "string" || clientId === "") throw wrong("`clientId` is missing");
    if (typeof name !== "string" || typeof scope !== "string") throw wrong("`name` or `scope` is no text");
    if (clientSecret !== null && typeof clientSecret !== "string") throw wrong("`clientSecret` is no text");
    if (typeof trustEmail !== "boolean") throw wrong("`trustEmail` is neither true nor false");
    return { id, name, issuer, clientId, clientSecret, scope, trustsEmail: trustEmail };
  });
};

const list: Parse<readonly string[]> = (raw) =>
  raw
    .split(",")
    .map((part) => part.trim())
    .filter(Boolean);

/** Private key of the elliptic curve P-256: 32 bytes, a number from 1 to below the order of the curve. */
const pushKey: Parse<string> = (raw) => {
  const bytes = Buffer.from(raw, "base64url");
  try {
    if (bytes.length === 32 && bytes.toString("base64url") === raw) {
      createECDH("prime256v1").setPrivateKey(bytes);
      return raw;
    }
  } catch {
    // rejected below; the library's error adds nothing
  }
  throw new Error("must be 32 bytes in base64url, a private key of P-256; make one with: npm run make-key -- vapid");
};

function variable<T>(definition: Variable<T>): Variable<T> {
  return definition;
}

export const VARIABLES = {
  NODE_ENV: variable({
    parse: oneOf("development", "test", "production"),
    default: "development",
    meaning: "production refuses default secrets and weak password hashing.",
  }),
  HOST: variable({ parse: text, default: "127.0.0.1", meaning: "Address the API listens on; 0.0.0.0 for all." }),
  PORT: variable({ parse: integer(0, 65535), default: "4000", meaning: "Port of HTTP and WebSocket; 0 takes a free one." }),
  TRUST_PROXY: variable({
    parse: list,
    default: "",
    meaning: "Comma-separated addresses or networks of proxies whose X-Forwarded-For is believed; empty believes none.",
  }),
  DATABASE_URL: variable({
    parse: url("postgres:", "postgresql:"),
    default: "postgresql://codequest:codequest@127.0.0.1:5432/codequest",
    meaning: "PostgreSQL 15 or newer. When set, `npm start` starts no PostgreSQL of its own and creates no demo accounts.",
    secret: true,
  }),
  DATABASE_POOL_MAX: variable({ parse: integer(1, 200), default: "10", meaning: "Connections each process may hold." }),
  DATABASE_STATEMENT_TIMEOUT_MS: variable({
    parse: integer(100, 600_000),
    default: "10000",
    meaning: "Longest time of a statement; migrations have none.",
  }),
  SLOW_STATEMENT_MS: variable({
    parse: integer(0, 600_000),
    default: "500",
    meaning: "From how many milliseconds on an SQL statement is logged as slow, without its values; 0 is never.",
  }),
  REDIS_URL: variable({
    parse: redisUrl,
    default: "redis://127.0.0.1:6379",
    meaning:
      "Redis 6.2 or newer with maxmemory-policy noeviction. When set, `npm start` starts no Redis of its own. Also redis+sentinel://user:password@host:26379,host:26379/master?sentinelPassword=… and redis+cluster://user:password@host:6379,host:6379; rediss… is with TLS.",
    secret: true,
  }),
  REDIS_PREFIX: variable({
    parse: (raw) => {
      if (!/^[A-Za-z0-9_-]{1,40}$/.test(raw)) throw new Error("must be 1 to 40 letters, digits, - or _");
      return raw;
    },
    default: "codequest",
    meaning: "Put before every Redis key and channel, so that several installations can share one Redis.",
  }),
  S3_ENDPOINT: variable({
    parse: url("http:", "https:"),
    default: "http://127.0.0.1:9000",
    meaning: "S3-compatible object storage. When set, `npm start` starts no S3 server of its own.",
  }),
  S3_CLIENT_ENDPOINT: variable({
    parse: (raw) => raw && url("http:", "https:")(raw),
    default: "",
    meaning: "The object storage as clients reach it, for uploads and downloads; empty is S3_ENDPOINT.",
  }),
  PUBLIC_FILES_URL: variable({
    parse: (raw) => raw && url("http:", "https:")(raw),
    default: "",
    meaning:
      "Base of the addresses of public files, such as a CDN's, in front of the bucket's folder public/; empty gives links that expire.",
  }),
  S3_REGION: variable({ parse: text, default: "us-east-1", meaning: "Region of the bucket." }),
  S3_BUCKET: variable({ parse: text, default: "codequest", meaning: "Bucket for test sets and files; created at start when missing." }),
  S3_ACCESS_KEY_ID: variable({ parse: text, default: "S3RVER", meaning: "Access key of the bucket." }),
  S3_SECRET_ACCESS_KEY: variable({ parse: text, default: "S3RVER", meaning: "Secret key of the bucket.", secret: true }),
  SMTP_URL: variable({
    parse: url("smtp:", "smtps:"),
    default: "smtp://127.0.0.1:1025",
    meaning: "Server that mail goes to, as smtp://user:password@host:587?requireTLS=true. When set, `npm start` catches no mail.",
    secret: true,
  }),
  RESEND_API_KEY: variable({
    parse: text,
    default: "",
    meaning: "Key of Resend's API. When set, mail goes there, and SMTP_URL is not used.",
    secret: true,
  }),
  RESEND_API_URL: variable({
    parse: url("https:", "http:"),
    default: "https://api.resend.com",
    meaning: "Base address of Resend's API; http is for tests and refused in production.",
  }),
  RESEND_WEBHOOK_SECRET: variable({
    parse: webhookSecret,
    default: "",
    meaning:
      "Signing secret (whsec_…) of the webhook in Resend that sends email.bounced, email.complained and email.suppressed to PUBLIC_URL/webhooks/resend. Required in production with RESEND_API_KEY.",
    secret: true,
  }),
  MAIL_ATTEMPTS: variable({
    parse: integer(1, 30),
    default: "20",
    meaning:
      "Tries of a mail before it is given up to the admins, the first after half a second, each wait twice the last; 20 are three days.",
  }),
  PUBLIC_URL: variable({
    parse: (raw) => raw && baseUrl(raw),
    default: "",
    meaning: "This API as mail programs and browsers reach it, for links that unsubscribe; empty is http://HOST:PORT.",
  }),
  DIGEST_TICK_MS: variable({
    parse: integer(1000, 3_600_000),
    default: "60000",
    meaning: "How often a worker looks for digests that are due.",
  }),
  VAPID_PRIVATE_KEY: variable({
    parse: pushKey,
    default: Buffer.from("codequest-development-only-vapid").toString("base64url"),
    meaning:
      "Signs web pushes: a private key of P-256, base64url. Browsers subscribe to its public half, so keep it. The default is refused in production. `npm run make-key -- vapid` makes one.",
    secret: true,
  }),
  PUSH_ENDPOINTS: variable({
    parse: oneOf("public", "any"),
    default: "public",
    meaning: "Where pushes may go: public is https on the public internet; any is for tests and refused in production.",
  }),
  MAIL_FROM: variable({ parse: mailbox, default: "CodeQuest <no-reply@codequest.example>", meaning: "Sender of all mail." }),
  TOKEN_SECRET: variable({
    parse: (raw) => {
      if (Buffer.byteLength(raw) < 32) throw new Error("must have at least 32 bytes; make one with: npm run make-key -- secret");
      return raw;
    },
    default: "development-only-token-secret-do-not-use-in-production",
    meaning:
      "What keys of access tokens, refresh tokens, links in mails and two-factor secrets are made from. At least 32 bytes; the default is refused in production. `npm run make-key -- secret` makes one.",
    secret: true,
  }),
  TOKEN_KEYS: variable({
    parse: jwkSet,
    default: "",
    meaning:
      "JWK set, or the path of a file with one, of keys for access tokens (P-256 or Ed25519). The first signs, all verify. Empty makes one from TOKEN_SECRET. `npm run make-key` makes one.",
    secret: true,
  }),
  ACCESS_TOKEN_TTL_SECONDS: variable({ parse: integer(60, 86_400), default: "900", meaning: "Life of an access token." }),
  SESSION_IDLE_SECONDS: variable({
    parse: integer(300, 31_536_000),
    default: "2592000",
    meaning: "A session that is not refreshed for so long ends.",
  }),
  SESSION_MAX_SECONDS: variable({
    parse: integer(300, 63_072_000),
    default: "15552000",
    meaning: "So long after signing in, a session ends anyway.",
  }),
  REFRESH_GRACE_SECONDS: variable({
    parse: integer(0, 60),
    default: "10",
    meaning:
      "How long a refresh token that has just been used is still answered with the present one, for tabs that refresh at once. Later, using it again ends the session.",
  }),
  BCRYPT_COST: variable({
    parse: integer(4, 15),
    default: "12",
    meaning: "Work factor of password hashes; below 10 is refused in production. Hashes of less are made anew when their account signs in.",
  }),
  PASSWORD_THREADS: variable({ parse: integer(1, 64), default: "1", meaning: "Threads of the API that hash passwords, at low priority." }),
  PASSWORD_QUEUE: variable({
    parse: integer(1, 10_000),
    default: "32",
    meaning: "Password hashes that may wait for a thread; what comes then is refused with RATE_LIMITED.",
  }),
  REGISTRATION_STRICT: variable({
    parse: boolean,
    default: "false",
    meaning: "Whether `register` hides that an e-mail address or a username is taken. It then signs nobody in: the mail leads on.",
  }),
  REQUIRE_VERIFIED_EMAIL: variable({
    parse: boolean,
    default: "false",
    meaning: "Whether an account must confirm its e-mail address before it may submit code, write problems or ask for a role.",
  }),
  ACCOUNT_DELETION_GRACE_DAYS: variable({
    parse: integer(0, 365),
    default: "14",
    meaning: "Days between asking for the deletion of an account and the deletion, in which it can be called off; 0 deletes at once.",
  }),
  DATA_EXPORT_DAYS: variable({
    parse: integer(1, 365),
    default: "7",
    meaning: "Days for which the archive of an account's data can be fetched.",
  }),
  WEB_URL: variable({
    parse: baseUrl,
    default: "http://127.0.0.1:3000",
    meaning:
      "The web application that links in mails lead to, and that providers of sign-in send people back to. The default is refused in production.",
  }),
  OIDC_PROVIDERS: variable({
    parse: providers,
    default: "[]",
    meaning:
      'OpenID Connect providers to sign in with, as JSON: [{"id":"acme","name":"Acme","issuer":"https://id.acme.example","clientId":"…","clientSecret":"…","trustEmail":true}]. Register <WEB_URL>/sign-in/<id> there as redirect URI.',
    secret: true,
  }),
  CORS_ORIGINS: variable({
    parse: list,
    default: "*",
    meaning:
      "Comma-separated origins of web applications, or * for any, which then call without the refresh cookie. They are also the bucket's CORS rule, for uploads. Outside production the pages of this machine (localhost on any port) are always allowed.",
  }),
  GRAPHQL_INTROSPECTION: variable({
    parse: oneOf("auto", "true", "false"),
    default: "auto",
    meaning: "Whether the schema can be explored, also at /graphiql, and errors suggest names from it; auto: everywhere but in production.",
  }),
  PERSISTED_QUERIES_FILE: variable({
    parse: text,
    default: "",
    meaning: "A persisted query manifest (JSON with operations of id = SHA-256 and body): clients may send the id alone.",
  }),
  PERSISTED_QUERIES_ONLY: variable({
    parse: boolean,
    default: "false",
    meaning: "Executes nothing but the operations of PERSISTED_QUERIES_FILE.",
  }),
  QUERY_COST_PER_MINUTE: variable({
    parse: integer(0, 1_000_000_000),
    default: "1000000",
    meaning: "Budget of query cost a minute, for each account and for each address that is not signed in; 0 is without limit.",
  }),
  HTTP_BODY_LIMIT_BYTES: variable({
    parse: integer(1024, 16_777_216),
    default: "4194304",
    meaning:
      "Largest request body, and largest WebSocket message; at most 16 MiB, as other requests wait while one is parsed. Larger data is uploaded.",
  }),
  HTTP_HEADERS_TIMEOUT_MS: variable({
    parse: integer(100, 600_000),
    default: "20000",
    meaning:
      "Longest time from the opening of a connection, or from the first byte of a later request, to the end of the request's headers.",
  }),
  HTTP_REQUEST_TIMEOUT_MS: variable({
    parse: integer(100, 3_600_000),
    default: "120000",
    meaning: "Longest time in which a whole request, headers and body, must have come.",
  }),
  HTTP_IDLE_TIMEOUT_MS: variable({
    parse: integer(100, 3_600_000),
    default: "75000",
    meaning: "How long a connection may stand still, between two requests or in the middle of an answer that nobody reads.",
  }),
  CONNECTIONS_PER_ADDRESS: variable({
    parse: integer(1, 1_000_000),
    default: "1000",
    meaning:
      "HTTP connections that one address, or one IPv6 /64 network, may have open at each API process; those of TRUST_PROXY have no limit, and WebSockets have their own.",
  }),
  SOCKETS_PER_ADDRESS: variable({
    parse: integer(1, 1_000_000),
    default: "1000",
    meaning: "WebSockets that one address, or one IPv6 /64 network, may have open at each API process.",
  }),
  SOCKETS_PER_ACCOUNT: variable({
    parse: integer(1, 1_000_000),
    default: "50",
    meaning: "WebSockets that one account may have open at each API process.",
  }),
  WEBSOCKET_KEEP_ALIVE_MS: variable({
    parse: integer(100, 600_000),
    default: "15000",
    meaning: "How often a WebSocket is asked for a sign of life; one that gives none until the next time is closed.",
  }),
  SOURCE_LIMIT_BYTES: variable({ parse: integer(1, 1_048_576), default: "65536", meaning: "Largest source code of a submission." }),
  SUBMISSIONS_PER_MINUTE: variable({
    parse: integer(1, 100_000),
    default: "10",
    meaning: "Submissions one account may send a minute, until an admin sets it.",
  }),
  RUNS_PER_MINUTE: variable({
    parse: integer(1, 100_000),
    default: "60",
    meaning: "Code runs one account may start a minute, until an admin sets it.",
  }),
  ACCESS_LOG_SAMPLE: variable({
    parse: share,
    default: "1",
    meaning:
      "Share of requests that are logged, from 0 (none) to 1 (all). Below 1, requests answered with an error are logged all the same.",
  }),
  LOG_LEVEL: variable({
    parse: oneOf("fatal", "error", "warn", "info", "debug", "silent"),
    default: "info",
    meaning: "Least severe log line that is written.",
  }),
  METRICS_TOKEN: variable({
    parse: text,
    default: "",
    meaning: "Bearer token that GET /metrics asks for. Without one it is open, and in production not served.",
    secret: true,
  }),
  WORKER_PORT: variable({
    parse: integer(0, 65535),
    default: "0",
    meaning: "Port where a worker serves /health, /ready and /metrics; 0 is none.",
  }),
  OTEL_EXPORTER_OTLP_ENDPOINT: variable({
    parse: (raw) => raw && url("http:", "https:")(raw),
    default: "",
    meaning: "Collector of OpenTelemetry traces (OTLP over HTTP), from a mutation through the queue to the verdict; empty sends none.",
  }),
  SHUTDOWN_TIMEOUT_MS: variable({
    parse: integer(100, 600_000),
    default: "10000",
    meaning: "How long a stopping process waits for work in hand.",
  }),
  WORKER_ID: variable({
    parse: (raw) => {
      if (!/^[!-~]{0,100}$/.test(raw)) throw new Error("must be at most 100 letters, digits and marks of ASCII, without spaces");
      return raw;
    },
    default: "",
    meaning: "Name of a worker process in `judge` and in logs; empty makes one from host and process id.",
  }),
  JUDGE_LAUNCHER_SOCKET: variable({
    parse: text,
    default: "/run/codequest/launcher.sock",
    meaning: "Unix socket of the sandbox launcher, the only privileged process.",
  }),
  JUDGE_HOME: variable({
    parse: text,
    default: "/var/lib/codequest/judge",
    meaning: "Where `npm run judge:setup` puts the sandbox parts and toolchains.",
  }),
  JUDGE_SLOTS: variable({
    parse: integer(0, 256),
    default: "0",
    meaning: "Submissions a worker judges at once; 0 is one per CPU core, and more than the cores makes times unsteady.",
  }),
  JUDGE_CACHE_DIR: variable({
    parse: text,
    default: ".data/test-sets",
    meaning: "Folder where a worker keeps test sets and compiled programs, by hash.",
  }),
  JUDGE_LEASE_MS: variable({
    parse: integer(1000, 600_000),
    default: "15000",
    meaning: "How long a silent worker keeps its claim on a judgement before another may take it.",
  }),
  JUDGE_MINIMUM_LEVEL: variable({
    parse: oneOf("full", "no-cgroup"),
    default: "full",
    meaning: "Least sandbox level at which a worker takes jobs. Lower it only on machines where every submitter is trusted.",
  }),
};
