import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { InMemoryLRUCache, type KeyValueCache } from "@apollo/utils.keyvaluecache";
import type { Env } from "../config/env.js";
import { ConfigurationError } from "../config/env.js";
import { AppError } from "../kernel/errors.js";
import { DAY_MS } from "../kernel/units.js";
import { askInTime, type RedisConnection } from "../platform/redis.js";

/** Documents by their SHA-256, as clients of automatic persisted queries name them. */
export interface PersistedQueries {
  cache: KeyValueCache<string>;
  /** Throws PERSISTED_QUERY_REQUIRED for what is not on the list, where only the list is served. */
  check(request: { query?: unknown; extensions?: unknown }): void;
}

const LOCAL_BYTES = 16 * 1024 * 1024;
const PATIENCE_MS = 200;

/** What one API process has been taught, all know: documents are kept in Redis for a day, and in memory. */
export async function createPersistedQueries(env: Env, redis: RedisConnection): Promise<PersistedQueries> {
  const listed = env.PERSISTED_QUERIES_FILE ? await readManifest(env.PERSISTED_QUERIES_FILE) : new Map<string, string>();
  const local = new InMemoryLRUCache<string>({ maxSize: LOCAL_BYTES });
  const keyOf = (id: string) => `${env.REDIS_PREFIX}:persisted:${id}`;
  /** Undefined while Redis is away: the client then sends the document once more. */
  const ask = <T>(command: () => Promise<T>) => askInTime(redis, PATIENCE_MS, command, () => undefined);

  // Apollo Server puts "apq:" before each hash.
  const hashOf = (key: string) => key.replace(/^apq:/, "");
  const cache: KeyValueCache<string> = {
    async get(key) {
      const id = hashOf(key);
      const known = listed.get(id) ?? (await local.get(id));
      if (known !== undefined || env.PERSISTED_QUERIES_ONLY) return known;
      const shared = (await ask(() => redis.get(keyOf(id)))) ?? undefined;
      if (shared !== undefined) await local.set(id, shared);
      return shared;
    },
    async set(key, document) {
      const id = hashOf(key);
      if (env.PERSISTED_QUERIES_ONLY || listed.has(id)) return;
      await local.set(id, document);
      await ask(() => redis.set(keyOf(id), document, "PX", DAY_MS));
    },
    async delete(key) {
      await local.delete(hashOf(key));
    },
  };

  return {
    cache,
    check({ query, extensions }) {
      if (!env.PERSISTED_QUERIES_ONLY) return;
      const given = hashIn(extensions);
      const id = typeof query === "string" ? sha256(query) : typeof given === "string" ? given : undefined;
      if (id !== undefined && listed.has(id)) return;
      throw new AppError("PERSISTED_QUERY_REQUIRED", "This server executes the operations on its list only, and this is none of them.");
    },
  };
}

/** Of a body they are an object, in an address JSON. */
function hashIn(extensions: unknown): unknown {
  try {
    const given: unknown = typeof extensions === "string" ? JSON.parse(extensions) : extensions;
    return (given as { persistedQuery?: { sha256Hash?: unknown } } | null | undefined)?.persistedQuery?.sha256Hash;
  } catch {
    return undefined;
  }
}

/** The format of Apollo's generate-persisted-query-manifest. Throws a ConfigurationError that says what is wrong with it. */
async function readManifest(file: string): Promise<Map<string, string>> {
  const wrong = (why: string) => new ConfigurationError([`PERSISTED_QUERIES_FILE ${why}.`]);
  const text = await readFile(file, "utf8").catch(() => {
    throw wrong("can't be read");
  });
  let operations: unknown;
  try {
    operations = (JSON.parse(text) as { operations?: unknown }).operations;
  } catch {
    throw wrong("is no JSON");
  }
  if (!Array.isArray(operations)) throw wrong("has no list named operations");
  return new Map(
    operations.map((operation: { id?: unknown; body?: unknown } | null, index) => {
      if (typeof operation?.body !== "string") throw wrong(`has no body at operation ${index}`);
      if (operation.id !== sha256(operation.body)) throw wrong(`has an id at operation ${index} that is not the SHA-256 of its body`);
      return [operation.id, operation.body];
    }),
  );
}

function sha256(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}
