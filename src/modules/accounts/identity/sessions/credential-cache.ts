import { MINUTE_MS, SECOND_MS } from "../../../../kernel/units.js";
import { inTime } from "../../../../kernel/within.js";
import type { Transaction } from "../../../../platform/database/database.js";
import type { Logger } from "../../../../platform/telemetry/logger.js";
import { askInTime, getAll, isReachable, type RedisConnection } from "../../../../platform/redis/redis.js";
import type { PubSub } from "../../../../platform/redis/pub-sub.js";
import { accountSignals, ALL, type AccountSignal } from "../account/account-signals.topics.js";

/** Maximum duration of an impersonation, and lifetime of its only access token. */
export const IMPERSONATION_MS = 30 * MINUTE_MS;

/**
 * Caches what authentication needs to know about sessions, API tokens and accounts in Redis for CACHED_MS. Ended
 * credentials leave a mark that outlives their access tokens: the denylist. Without Redis the cache is empty, and callers
 * read PostgreSQL.
 */
export interface CredentialCache {
  /** Undefined for each unknown key. */
  read(...keys: string[]): Promise<(string | undefined)[]>;
  /** Caches a value read from PostgreSQL, unless the key already has one. */
  fill(key: string, value: string): void;
  /** After the commit, marks sessions and API tokens as ended and closes their sockets. */
  ended(tx: Transaction, userId: string, credentials: readonly { key: string; id: string }[]): void;
  /** After the commit, invalidates the cached account and closes its sockets. */
  changed(tx: Transaction, userId: string): void;
  /** After the commit, invalidates the cached account: the next operation of each open socket sees the change. */
  refreshed(tx: Transaction, userId: string): void;
}

export const ENDED = "-";
/** While present, values read before the change cannot be cached. */
const CHANGING = "?";
const CHANGING_MS = 5000;
const CACHED_MS = 30_000;
/** A slow Redis must not slow down every request: PostgreSQL is the fallback. */
const READ_PATIENCE_MS = 200;
const WRITE_PATIENCE_MS = 1000;

export const sessionKey = (id: string) => `session:${id}`;
export const apiTokenKey = (digest: string) => `api-token:${digest}`;
export const userKey = (id: string) => `user:${id}`;

interface Dependencies {
  redis: RedisConnection;
  pubSub: PubSub;
  env: { REDIS_PREFIX: string; ACCESS_TOKEN_TTL_SECONDS: number };
  log: Logger;
}

export function createCredentialCache({ redis, pubSub, env, log }: Dependencies): CredentialCache {
  const nameOf = (key: string) => `${env.REDIS_PREFIX}:auth:${key}`;
  const denyMs = () => Math.max(env.ACCESS_TOKEN_TTL_SECONDS * SECOND_MS, IMPERSONATION_MS) + MINUTE_MS;
  const failed = (err: unknown) => log.warn({ err }, "credential cache failed");

  /** Waits only briefly. Commands that an unavailable Redis does not accept are queued by the connection and sent on reconnect. */
  const write = async (...writes: Promise<unknown>[]) => {
    const told = Promise.all(writes);
    const away = ["reconnecting", "close", "end"].includes(redis.status) || (redis.status === "ready" && !isReachable(redis));
    await inTime(away ? 0 : WRITE_PATIENCE_MS, told, failed);
  };

  const forget = (userId: string) => redis.set(nameOf(userKey(userId)), CHANGING, "PX", CHANGING_MS);
  const tell = (signal: AccountSignal) => pubSub.publish(accountSignals, ALL, signal);

  return {
    async read(...keys) {
      const values = await askInTime(redis, READ_PATIENCE_MS, () => getAll(redis, keys.map(nameOf)), failed);
      return keys.map((_, index) => (values?.[index] === CHANGING ? undefined : (values?.[index] ?? undefined)));
    },

    fill(key, value) {
      if (!isReachable(redis)) return;
      redis.set(nameOf(key), value, "PX", CACHED_MS, "NX").catch(failed);
    },

    ended(tx, userId, credentials) {
      if (credentials.length === 0) return;
      tx.afterCommit(() => {
        const writes = credentials.map(({ key }) => redis.set(nameOf(key), ENDED, "PX", denyMs()));
        return write(...writes, tell({ userId, credentialIds: credentials.map(({ id }) => id) }));
      });
    },

    changed(tx, userId) {
      tx.afterCommit(() => write(forget(userId), tell({ userId, credentialIds: null })));
    },

    refreshed(tx, userId) {
      tx.afterCommit(() => write(forget(userId)));
    },
  };
}
