import { hostname } from "node:os";
import type { EntityClass } from "@mikro-orm/core";
import { ConfigurationError, type Env } from "../config/env.js";
import { openAi } from "../platform/ai/open-ai.js";
import { createDatabase, type Database, type PoolState } from "../platform/database/database.js";
import { keepFailedJob } from "../platform/failed-jobs/failed-jobs.js";
import { createJobs } from "../platform/jobs/jobs.js";
import { createLogger, type Logger } from "../platform/telemetry/logger.js";
import { createMetrics } from "../platform/telemetry/metrics.js";
import { createMailer } from "../platform/mail/mail.js";
import { createMarkdown } from "../platform/markdown/markdown.js";
import { createResendMailer } from "../platform/mail/resend-mail.js";
import { createObjectStorage, type ObjectStorage } from "../platform/storage/object-storage.js";
import { createPushSender } from "../platform/push/push.js";
import { createPasswords } from "../platform/security/passwords.js";
import { createRedis, createSubscriber, queuePrefix } from "../platform/redis/redis.js";
import { createSecrets } from "../platform/security/secrets.js";
import { loadSigningKeys } from "../platform/security/signing-keys.js";
import { createStripe } from "../platform/stripe/stripe.js";
import { createShutdown } from "../platform/shutdown.js";
import { createTokens } from "../platform/security/tokens.js";
import { createPubSub } from "../platform/redis/pub-sub.js";
import { createTracing } from "../platform/telemetry/tracing.js";
import type { Platform } from "../platform/platform.js";
import { createRateLimiter } from "../platform/redis/rate-limit.js";
import { createReadCache } from "../platform/redis/read-cache.js";
import { createThrottles } from "../platform/redis/throttle.js";
import { inRoot } from "../config/paths.js";
import { publicUrlOf } from "../config/public-url.js";
import { createGate } from "../kernel/gate.js";

type DatabaseEnv = Pick<Env, "DATABASE_URL" | "DATABASE_POOL_MAX" | "DATABASE_STATEMENT_TIMEOUT_MS" | "SLOW_STATEMENT_MS">;

const MIGRATIONS = inRoot("migrations");

