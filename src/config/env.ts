import { readFileSync } from "node:fs";
import type * as z from "zod";
import type { Variable } from "./variable.js";
import { VARIABLES } from "./variables.js";

type Parsed<V> = { readonly [K in keyof V]: V[K] extends Variable<infer S> ? z.output<S> : never };

export type Env = Parsed<typeof VARIABLES>;

/** Thrown once with every problem found, each naming its variable and what it must be. */
export class ConfigurationError extends Error {
  override name = "ConfigurationError";

  constructor(readonly problems: readonly string[]) {
    super(`The configuration is not usable:\n${problems.map((problem) => `  - ${problem}`).join("\n")}`);
  }
}

/** Secrets whose default is refused in production, and how to get a real one. */
const SECRETS = {
  TOKEN_SECRET: "Generate one with: npm run make-key -- secret",
  S3_SECRET_ACCESS_KEY: "Set the secret key of your object storage",
  VAPID_PRIVATE_KEY: "Generate one with: npm run make-key -- vapid",
} as const;
const LEAST_PRODUCTION_BCRYPT_COST = 10;

/**
 * Reads and checks every variable. An empty string counts as unset. NAME_FILE may name a file with the secret. Throws a
 * ConfigurationError that lists all problems.
 */
export function readEnv(source: Readonly<Record<string, string | undefined>> = process.env): Env {
  const problems: string[] = [];
  const values: Record<string, unknown> = {};
  for (const [name, variable] of Object.entries<Variable>(VARIABLES)) {
    try {
      const raw = source[name] || (variable.secret && fromFile(name, source)) || variable.default;
      if (raw === undefined) throw new Error(`is not set. ${variable.meaning.replace(/\.$/, "")}`);
      const { data, error } = variable.schema.safeParse(raw);
      values[name] = data;
      for (const problem of new Set(error?.issues.map(explain))) problems.push(`${name} ${problem}.`);
    } catch (error) {
      problems.push(`${name} ${(error as Error).message}.`);
    }
  }
  const env = values as Env;
  problems.push(...stripeProblems(env), ...aiProblems(env));
  if (env.NODE_ENV === "production") problems.push(...productionProblems(env));
  if (problems.length > 0) throw new ConfigurationError(problems);
  return env;
}

/** Where and what is wrong, without the value. Only JSON has a path: "0.issuer must be …". */
function explain({ path, message }: z.core.$ZodIssue): string {
  return [path.join("."), message].filter(Boolean).join(" ");
}

/** Content of the file that NAME_FILE names, without the final line break that editors add. */
function fromFile(name: string, source: Readonly<Record<string, string | undefined>>): string | undefined {
  const file = source[`${name}_FILE`];
  if (!file) return undefined;
  const wrong = (what: string) => new Error(`is read from the file named by ${name}_FILE, which ${what}`);
  let text;
  try {
    text = readFileSync(file, "utf8").replace(/\r?\n$/, "");
  } catch {
    throw wrong("cannot be read");
  }
  if (text === "") throw wrong("is empty"); // falling back to the default would hide the mistake
  return text;
}

/** May clients introspect the schema? */
export function schemaIsOpen({ NODE_ENV, GRAPHQL_INTROSPECTION }: Pick<Env, "NODE_ENV" | "GRAPHQL_INTROSPECTION">): boolean {
  return GRAPHQL_INTROSPECTION === "auto" ? NODE_ENV !== "production" : GRAPHQL_INTROSPECTION === "true";
}

/** Who takes payments of new orders. */
export function paymentProviderOf({
  PAYMENT_PROVIDER: name,
  STRIPE_SECRET_KEY: key,
  NODE_ENV,
}: Pick<Env, "PAYMENT_PROVIDER" | "STRIPE_SECRET_KEY" | "NODE_ENV">): "stripe" | "development" | "none" {
  if (name !== "auto") return name;
  if (key) return "stripe";
  return NODE_ENV === "production" ? "none" : "development";
}

