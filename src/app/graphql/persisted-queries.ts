import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import type { ApolloServerPlugin } from "@apollo/server";
import { InMemoryLRUCache, type KeyValueCache } from "@apollo/utils.keyvaluecache";
import type { Env } from "../../config/env.js";
import { ConfigurationError } from "../../config/env.js";
import type { RequestContext } from "../../graphql/context.js";
import { AppError } from "../../kernel/errors.js";
import { networkOf } from "../../kernel/network.js";
import type { RateLimiter } from "../../platform/redis/rate-limit.js";
import type { RedisConnection } from "../../platform/redis/redis.js";
import { createPersistedDocuments, LONGEST_DOCUMENT_BYTES } from "./persisted-documents.js";

/** Documents by their SHA-256, as in automatic persisted queries. */
export interface PersistedQueries {
  cache: KeyValueCache<string>;
  /** Stores a document sent with its hash, once it has proven valid. */
  plugin: ApolloServerPlugin<RequestContext>;
  /**
   * Throws BAD_REQUEST for a hash that is malformed or does not match the document, and PERSISTED_QUERY_REQUIRED for an unlisted
   * document if only listed ones are served.
   */
  check(request: { query?: unknown; extensions?: unknown }): void;
  /** The document that a request sends or names by its hash. Undefined if the hash is not known yet. */
  documentOf(request: { query?: string; extensions?: unknown }): Promise<string | undefined>;
}

const LOCAL_BYTES = 16 * 1024 * 1024;
const HASH = /^[0-9a-f]{64}$/;

interface Platform {
  env: Env;
  redis: RedisConnection;
  limiter: RateLimiter;
}

/** Documents are shared by all API processes: stored in Redis for a day, and cached in memory. */
export async function createPersistedQueries({ env, redis, limiter }: Platform): Promise<PersistedQueries> {
  const listed = env.PERSISTED_QUERIES_FILE ? await readManifest(env.PERSISTED_QUERIES_FILE) : new Map<string, string>();
  const local = new InMemoryLRUCache<string>({ maxSize: LOCAL_BYTES });
  const shared = createPersistedDocuments({ redis, limiter, prefix: env.REDIS_PREFIX });

  // Apollo Server prefixes each hash with "apq:".
  const hashOf = (key: string) => key.replace(/^apq:/, "");
  const cache: KeyValueCache<string> = {
    async get(key) {
      const id = hashOf(key);
      const known = listed.get(id) ?? (await local.get(id));
      if (known !== undefined || env.PERSISTED_QUERIES_ONLY) return known;
      const found = await shared.find(id);
      if (found !== undefined) await local.set(id, found);
      return found;
    },
    // The plugin stores documents, as it knows their owner.
    set: async () => undefined,
    async delete(key) {
      await local.delete(hashOf(key));
    },
  };

  return {
    cache,
    plugin: {
      async requestDidStart() {
        return {
          async executionDidStart({ metrics, queryHash, source, contextValue: { viewer, address } }) {
            if (!metrics.persistedQueryRegister || env.PERSISTED_QUERIES_ONLY || listed.has(queryHash)) return;
            if (Buffer.byteLength(source) > LONGEST_DOCUMENT_BYTES) return;
            await local.set(queryHash, source);
            void shared.keep(queryHash, source, viewer?.id ?? networkOf(address));
          },
        };
      },
    },
    async documentOf({ query, extensions }) {
      if (query !== undefined) return query;
      const id = persistedIn(extensions)?.sha256Hash;
      return typeof id === "string" ? cache.get(id) : undefined;
    },
    check({ query, extensions }) {
      const given = persistedIn(extensions);
      if (given) checkHash(given, query);
      if (!env.PERSISTED_QUERIES_ONLY) return;
      const id = typeof query === "string" ? sha256(query) : given?.sha256Hash;
      if (typeof id === "string" && listed.has(id)) return;
      throw new AppError("PERSISTED_QUERY_REQUIRED", "This server executes only registered operations; this is not one of them.");
    },
  };
}

interface Persisted {
  version?: unknown;
  sha256Hash?: unknown;
}

function checkHash({ version, sha256Hash }: Persisted, query: unknown): void {
  const refuse = (message: string) => new AppError("BAD_REQUEST", message);
  if (version !== 1) throw refuse("`extensions.persistedQuery.version` must be 1.");
  if (typeof sha256Hash !== "string" || !HASH.test(sha256Hash)) {
    throw refuse("`extensions.persistedQuery.sha256Hash` must be the SHA-256 of the document: 64 lower-case hexadecimal digits.");
  }
  if (typeof query === "string" && sha256(query) !== sha256Hash) {
    throw refuse("`extensions.persistedQuery.sha256Hash` is not the SHA-256 of `query`.");
  }
}

/** `extensions` is an object in a body, JSON in a query string. Any truthy `persistedQuery` is inspected. */
function persistedIn(extensions: unknown): Persisted | null {
  try {
    const given: unknown = typeof extensions === "string" ? JSON.parse(extensions) : extensions;
    const persisted = (given as { persistedQuery?: unknown } | null | undefined)?.persistedQuery;
    return persisted ? (typeof persisted === "object" ? persisted : {}) : null;
  } catch {
    return null;
  }
}

/** Reads a manifest of Apollo's generate-persisted-query-manifest. Throws a ConfigurationError that describes what is wrong. */
async function readManifest(file: string): Promise<Map<string, string>> {
  const wrong = (why: string) => new ConfigurationError([`PERSISTED_QUERIES_FILE ${why}.`]);
  const text = await readFile(file, "utf8").catch(() => {
    throw wrong("cannot be read");
  });
  let operations: unknown;
  try {
    operations = (JSON.parse(text) as { operations?: unknown }).operations;
  } catch {
    throw wrong("is not JSON");
  }
  if (!Array.isArray(operations)) throw wrong("has no list `operations`");
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