export async function openPlatform(
  env: Env,
  role: string,
  entities: readonly EntityClass<object>[],
  log = createLogger(env.LOG_LEVEL, role),
): Promise<Platform> {
  const secrets = createSecrets(env.TOKEN_SECRET);
  const signingKeys = await loadSigningKeys(env.TOKEN_KEYS, secrets).catch((error: unknown) => {
    throw new ConfigurationError([`TOKEN_KEYS is not usable: ${(error as Error).message}.`]);
  });
  const shutdown = createShutdown({ log, timeoutMs: env.SHUTDOWN_TIMEOUT_MS });
  const processId = env.WORKER_ID || `${hostname()}-${process.pid}`;

  const metrics = createMetrics({ role });
  const tracing = await createTracing({ endpoint: env.OTEL_EXPORTER_OTLP_ENDPOINT, role, log });
  shutdown.add("tracing", () => tracing.close());

  // MikroORM creates a new pool when it reconnects.
  let pool: PoolState | undefined;
  const db = await openDatabase(env, entities, log, (created) => (pool = created));
  metrics.gauge("database_connections", "Connections of this process's pool, by state.", ["state"], () => {
    const { totalCount = 0, idleCount = 0, waitingCount = 0 } = pool ?? {};
    return [
      { labels: { state: "used" }, value: totalCount - idleCount },
      { labels: { state: "idle" }, value: idleCount },
      { labels: { state: "waited_for" }, value: waitingCount },
    ];
  });
  shutdown.add("database", () => db.close());

  const redis = createRedis(env.REDIS_URL, `codequest-${role}`, log);
  const subscriber = createSubscriber(env.REDIS_URL, `codequest-${role}-subscriber`, log);
  shutdown.add("redis", () => [redis, subscriber].forEach((connection) => connection.disconnect()));

  const jobs = createJobs({
    prefix: env.REDIS_PREFIX,
    queuePrefix: queuePrefix(env.REDIS_URL, env.REDIS_PREFIX),
    processId,
    connect: (name) => createRedis(env.REDIS_URL, name, log),
    log,
    onGivenUp: (job) => keepFailedJob(db.em.fork(), job),
  });
  shutdown.add("jobs", () => jobs.close());

  const storage = openStorage(env);
  shutdown.add("storage", () => storage.close());
  // Not awaited: a process starts even if its storage is unreachable, and /ready reports it.
  storage.prepare().catch((error: unknown) => log.warn({ err: error }, "object storage unreachable"));

  const mailer = env.RESEND_API_KEY
    ? createResendMailer({ apiKey: env.RESEND_API_KEY, url: env.RESEND_API_URL, from: env.MAIL_FROM })
    : createMailer({ url: env.SMTP_URL, from: env.MAIL_FROM });
  shutdown.add("mail", () => mailer.close());

  const push = createPushSender({
    privateKey: env.VAPID_PRIVATE_KEY,
    subject: `mailto:${env.MAIL_FROM.address}`,
    anyEndpoint: env.PUSH_ENDPOINTS === "any",
  });
  shutdown.add("push", () => push.close());

  const stripe = env.STRIPE_SECRET_KEY
    ? createStripe({ key: env.STRIPE_SECRET_KEY, webhookSecrets: env.STRIPE_WEBHOOK_SECRET, apiBase: env.STRIPE_API_BASE })
    : null;

  const passwords = createPasswords({ cost: env.BCRYPT_COST, threads: env.PASSWORD_THREADS, mostWaiting: env.PASSWORD_QUEUE });
  shutdown.add("passwords", () => passwords.close());

  const inRedis = { redis, env, log };
  const markdown = createMarkdown({ ...inRedis, imageOrigins: imageOrigins(env) });
  shutdown.add("markdown", () => markdown.close());

  const pubSub = createPubSub({ prefix: env.REDIS_PREFIX, publisher: redis, subscriber, log });
  const tokens = createTokens({ keys: signingKeys, ttlSeconds: env.ACCESS_TOKEN_TTL_SECONDS });
  return {
    env,
    log,
    metrics,
    tracing,
    db,
    hotRows: createGate(Math.max(1, Math.floor(env.DATABASE_POOL_MAX / 2))),
    redis,
    limiter: createRateLimiter(inRedis),
    throttles: createThrottles(inRedis),
    readCache: createReadCache(inRedis),
    markdown,
    pubSub,
    jobs,
    storage,
    mailer,
    push,
    stripe,
    ai: openAi(env),
    secrets,
    signingKeys,
    tokens,
    passwords,
    shutdown,
    processId,
  };
}

/** Opens only the object storage, without sending a request. */
export function openStorage(env: Env): ObjectStorage {
  return createObjectStorage({
    endpoint: env.S3_ENDPOINT,
    clientEndpoint: env.S3_CLIENT_ENDPOINT,
    region: env.S3_REGION,
    bucket: env.S3_BUCKET,
    accessKeyId: env.S3_ACCESS_KEY_ID,
    secretAccessKey: env.S3_SECRET_ACCESS_KEY,
  });
}

/** Opens only the database. Statements have no timeout while a migration runs. */
export function openDatabase(
  env: DatabaseEnv,
  entities: readonly EntityClass<object>[],
  log?: Logger,
  onPool?: (pool: PoolState) => void,
): Promise<Database> {
  return createDatabase({
    url: env.DATABASE_URL,
    poolMax: env.DATABASE_POOL_MAX,
    statementTimeoutMs: env.DATABASE_STATEMENT_TIMEOUT_MS,
    slowMs: env.SLOW_STATEMENT_MS,
    entities,
    migrationsFolder: MIGRATIONS,
    log,
    onPool,
  });
}

/** Origins that may serve pictures in prose over plain HTTP: the storage, and this API for pictures of questions. */
function imageOrigins(env: Env): string[] {
  return [env.S3_CLIENT_ENDPOINT || env.S3_ENDPOINT, publicUrlOf(env)].map((url) => new URL(url).origin);
}