/** Who answers AI requests. */
export function aiProviderOf({
  AI_PROVIDER: name,
  OPENAI_API_KEY: key,
  NODE_ENV,
}: Pick<Env, "AI_PROVIDER" | "OPENAI_API_KEY" | "NODE_ENV">): "openai" | "built-in" | "none" {
  if (name !== "auto") return name;
  if (key) return "openai";
  return NODE_ENV === "production" ? "none" : "built-in";
}

function aiProblems({ AI_PROVIDER, OPENAI_API_KEY }: Env): string[] {
  return AI_PROVIDER === "openai" && !OPENAI_API_KEY ? ["AI_PROVIDER is openai, which needs OPENAI_API_KEY."] : [];
}

function stripeProblems({ PAYMENT_PROVIDER, STRIPE_SECRET_KEY, STRIPE_WEBHOOK_SECRET = [] }: Env): string[] {
  const problems: string[] = [];
  if (PAYMENT_PROVIDER === "stripe" && !STRIPE_SECRET_KEY) problems.push("PAYMENT_PROVIDER is stripe, which needs STRIPE_SECRET_KEY.");
  if (STRIPE_SECRET_KEY && STRIPE_WEBHOOK_SECRET.length === 0)
    problems.push("STRIPE_WEBHOOK_SECRET is not set. Without it, payments and subscriptions change only when Stripe is asked.");
  return problems;
}

/** Is the web application of web/ served at /? */
export function pageIsServed({ NODE_ENV, WEB_PAGE }: Pick<Env, "NODE_ENV" | "WEB_PAGE">): boolean {
  return WEB_PAGE === "auto" ? NODE_ENV !== "production" : WEB_PAGE === "true";
}

const isLoopback = (url: string): boolean => ["127.0.0.1", "localhost", "[::1]"].includes(new URL(url).hostname);

function productionProblems(env: Env): string[] {
  const problems = Object.entries(SECRETS)
    .filter(([name]) => env[name as keyof typeof SECRETS] === VARIABLES[name as keyof typeof SECRETS].default)
    .map(([name, remedy]) => `${name} still has its default value, which is public. ${remedy}.`);
  if (env.WEB_URL === VARIABLES.WEB_URL.default) {
    problems.push("WEB_URL still has its default value. Set the address of the web application, which links in mails use.");
  }
  if (!env.PUBLIC_URL) problems.push("PUBLIC_URL is not set. Links in mails use it.");
  if (env.PUSH_ENDPOINTS === "any") problems.push("PUSH_ENDPOINTS must be public in production: clients choose these addresses.");
  if (env.SSO_ISSUERS === "any") problems.push("SSO_ISSUERS must be public in production: owners of organizations choose these addresses.");
  if (env.WEBHOOK_ENDPOINTS === "any")
    problems.push("WEBHOOK_ENDPOINTS must be public in production: organizations choose these addresses.");
  if (env.PAYMENT_PROVIDER === "development") problems.push("PAYMENT_PROVIDER must not be development in production: it takes no money.");
  if (env.STRIPE_SECRET_KEY && !env.STRIPE_API_BASE.startsWith("https:"))
    problems.push("STRIPE_API_BASE must start with https: in production, because the key is sent to it.");
  if (env.JUDGE0_KEY && !env.JUDGE0_URL.startsWith("https:") && !isLoopback(env.JUDGE0_URL))
    problems.push("JUDGE0_URL must start with https: in production, because JUDGE0_KEY is sent to it.");
  if (env.RESEND_API_KEY) {
    if (!env.RESEND_WEBHOOK_SECRET) {
      problems.push(
        "RESEND_WEBHOOK_SECRET is not set. Without it, bounces and complaints are not received, and mail is still sent to such addresses.",
      );
    }
    if (!env.RESEND_API_URL.startsWith("https:"))
      problems.push("RESEND_API_URL must start with https: in production, because the key is sent to it.");
  }
  if (env.PERSISTED_QUERIES_ONLY && !env.PERSISTED_QUERIES_FILE) problems.push("PERSISTED_QUERIES_ONLY needs PERSISTED_QUERIES_FILE.");
  if (env.BCRYPT_COST < LEAST_PRODUCTION_BCRYPT_COST) {
    problems.push(`BCRYPT_COST must be at least ${LEAST_PRODUCTION_BCRYPT_COST} in production.`);
  }
  return problems;
}
