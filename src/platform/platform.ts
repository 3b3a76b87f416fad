import type { Env } from "../config/env.js";
import type { Gate } from "../kernel/gate.js";
import type { AiProvider } from "./ai/provider.js";
import type { Database } from "./database/database.js";
import type { Jobs } from "./jobs/jobs.js";
import type { Mailer } from "./mail/mail.js";
import type { Markdown } from "./markdown/markdown.js";
import type { PushSender } from "./push/push.js";
import type { RateLimiter } from "./redis/rate-limit.js";
import type { ReadCache } from "./redis/read-cache.js";
import type { RedisConnection } from "./redis/redis.js";
import type { Throttles } from "./redis/throttle.js";
import type { PubSub } from "./redis/pub-sub.js";
import type { Passwords } from "./security/passwords.js";
import type { Secrets } from "./security/secrets.js";
import type { SigningKeys } from "./security/signing-keys.js";
import type { Tokens } from "./security/tokens.js";
import type { Shutdown } from "./shutdown.js";
import type { ObjectStorage } from "./storage/object-storage.js";
import type { StripeGateway } from "./stripe/stripe.js";
import type { Logger } from "./telemetry/logger.js";
import type { Metrics } from "./telemetry/metrics.js";
import type { Tracing } from "./telemetry/tracing.js";

/** All external resources, opened once and closed in reverse order. */
export interface Platform {
  env: Env;
  log: Logger;
  metrics: Metrics;
  tracing: Tracing;
  db: Database;
  /**
   * For transactions that many callers start at once and that wait for the lock of one row, such as the last seats of a class: at most half
   * of the process's connections wait in them, whatever they wait for.
   */
  hotRows: Gate;
  redis: RedisConnection;
  limiter: RateLimiter;
  throttles: Throttles;
  readCache: ReadCache;
  markdown: Markdown;
  pubSub: PubSub;
  jobs: Jobs;
  storage: ObjectStorage;
  mailer: Mailer;
  secrets: Secrets;
  signingKeys: SigningKeys;
  push: PushSender;
  /** Null without a key. */
  stripe: StripeGateway | null;
  /** Null if there is none: AI requests are refused. */
  ai: AiProvider | null;
  tokens: Tokens;
  passwords: Passwords;
  shutdown: Shutdown;
  processId: string;
}
