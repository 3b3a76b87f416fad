import { VARIABLES, type Variable } from "./variables.js";

type Parsed<V> = { readonly [K in keyof V]: V[K] extends Variable<infer T> ? T : never };

export type Env = Parsed<typeof VARIABLES>;

/** Thrown once with every problem found, each naming its variable and what it must be. */
export class ConfigurationError extends Error {
  override name = "ConfigurationError";

  constructor(readonly problems: readonly string[]) {
    super(`The configuration is not usable:\n${problems.map((problem) => `  - ${problem}`).join("\n")}`);
  }
}

const SECRETS = ["TOKEN_SECRET", "S3_SECRET_ACCESS_KEY", "VAPID_PRIVATE_KEY"] as const;
const LEAST_PRODUCTION_BCRYPT_COST = 10;

/** Reads and checks every variable. An empty string counts as unset. Throws a ConfigurationError that lists all problems. */
export function readEnv(source: Readonly<Record<string, string | undefined>> = process.env): Env {
  const problems: string[] = [];
  const values: Record<string, unknown> = {};
  for (const [name, variable] of Object.entries<Variable<unknown>>(VARIABLES)) {
    const raw = source[name] || variable.default;
    if (raw === undefined) {
      problems.push(`${name} is not set. ${variable.meaning}`);
      continue;
    }
    try {
      values[name] = variable.parse(raw);
    } catch (error) {
      problems.push(`${name} ${(error as Error).message}.`);
    }
  }
  const env = values as Env;
  if (env.NODE_ENV === "production") problems.push(...productionProblems(env));
  if (problems.length > 0) throw new ConfigurationError(problems);
  return env;
}

/** Whether clients may learn the schema from the server itself. */
export function schemaIsOpen({ NODE_ENV, GRAPHQL_INTROSPECTION }: Pick<Env, "NODE_ENV" | "GRAPHQL_INTROSPECTION">): boolean {
  return GRAPHQL_INTROSPECTION === "auto" ? NODE_ENV !== "production" : GRAPHQL_INTROSPECTION === "true";
}

function productionProblems(env: Env): string[] {
  const problems: string[] = SECRETS.filter((name) => env[name] === VARIABLES[name].default).map(
    (name) => `${name} still has its default, which anyone can read. Set your own for production.`,
  );
  if (!env.PUBLIC_URL) problems.push("PUBLIC_URL is not set. Links in mails lead there.");
  if (env.PUSH_ENDPOINTS === "any") problems.push("PUSH_ENDPOINTS must be public in production: clients choose these addresses.");
  if (env.PERSISTED_QUERIES_ONLY && !env.PERSISTED_QUERIES_FILE) problems.push("PERSISTED_QUERIES_ONLY needs PERSISTED_QUERIES_FILE.");
  if (env.BCRYPT_COST < LEAST_PRODUCTION_BCRYPT_COST) {
    problems.push(`BCRYPT_COST must be at least ${LEAST_PRODUCTION_BCRYPT_COST} in production.`);
  }
  return problems;
}
